"""Finding statements: one, or a page in the order of the journal."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length

from lrs import wire
from lrs.chains import Chains
from lrs.journal import moment_of, place_of
from lrs.models import Attachment, Authority, Statement, Term
from lrs.searching import Search
from lrs.terms import Terms, terms_of

FIELDS = ("pk", "uuid", "version", "text", "target", "authority_id", "authority__agent")
CHUNK = 64  # statements read at once: each may be of a megabyte
LARGEST_PAGE = 8 * 1024 * 1024  # of statements' texts and attachments' bytes, roughly


@dataclass(frozen=True, slots=True)
class Found:
    """What is given out of a statement's row, without the making of a model for each."""

    pk: int
    uuid: UUID
    version: str
    text: str
    target: UUID | None
    authority: Authority

    @property
    def stored(self) -> datetime:
        return moment_of(self.pk)


@dataclass(frozen=True, slots=True)
class Page:
    """Some statements in order, and the place to go on after when there are more."""

    statements: list[Found]
    more_after: int | None


def find_statement(search: Search, *, mine: Authority | None) -> Statement | None:
    """The one asked for by id: a voided one only as such. `mine` limits the search to one authority."""
    rows = Statement.objects.select_related("authority")
    if mine is not None:
        rows = rows.filter(authority=mine)
    uuid = search.voided_id or search.statement_id
    return rows.filter(uuid=uuid, is_voided=search.voided_id is not None).first() if uuid else None


def page_of(search: Search, *, mine: Authority | None) -> Page:
    """A page of unvoided statements, newest first unless asked otherwise. `mine` limits it to one authority.

    It ends at the number asked for, or sooner where it would grow too large.
    """
    found: list[Found] = []
    size = 0
    for row, weight in _weighed(search, mine):
        size += weight
        if len(found) == search.limit or (found and size > LARGEST_PAGE):
            return Page(found, found[-1].pk)
        found.append(row)
    return Page(found, None)


def _weighed(search: Search, mine: Authority | None) -> Iterator[tuple[Found, int]]:
    """All that is found, read on as it is taken, each with what it weighs in an answer."""
    most = min(search.limit + 1, CHUNK)
    while True:
        rows = _some(search, mine, most)
        shown = rows if mine is None else _met_by_own(rows, search, mine)
        beside = _bytes_beside([row.pk for row in shown]) if search.with_attachments else {}
        yield from ((row, len(row.text) + beside.get(row.pk, 0)) for row in shown)
        if len(rows) < most:
            return
        search = replace(search, after=rows[-1].pk)


def _some(search: Search, mine: Authority | None, most: int) -> list[Found]:
    order = "" if search.is_ascending else "-"
    if search.keys:
        terms = _terms(search, mine).order_by(f"{order}statement_id")[:most]
        return _found(terms.values_list(*(f"statement__{name}" for name in FIELDS)))
    rows = Statement.objects.filter(is_voided=False, **_limits(search, "id"))
    rows = rows if mine is None else rows.filter(authority=mine)
    return _found(rows.order_by(f"{order}id")[:most].values_list(*FIELDS))


def _met_by_own(rows: Sequence[Found], search: Search, mine: Authority) -> list[Found]:
    """Those that meet the filters without what others' statements hand on: else a reference to one would tell of it."""
    if not search.keys:
        return list(rows)
    chains = Chains({row.target for row in rows if row.target}, only=mine.pk)
    return [row for row in rows if row.target is None or _meets(row, search, chains.terms_from(row.target))]


def _meets(row: Found, search: Search, handed_on: Terms) -> bool:
    own = terms_of(wire.reread(row.text), row.authority.agent)
    return all(
        any(key in terms and terms[key] >= must_be_direct for terms in (own, handed_on))
        for key, must_be_direct in search.keys
    )


def _bytes_beside(places: Sequence[int]) -> dict[int, int]:
    """How many bytes of attachments each statement has."""
    rows = Attachment.objects.filter(statement__in=places).values("statement_id").order_by("statement_id")
    return dict(rows.annotate(size=Sum(Length("content"))).values_list("statement_id", "size"))


def _found(rows: Iterable[tuple[Any, ...]]) -> list[Found]:
    authorities: dict[int, Authority] = {}
    found: list[Found] = []
    for place, uuid, version, text, target, pk, agent in rows:
        authority = authorities.get(pk) or authorities.setdefault(pk, Authority(pk=pk, agent=agent))
        found.append(Found(place, uuid, version, text, target, authority))
    return found


def _terms(search: Search, mine: Authority | None) -> QuerySet[Term]:
    """Driven by the rarest key, whose index holds its statements in order; the other keys are looked up beside it."""
    (key, is_direct), *others = search.keys
    terms = Term.objects.filter(key=key, statement__is_voided=False, **_limits(search, "statement_id"))
    terms = terms.filter(is_direct=True) if is_direct else terms
    for other, other_is_direct in others:
        beside = Term.objects.filter(key=other, statement_id=OuterRef("statement_id"))
        terms = terms.filter(Exists(beside.filter(is_direct=True) if other_is_direct else beside))
    return terms if mine is None else terms.filter(statement__authority=mine)


def _limits(search: Search, field: str) -> dict[str, int]:
    """Bounds on the place in `field`: `since` is exclusive and `until` inclusive, a page begins past the last one."""
    lower = [place_of(search.since)] if search.since else []
    upper = {"__lte": place_of(search.until)} if search.until else {}
    if search.after is not None:
        if search.is_ascending:
            lower.append(search.after)
        else:
            upper["__lt"] = search.after
    limits = upper | ({"__gt": max(lower)} if lower else {})
    return {f"{field}{name}": value for name, value in limits.items()}


def statement_text(uuid: UUID) -> str | None:
    """The JSON of a statement as it was received, voided or not; None when there is none of this id."""
    return Statement.objects.filter(uuid=uuid).values_list("text", flat=True).first()


def stored_among(uuids: Collection[UUID]) -> set[UUID]:
    """Which of these statements the store holds. A few hundred a query."""
    wanted = sorted(uuids)
    found: set[UUID] = set()
    for start in range(0, len(wanted), 500):
        found |= set(Statement.objects.filter(uuid__in=wanted[start : start + 500]).values_list("uuid", flat=True))
    return found
