"""The licensing officer's lists: own authority's drivers, by what presses at renewal."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from certification.rules.status import Status
from desks import next_steps
from desks.lists import Line
from desks.queries.rows import days_of, line_of
from onboarding.door_queries import licensed_elsewhere_by
from partnership.permissions import Access
from partnership.reach import Reach
from schemes.queries import licences


def rows(reach: Reach, on: date) -> QuerySet[Any]:
    own = licences.drivers(reach.organisations, on).filter(reach.q("assignment__"))
    return own.select_related("requirement__course")


def counts(found: QuerySet[Any], on: date) -> dict[str, int]:
    return {shelf.value: number for shelf, number in licences.shelf_counts(found, on).items()}


def pick(found: QuerySet[Any], code: str, on: date) -> QuerySet[Any]:
    return licences.by_urgency(found.filter(licences.on_shelf(licences.Shelf(code), on)), on)


def beside(reach: Reach) -> dict[str, Any]:
    """The blind spot: drivers who came in by these authorities' posters on another's licence (pack 1.4)."""
    return {"elsewhere": licensed_elsewhere_by(reach.organisations)}


def line(row: Any, access: Access, on: date) -> Line:
    licence = row.assignment.licence
    next_step = next_steps.for_a_driver(Status(row.status), **days_of(row), licence_ends_on=licence.expires_on, on=on)
    return line_of(row, access, next_step, fact=licence.expires_on)
