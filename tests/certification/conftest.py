"""A small partnership held to rules, so that a status can be read for any of its people on any day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from certification import services
from certification.models import Certificate, Exemption, Requirement
from certification.queries.status import population, standings, with_status
from certification.rules.status import Standing
from common.dates import london_moment
from courses.models import Course
from learning.models import Attempt, Sitting
from partnership.models import Absence, Area, Assignment, Inactivity, Organisation, Person, Role, RoleGroup
from tests.learning.conftest import begin, county, course, districts, driver, people, publish, taxi  # noqa: F401
from tests.learning.small_course import content

LONG_AGO = date(2015, 1, 1)
ON = date(2026, 11, 30)


@dataclass
class World:
    """People, jobs, rules and passes by one-line calls; `standing` reads the rule both ways and insists they agree."""

    area: Area
    course: Course
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, RoleGroup] = field(default_factory=dict)

    def organisation(self, code: str) -> Organisation:
        if code not in self.organisations:
            self.organisations[code] = Organisation.objects.create(
                code=code, name=code, short_name=code, kind="council", valid_from=LONG_AGO
            )
        return self.organisations[code]

    def role(self, code: str, group: str = "drivers") -> Role:
        if group not in self.groups:
            self.groups[group] = RoleGroup.objects.create(code=group, name=group.title())
        return Role.objects.get_or_create(code=code, defaults={"name": code, "group": self.groups[group]})[0]

    def rule(self, organisation: str = "ALD", group: str = "drivers", **fields: Any) -> Requirement:
        self.role(f"{group}-role", group)
        course = fields.pop("course", self.course)
        values = {"validity_months": 36, "basis": "contract", "effective_from": LONG_AGO, "before_start": True}
        return Requirement.objects.create(
            name=f"{group} of {organisation} {course.key} {Requirement.objects.count()}",
            course=course,
            role_group=self.groups[group],
            organisation=self.organisation(organisation),
            **{**values, **fields},
        )

    def person(self, name: str = "Sam Ferris") -> Person:
        return Person.objects.create(display_name=name)

    def job(self, person: Person, organisation: str = "ALD", starts_on: date = LONG_AGO, **fields: Any) -> Assignment:
        group = fields.pop("group", "drivers")
        role = self.role(fields.pop("role", f"{group}-role"), group)
        return Assignment.objects.create(
            person=person,
            organisation=self.organisation(organisation),
            role=role,
            area=self.area,
            starts_on=starts_on,
            **fields,
        )

    def passed(self, person: Person, on: date, course: Course | None = None, months: int = 36) -> Certificate:
        course = course or self.course
        earlier = services.HistoricPass(person, course, on, (), months)
        services.import_historic(passes=[earlier], at=moment(on))
        return Certificate.objects.get(person=person, course=course, passed_on=on)

    def failed(self, person: Person, on: date, times: int = 1) -> Attempt:
        """An attempt opened on a day, with so many sittings of it that were not passed."""
        version = self.course.versions.first() or publish(self.course, content())
        attempt = Attempt.objects.create(
            person=person,
            course=self.course,
            version=version,
            items={"lessons": [], "scenarios": [], "questions": [], "flow": []},
            started_at=moment(on),
            opened_on=on,
        )
        for number in range(1, times + 1):
            at = moment(on) + timedelta(minutes=number)
            Sitting.objects.create(
                attempt=attempt,
                number=number,
                order={},
                started_at=at,
                ended_at=at,
                ended_on=on,
                is_passed=False,
                scaled=0,
            )
        return attempt

    def exempt(self, job: Assignment, starts_on: date, ends_on: date) -> None:
        Exemption.objects.create(
            assignment=job, course=self.course, reason="adjustment", starts_on=starts_on, ends_on=ends_on
        )

    def away(self, job: Assignment, starts_on: date, ends_on: date | None = None) -> None:
        Absence.objects.create(assignment=job, starts_on=starts_on, ends_on=ends_on)

    def suspended(self, job: Assignment, starts_on: date, ends_on: date | None = None) -> None:
        Inactivity.objects.create(assignment=job, starts_on=starts_on, ends_on=ends_on)

    def standing(self, job: Assignment, on: date = ON) -> Standing | None:
        """The standing of the job's one obligation on a day; None when it is not in the population."""
        services.refresh(person_ids=[job.person_id])
        found = list(population(on).filter(assignment=job))
        if not found:
            return None
        pure = standings(found, on)[found[0].pk]
        as_sql = with_status(population(on).filter(assignment=job), on).get()
        assert (as_sql.status, as_sql.is_due_soon) == (pure.status, pure.is_due_soon)
        return pure

    def status(self, job: Assignment, on: date = ON) -> str:
        found = self.standing(job, on)
        return found.status.value if found else "not_in_scope"


def moment(day: date) -> datetime:
    return london_moment(day)


@pytest.fixture
def world(db):
    area = Area.objects.create(
        code="E07000901", name="Somewhere", short_name="Somewhere", kind="district", valid_from=LONG_AGO
    )
    return World(area, Course.objects.create(key="cse-taxi", title="Taxi", short_title="Taxi"))
