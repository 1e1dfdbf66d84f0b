"""A lead's working list: their own people, those most in need first. The same rows serve screen and CSV."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from partnership.permissions import Access, shown_name

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One assignment × course of a lead's people: a name as far as it may be shown, status and dates. Never a score."""

    name: str
    role: str
    organisation: str
    course: str
    status: Status
    is_due_soon: bool
    due_on: date
    expires_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.status in OVERDUE


def people_lines(access: Access, *, on: date, status: str = "") -> QuerySet[Any]:
    """Obligations of the people this user may see on `on`, overdue first, then by the date that presses most."""
    own = population(on).filter(assignment__organisation__in=access.people_organisations())
    lines = with_status(own, on).select_related(
        "assignment__person", "assignment__role", "assignment__organisation", "requirement__course"
    )
    if status == "overdue":
        lines = lines.filter(status__in=[s.value for s in OVERDUE])
    elif status == "due_soon":
        lines = lines.filter(is_due_soon=True)
    elif status:
        lines = lines.filter(status=status)
    urgency = Case(
        When(status__in=[s.value for s in OVERDUE], then=Value(0)),
        When(is_due_soon=True, then=Value(1)),
        When(status=Status.IN_GRACE.value, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ordered: QuerySet[Any] = lines.annotate(urgency=urgency).order_by(
        "urgency", F("expires_on").asc(nulls_first=True), "due_on", "assignment__person__sort_name", "pk"
    )
    return ordered


def page_of_lines(access: Access, *, on: date, status: str, number: str) -> tuple[Page, list[Line]]:
    """One page of the list, and its lines ready to show."""
    page = Paginator(people_lines(access, on=on, status=status), PER_PAGE).get_page(number)
    return page, [line(row, access) for row in page.object_list]


def line(row: Any, access: Access) -> Line:
    assignment = row.assignment
    return Line(
        name=shown_name(assignment.person.display_name, access.names_in(assignment.organisation_id)),
        role=assignment.role.name,
        organisation=assignment.organisation.short_name,
        course=row.requirement.course.short_title,
        status=Status(row.status),
        is_due_soon=row.is_due_soon,
        due_on=row.due_on,
        expires_on=row.expires_on,
    )
