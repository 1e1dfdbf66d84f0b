"""What every desk's list has in common: its order, and what a line says of an obligation."""

from typing import Any

from django.db.models import Case, F, QuerySet

from certification.rules.status import Status
from desks.lists import Line
from desks.permissions import post_to_open
from desks.queries.names import name_in, reachable
from partnership.permissions import Access


def in_order(found: QuerySet[Any], urgency: Case) -> QuerySet[Any]:
    """The most urgent first, then those whose day comes next."""
    ordered: QuerySet[Any] = found.annotate(urgency=urgency).order_by(
        "urgency", F("expires_on").asc(nulls_first=True), "due_on", "assignment__person__sort_name", "pk"
    )
    return ordered


def days_of(row: Any) -> dict[str, Any]:
    """The days a next step is read from."""
    return {"is_due_soon": row.is_due_soon, "due_on": row.due_on, "expires_on": row.expires_on}


def line_of(row: Any, access: Access, next_step: str, **more: Any) -> Line:
    """A line as its reader may see it; `more` is what only one desk shows."""
    assignment = row.assignment
    return Line(
        name=name_in(assignment, access),
        role=assignment.role.name,
        organisation=assignment.organisation.short_name,
        course=row.requirement.course.short_title,
        status=Status(row.status),
        has_contact=reachable(assignment.person),
        next_step=next_step,
        key="" if assignment.person.do_not_list else assignment.reference,
        post=post_to_open(assignment, access),
        **days_of(row),
        **more,
    )
