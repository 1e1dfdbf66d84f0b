"""Aldermoor's drivers on licences, and Dunmere's members, standing at telling places on one day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
import time_machine

from certification import services
from common.dates import add_months
from courses.models import Course
from partnership.models import Assignment, Person, Term
from schemes.models import Licence
from tests.certification.conftest import World, world  # noqa: F401
from tests.reporting.conftest import board, user_with  # noqa: F401

ON = date(2026, 11, 22)


@dataclass
class Desks:
    """`driver(name, licence_ends, passed)` and `member(name, accepted, ...)` by one-line calls."""

    world: World
    people: dict[str, Person] = field(default_factory=dict)

    def driver(self, name: str, licence_ends: date, passed: date | None = None, place: str = "ALD") -> Licence:
        person = self.people[name] = self.world.person(name)
        starts_on = add_months(licence_ends, -36) + timedelta(days=1)
        job = self.world.job(person, place, starts_on=starts_on, contract=Assignment.Contract.LICENSED)
        if passed:
            self.world.passed(person, passed)
        return Licence.objects.create(
            assignment=job,
            authority=job.organisation,
            number=f"PH-{job.pk:05}",
            number_key=f"PH{job.pk}",
            kind="phv",
            issued_on=starts_on,
            expires_on=licence_ends,
        )

    def member(self, name: str, accepted: date, passed: date | None = None, role: str = "councillor") -> Assignment:
        person = self.people[name] = self.world.person(name)
        job = self.world.job(
            person, "DUN", starts_on=accepted, group="members", role=role, contract=Assignment.Contract.ELECTED
        )
        if passed:
            self.world.passed(person, passed, course=Course.objects.get(key="cse-members"), months=24)
        return job

    def term(self, job: Assignment, starts_on: date) -> None:
        Term.objects.create(assignment=job, starts_on=starts_on)

    def settle(self) -> None:
        services.refresh(person_ids=[person.pk for person in self.people.values()])


@pytest.fixture
def desks(world):
    members = Course.objects.create(key="cse-members", title="Members", short_title="Members")
    world.rule("ALD", due_soon_days=90)
    world.rule(
        "DUN",
        "members",
        course=members,
        validity_months=24,
        before_start=False,
        new_starter_grace_days=90,
        due_soon_days=90,
    )
    return Desks(world)


@pytest.fixture
def today():
    """The day on which these lists are read."""
    with time_machine.travel(f"{ON}T09:00:00+00:00"):
        yield ON
