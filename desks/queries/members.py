"""Democratic services' lists: own council's members, by what presses. Never a party: none is stored."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from desks import next_steps
from desks.lists import Line
from desks.queries.rows import days_of, in_order, line_of
from partnership.models import Assignment, Term
from partnership.permissions import Access
from partnership.reach import Reach

PANEL_ROLES = ("licensing_member",)
LATE = Q(status__in=[s.value for s in OVERDUE])
TRAINED = Q(status=Status.CURRENT.value)
SHELVES: dict[str, Q] = {
    "panel": Q(is_panel=True) & ~TRAINED,
    "overdue": LATE,
    "in_grace": Q(status=Status.IN_GRACE.value),
    "due_soon": Q(is_due_soon=True),
    "current": TRAINED,
    "all": Q(),
}


def rows(reach: Reach, on: date) -> QuerySet[Any]:
    """Members' obligations with `accepted_on`, the day of the newest acceptance of office, and `is_panel`."""
    held = population(on).filter(reach.q("assignment__"), assignment__contract=Assignment.Contract.ELECTED)
    begun = Term.objects.filter(assignment=OuterRef("assignment"), starts_on__lte=on).order_by("-starts_on")
    found: QuerySet[Any] = (
        with_status(held, on)
        .annotate(
            accepted_on=Coalesce(Subquery(begun.values("starts_on")[:1]), F("assignment__starts_on")),
            is_panel=Case(
                When(assignment__role__code__in=PANEL_ROLES, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .select_related("assignment__person", "assignment__role", "assignment__organisation", "requirement__course")
    )
    return found


def counts(found: QuerySet[Any], on: date) -> dict[str, int]:
    return found.order_by().aggregate(**{code: Count("pk", filter=where or None) for code, where in SHELVES.items()})


def pick(found: QuerySet[Any], code: str, on: date) -> QuerySet[Any]:
    """Panel members who are not trained first, then the overdue, then those whose day comes next."""
    urgency = Case(
        When(SHELVES["panel"], then=Value(0)),
        When(LATE, then=Value(1)),
        When(SHELVES["in_grace"], then=Value(2)),
        When(SHELVES["due_soon"], then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return in_order(found.filter(SHELVES[code]), urgency)


def line(row: Any, access: Access, on: date) -> Line:
    status, facts = Status(row.status), {"accepted_on": row.accepted_on, "is_panel": row.is_panel}
    return line_of(
        row,
        access,
        next_steps.for_a_member(status, **days_of(row), **facts, on=on),
        fact=row.accepted_on,
        mark=_("Before first panel") if row.is_panel and status is not Status.CURRENT else "",
    )
