"""The journal for people: a page of sentences, counts by day, one statement. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from common.dates import london_moment
from lrs import queries, wire
from lrs.identity import Key, activity_key, registration_key, verb_key
from lrs.journal import place_of
from lrs.models import Activity, Statement
from lrs.presentation import activities_in
from lrs.searching import Search
from lrs.sentences import Names, sentence
from lrs.services.exporting import whole

PAGE = 50
DAYS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement in a list."""

    uuid: UUID
    stored: datetime
    sentence: str
    authority: str


@dataclass(frozen=True, slots=True)
class Page:
    entries: list[Entry]
    more_after: int | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see; `day` is the day of storing in London."""

    verb: str = ""
    activity: str = ""
    registration: UUID | None = None
    day: date | None = None

    def as_search(self, after: int | None = None) -> Search:
        keys: list[tuple[Key, bool]] = []
        if self.registration:
            keys.append((registration_key(str(self.registration)), False))
        if self.activity:
            keys.append((activity_key(self.activity), False))
        if self.verb:
            keys.append((verb_key(self.verb), False))
        instant = timedelta(microseconds=1)
        since = london_moment(self.day, 0) - instant if self.day else None
        until = london_moment(self.day + timedelta(days=1), 0) - instant if self.day else None
        return Search(keys=tuple(keys), since=since, until=until, limit=PAGE, after=after)


def page_of(wish: Wish, *, after: int | None) -> Page:
    """The newest statements that are not voided, as sentences: PAGE of them, before the place `after`."""
    page = queries.page_of(wish.as_search(after), mine=None)
    statements = [whole(row) for row in page.statements]
    names = names_in(statements)
    entries = [
        Entry(row.uuid, row.stored, sentence(statement, names), str(row.authority))
        for row, statement in zip(page.statements, statements, strict=True)
    ]
    return Page(entries, page.more_after)


def rows_of(wish: Wish) -> QuerySet[Statement]:
    """The same choice as rows, for an export."""
    search = wish.as_search()
    rows = Statement.objects.filter(is_voided=False)
    for key, _ in search.keys:
        rows = rows.filter(terms__key=key)
    if search.since and search.until:
        rows = rows.filter(id__gt=place_of(search.since), id__lte=place_of(search.until))
    return rows


def names_in(statements: Sequence[dict[str, Any]]) -> Names:
    keys = {activity_key(one["id"]) for statement in statements for one in activities_in(statement)}
    return {row.iri: wire.loads(row.definition) for row in Activity.objects.filter(key__in=keys)}


def counts_by_day(*, until: date, days: int = DAYS) -> list[tuple[date, int]]:
    """How many statements were stored on each of the days up to and with `until`: one pass over the primary key."""
    shown = [until - timedelta(days=back) for back in range(days - 1, -1, -1)]
    edges = [place_of(london_moment(day, 0)) for day in (*shown, until + timedelta(days=1))]
    counted = {
        f"day_{number}": Count("id", filter=Q(id__gte=edges[number], id__lt=edges[number + 1]))
        for number in range(days)
    }
    found = Statement.objects.filter(id__gte=edges[0], id__lt=edges[-1]).aggregate(**counted)
    return [(day, found[f"day_{number}"]) for number, day in enumerate(shown)]
