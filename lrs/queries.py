"""Finding statements: one, or a page in the order of the journal."""

from dataclasses import dataclass
from typing import Any
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
    limits = _limits(search)
    if search.keys:
        rows = _by_terms(search, limits)
    else:
        rows = Statement.objects.filter(**{f"id{name}": value for name, value in limits.items()})
    rows = rows.filter(is_voided=False).select_related("authority")
    if mine is not None:
        rows = rows.filter(authority=mine)
    order = "" if search.is_ascending else "-"
    found = list(rows.order_by(f"{order}terms__statement" if search.keys else f"{order}id")[: search.limit + 1])
    has_more = len(found) > search.limit
    shown = found[: search.limit]
    return Page(shown, shown[-1].pk if has_more else None)


def _by_terms(search: Search, limits: dict[str, int]) -> QuerySet[Statement]:
    """Driven by the most telling key, whose index holds its statements in order; the other keys are looked up in it."""
    (key, is_direct), *others = search.keys
    wanted: dict[str, Any] = {"terms__key": key} | ({"terms__is_direct": True} if is_direct else {})
    wanted |= {f"terms__statement{name}": value for name, value in limits.items()}
    rows = Statement.objects.filter(**wanted)
    for other, other_is_direct in others:
        term = Term.objects.filter(key=other, statement=OuterRef("terms__statement"))
        rows = rows.filter(Exists(term.filter(is_direct=True) if other_is_direct else term))
    return rows


def _limits(search: Search) -> dict[str, int]:
    """Bounds on the place: `since` is exclusive and `until` inclusive, and a page begins beyond the last one's edge."""
    lower = [place_of(search.since)] if search.since else []
    upper = {"__lte": place_of(search.until)} if search.until else {}
    if search.after is not None:
        if search.is_ascending:
            lower.append(search.after)
        else:
            upper["__lt"] = search.after
    return upper | ({"__gt": max(lower)} if lower else {})


def statement_text(uuid: UUID) -> str | None:
    """The JSON of a statement as it was received, voided or not; None when there is none of this id."""
    return Statement.objects.filter(uuid=uuid).values_list("text", flat=True).first()
