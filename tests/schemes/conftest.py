"""Districts, hotel roles, the requirement, and premises made by one-line calls."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from certification import services as certification
from certification.models import Requirement
from common.dates import london_moment
from courses.models import Course
from partnership.models import Area, Assignment, Person, Role, RoleGroup
from schemes.models import Headcount, Pledge, Premises, SafeguardingStep, StaffConfirmation
from schemes.queries.hotels import Reading, readings
from schemes.rules.facts import State
from schemes.rules.register import PremisesRow
from schemes.services import champions, premises

LONG_AGO = date(2018, 1, 1)
ON = date(2026, 11, 30)
SAMPLE = Path(__file__).with_name("hotels_premises.csv")
DISTRICTS = ("E07000991", "E07000992", "E07000993", "E07000994", "E07000995")


def sample_rows() -> list[dict[str, str]]:
    with SAMPLE.open() as file:
        return list(csv.DictReader(file))


def as_row(told: dict[str, str]) -> PremisesRow:
    """A line of the sample as the import engine hands it over."""

    def day(name: str) -> date | None:
        return date.fromisoformat(told[name]) if told[name] else None

    return PremisesRow(
        premises_ref=told["premises_ref"],
        name=told["name"],
        district_code=told["district_code"],
        kind=told["type"],
        state=State(told["state"]),
        rooms=int(told["rooms"]),
        pledged_on=day("pledged_on"),
        has_champion=told["champion"] == "yes",
        is_champion_trained=told["champion_trained"] == "yes",
        declared_headcount=int(told["declared_headcount"]) if told["declared_headcount"] else None,
        declared_on=day("declared_on"),
        has_roster_feed=told["roster_feed"] == "yes",
        live_current_staff=int(told["live_current_staff"]),
    )


@dataclass
class Hotels:
    """Hotel Watch in a few districts. `place` makes a premises that has everything in place since it pledged."""

    areas: dict[str, Area]
    course: Course
    group: RoleGroup

    def role(self, code: str) -> Role:
        return Role.objects.get(code=code)

    def bare(
        self, name: str = "Station Lodge", area: str = DISTRICTS[0], on: date = LONG_AGO, **fields: Any
    ) -> Premises:
        return premises.register_premises(name=name, area=self.areas[area], kind="hotel", on=on, **fields)

    def place(self, pledged_on: date, *, staff: int = 10, trained: int = 8, name: str = "Station Lodge") -> Premises:
        """Pledged, with a trained champion (one of the trained), steps, a headcount and staff, all on one day."""
        found = self.bare(name)
        Pledge.objects.create(premises=found, signed_on=pledged_on, signed_by_role="General manager")
        premises.confirm_steps(premises=found, kinds=list(SafeguardingStep.Kind.values), on=pledged_on)
        self.declare(found, staff, pledged_on)
        posts = [self.post(found, pledged_on) for _ in range(staff)]
        for post in posts[:trained]:
            self.passed(post.person, pledged_on)
        champions.name_champion(premises=found, person=posts[0].person, on=pledged_on)
        self.refresh(*posts)
        return found

    def person(self, name: str = "Ewa Nowak") -> Person:
        return Person.objects.create(display_name=name)

    def post(self, at: Premises, starts_on: date, person: Person | None = None, **fields: Any) -> Assignment:
        role, district = self.role(fields.pop("role", "hotel_night")), at.organisation.area
        assert district is not None
        return Assignment.objects.create(
            person=person or self.person(),
            organisation=at.organisation,
            role=role,
            area=district,
            starts_on=starts_on,
            **fields,
        )

    def passed(self, person: Person, on: date) -> None:
        codes = tuple(Role.objects.values_list("code", flat=True))
        told = certification.HistoricPass(person, self.course, on, codes, 24)
        certification.import_historic(passes=[told], at=london_moment(on))

    def declare(self, at: Premises, headcount: int, on: date) -> None:
        Headcount.objects.create(premises=at, headcount=headcount, declared_on=on)

    def confirm(self, at: Premises, on: date) -> None:
        """Everybody in post is confirmed, and as many are declared."""
        posts = list(Assignment.objects.filter(organisation=at.organisation, ends_on=None))
        StaffConfirmation.objects.bulk_create(StaffConfirmation(assignment=p, confirmed_on=on) for p in posts)
        self.declare(at, len(posts), on)

    def refresh(self, *posts: Assignment) -> None:
        certification.refresh(person_ids=[post.person_id for post in posts])

    def reading(self, at: Premises, on: date = ON) -> Reading:
        (found,) = readings(Premises.objects.filter(pk=at.pk), on)
        return found

    def state(self, at: Premises, on: date = ON) -> str:
        return self.reading(at, on).state.value


@pytest.fixture
def hotels(db) -> Hotels:
    county = Area.objects.create(
        code="E10000991", name="Wealdshire", short_name="Wealdshire", kind="partnership", valid_from=LONG_AGO
    )
    areas = {
        code: Area.objects.create(
            code=code, name=code, short_name=code, kind="district", parent=county, valid_from=LONG_AGO
        )
        for code in DISTRICTS
    }
    group = RoleGroup.objects.create(code="hotel", name="Hotel and accommodation staff")
    for code in ("hotel_night", "hotel_reception", "hotel_housekeeping", "hotel_champion"):
        Role.objects.create(code=code, name=code, group=group)
    course = Course.objects.create(key="cse-hotel", title="Hotels", short_title="Hotels")
    Requirement.objects.create(
        name="Hotels",
        course=course,
        role_group=group,
        basis="policy",
        validity_months=24,
        due_soon_days=90,
        new_starter_grace_days=28,
        effective_from=LONG_AGO,
    )
    return Hotels(areas, course, group)
