"""The journal for people: a page of sentences, counts by day, one statement. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from common.dates import london_day, london_moment
from lrs import queries, wire
from lrs.asking import answers
from lrs.identity import Key, activity_key, registration_key, verb_key
from lrs.journal import EPOCH, place_of
from lrs.models import Activity, Authority, Statement
from lrs.presentation import activities_in
from lrs.searching import Search
from lrs.sentences import Names, said_of, sentence, text_in
from lrs.services.exporting import whole

PAGE = 50
SPANS = (30, 90, 365)
LOOKED_AT, MOST_OFFERED = 300, 200
HOUR = timedelta(hours=1)
HOUR_OF_PLACES = 3_600_000_000


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
class Offered:
    """Verbs and activities there are, as (IRI, its name or nothing)."""

    verbs: list[tuple[str, str]]
    activities: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see; `day` is the day of storing in London, `agency` who sent it.

    Voided statements are seen by themselves, as nothing that counts.
    """

    verb: str = ""
    activity: str = ""
    registration: UUID | None = None
    agency: Authority | None = None
    day: date | None = None
    is_voided: bool = False

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
    """The newest statements as sentences: PAGE of them, before the place `after`."""
    found, more_after = _voided_page(wish, after) if wish.is_voided else _counting_page(wish, after)
    statements = [whole(row) for row in found]
    names = names_in(statements)
    entries = [
        Entry(row.uuid, row.stored, sentence(statement, names), str(row.authority))
        for row, statement in zip(found, statements, strict=True)
    ]
    return Page(entries, more_after)


def _counting_page(wish: Wish, after: int | None) -> tuple[Sequence[Statement | queries.Found], int | None]:
    page = queries.page_of(wish.as_search(after), mine=wish.agency)
    return page.statements, page.more_after


def _voided_page(wish: Wish, after: int | None) -> tuple[Sequence[Statement | queries.Found], int | None]:
    rows = rows_of(wish) if after is None else rows_of(wish).filter(id__lt=after)
    found = list(rows.select_related("authority").order_by("-id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def rows_of(wish: Wish) -> QuerySet[Statement]:
    """The same choice as rows, for an export."""
    search = wish.as_search()
    rows = Statement.objects.filter(is_voided=wish.is_voided)
    for key, _ in search.keys:
        rows = rows.filter(terms__key=key)
    if wish.agency:
        rows = rows.filter(authority=wish.agency)
    if search.since and search.until:
        rows = rows.filter(id__gt=place_of(search.since), id__lte=place_of(search.until))
    return rows


def offered() -> Offered:
    """What the newest LOOKED_AT statements hold, to choose from where a verb or an activity is asked for."""
    texts = Statement.objects.order_by("-id").values_list("text", flat=True)[:LOOKED_AT]
    statements = [wire.reread(text) for text in texts]
    verbs = {one["verb"]["id"]: said_of(one["verb"]) for one in statements}
    names = names_in(statements)
    activities = {
        one["id"]: text_in(names.get(one["id"], {}).get("name", {}))
        for said in statements
        for one in activities_in(said)
    }
    return Offered(sorted(verbs.items()), sorted(activities.items())[:MOST_OFFERED])


def names_in(statements: Sequence[dict[str, Any]]) -> Names:
    keys = {activity_key(one["id"]) for statement in statements for one in activities_in(statement)}
    return {row.iri: wire.loads(row.definition) for row in Activity.objects.filter(key__in=keys)}


def counts_by_day(*, until: date, days: int = SPANS[0]) -> list[tuple[date, int]]:
    """How many statements were stored on each of the days up to and with `until`: one pass over the primary key.

    Counted by hours, which the database can tell without a calendar: London's days begin and end on whole ones.
    """
    counts = {until - timedelta(days=back): 0 for back in range(days - 1, -1, -1)}
    first, end = (place_of(london_moment(day, 0)) for day in (min(counts), until + timedelta(days=1)))
    sql = f"SELECT id / {HOUR_OF_PLACES}, count(*) FROM lrs_statement WHERE id >= {first} AND id < {end} GROUP BY 1"  # noqa: S608
    for hour, count in answers(sql):
        counts[london_day(EPOCH + hour * HOUR)] += count
    return list(counts.items())
