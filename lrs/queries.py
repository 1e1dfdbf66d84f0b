"""Finding statements: one, or a page in the order of the journal."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lrs.journal import place_of
from lrs.models import Authority, Statement, Term
from lrs.searching import Search


@dataclass(frozen=True, slots=True)
class Page:
    """Some statements in order, and the place to go on after when there are more."""

    statements: list[Statement]
    more_after: int | None


def find_statement(search: Search, *, mine: Authority | None) -> Statement | None:
    """The one asked for by id: a voided one only as such. `mine` limits the search to one authority."""
    rows = Statement.objects.select_related("authority")
    if mine is not None:
        rows = rows.filter(authority=mine)
    uuid = search.voided_id or search.statement_id
    return rows.filter(uuid=uuid, is_voided=search.voided_id is not None).first() if uuid else None


def page_of(search: Search, *, mine: Authority | None) -> Page:
    """A page of unvoided statements, newest first unless asked otherwise. `mine` limits it to one authority."""
    order = "" if search.is_ascending else "-"
    most = search.limit + 1
    if search.keys:
        terms = _terms(search, mine).order_by(f"{order}statement_id")[:most]
        found = [term.statement for term in terms.select_related("statement__authority")]
    else:
        rows = Statement.objects.filter(is_voided=False, **_limits(search, "id"))
        rows = rows if mine is None else rows.filter(authority=mine)
        found = list(rows.select_related("authority").order_by(f"{order}id")[:most])
    shown = found[: search.limit]
    return Page(shown, shown[-1].pk if len(found) > search.limit else None)


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
