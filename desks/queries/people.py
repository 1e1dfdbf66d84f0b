"""A lead's own people, those most in need first."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from desks import next_steps
from desks.lists import Line
from desks.queries.rows import days_of, in_order, line_of
from partnership.permissions import Access
from partnership.reach import Reach

OVERDUE_CODES = tuple(s.value for s in OVERDUE)
AWAY_CODES = (Status.EXEMPT.value, Status.ON_LONG_LEAVE.value)
PRESSING: dict[str, Q] = {
    "overdue": Q(status__in=OVERDUE_CODES),
    "due_soon": Q(is_due_soon=True),
    "in_grace": Q(status=Status.IN_GRACE.value),
    "current": Q(status=Status.CURRENT.value),
    "away": Q(status__in=AWAY_CODES),
    "": Q(),
}


def rows(reach: Reach, on: date) -> QuerySet[Any]:
    """Obligations of these posts, with their status on `on`."""
    own = population(on).filter(reach.q("assignment__"))
    return with_status(own, on).select_related(
        "assignment__person", "assignment__role", "assignment__organisation", "requirement__course"
    )


def counts(found: QuerySet[Any], on: date) -> dict[str, int]:
    """How many lines each list has: one read, folded here, as each further question would be asked of every row."""
    told = dict.fromkeys(PRESSING, 0)
    for status, is_due_soon, number in found.order_by().values_list("status", "is_due_soon").annotate(n=Count("pk")):
        told[""] += number
        told["due_soon"] += number if is_due_soon else 0
        code = "overdue" if status in OVERDUE_CODES else "away" if status in AWAY_CODES else status
        if code in told:
            told[code] += number
    return told


def not_trained(found: QuerySet[Any]) -> int:
    """How many people these are who lack a training they are held to: overdue, or still in time."""
    waiting = found.order_by().filter(PRESSING["overdue"] | PRESSING["in_grace"])
    return int(waiting.aggregate(n=Count("assignment__person", distinct=True))["n"])


def pick(found: QuerySet[Any], code: str, on: date) -> QuerySet[Any]:
    """Overdue first, then by the date that presses most."""
    urgency = Case(
        When(PRESSING["overdue"], then=Value(0)),
        When(PRESSING["due_soon"], then=Value(1)),
        When(PRESSING["in_grace"], then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return in_order(found.filter(PRESSING[code]), urgency)


def line(row: Any, access: Access, on: date) -> Line:
    next_step = next_steps.for_anybody(Status(row.status), **days_of(row), on=on)
    return line_of(row, access, next_step)
