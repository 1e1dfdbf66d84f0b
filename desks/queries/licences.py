"""The licensing officer's lists: own authority's drivers, by what presses at renewal."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from certification.rules.status import Status
from desks import next_steps
from desks.lists import Line
from desks.permissions import post_to_open
from desks.queries.names import name_in, named
from desks.queries.rows import days_of, line_of
from onboarding.door_queries import licensed_elsewhere_by
from partnership.permissions import Access, Names
from partnership.reach import Reach
from schemes.models import Licence
from schemes.queries import licences
from schemes.queries.in_force import Days, days_of_all

MOST = 50


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


@dataclass(frozen=True)
class Other:
    """A licence that is in no list today, and how it stands."""

    name: str
    number: str
    post: UUID | None
    days: Days


def others(reach: Reach, access: Access, words: str, on: date) -> list[Other]:
    """Licences of this name or number that the lists leave out: suspended, applied for, over, or asked nothing."""
    own = Licence.objects.filter(reach.q("assignment__"), authority__in=reach.organisations)
    listed = rows(reach, on).values("assignment")
    found = named(own, words, access.named(Names.FULL)).exclude(assignment__in=listed)
    held = list(found.select_related("assignment__person", "assignment__organisation").order_by("-issued_on")[:MOST])
    days = days_of_all(held, on)
    return [
        Other(name_in(each.assignment, access), each.number, post_to_open(each.assignment, access), days[each.pk])
        for each in held
    ]
