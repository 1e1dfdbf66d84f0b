"""Wealdshire's premises: pledges, roll-calls, posts and passes as they would have been told over two years.

Their standing, grades and coverage are read from these rows like anybody's.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from certification import services as certification
from certification.codes import new_code
from certification.models import Requirement
from courses.models import Course
from demo.names import invented_name
from demo.personas import PERSONAS
from demo.premises import DESK, HOTEL_RULE, PREFIX, Place
from partnership.models import Area, Assignment, Organisation, Person, Role, RoleGroup
from schemes.hotel_codes import new_join_code
from schemes.models import (
    Badge,
    Champion,
    Contact,
    Decline,
    Headcount,
    JoinCode,
    Pledge,
    Premises,
    SafeguardingStep,
    StaffConfirmation,
    StaffLink,
    TestVisit,
)

QUARTER = 88  # days between two roll-calls
ROLES = (
    ("hotel_reception", 26), ("hotel_housekeeping", 34), ("hotel_night", 12), ("hotel_food_bar", 16),
    ("hotel_maintenance", 6), ("hotel_duty_manager", 6),
)  # fmt: skip
SHIFTS = {"hotel_night": ("night",), "hotel_housekeeping": ("day",), "hotel_reception": ("day", "day", "evening")}
ANY_SHIFT = ("day", "evening", "mixed")
FROM_AGENCIES = {"hotel_housekeeping", "hotel_night", "hotel_food_bar"}
RECENT_DAYS = 14  # passes of the last days are attempts: here there are none, so nobody passed in them
KNOWN_FROM = date(2023, 4, 1)
Post = tuple[Assignment, date | None]  # with the day its holder passed


@dataclass
class Rows:
    """Everything to be written, table by table, in the order in which one refers to another."""

    organisations: list[Organisation] = field(default_factory=list)
    premises: list[Premises] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    posts: list[Assignment] = field(default_factory=list)
    facts: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    retests: list[TestVisit] = field(default_factory=list)
    passes: list[certification.HistoricPass] = field(default_factory=list)

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.facts.setdefault(type(row), []).append(row)

    def write(self, at: datetime) -> None:
        tables: list[Sequence[models.Model]] = [self.organisations, self.premises, self.people, self.posts]
        for rows in [*tables, *self.facts.values(), self.retests]:
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
        certification.import_historic(passes=self.passes, at=at)


def lay_hotel_requirement() -> None:
    """What hotel staff are held to. The course has to be there."""
    Requirement.objects.get_or_create(
        name="Hotels and accommodation",
        defaults={
            "course": Course.objects.get(key=HOTEL_RULE.course),
            "role_group": RoleGroup.objects.get(code="hotel"),
            "basis": HOTEL_RULE.basis,
            "basis_note": HOTEL_RULE.basis_note,
            "agreed_by": HOTEL_RULE.agreed_by,
            "validity_months": HOTEL_RULE.validity_months,
            "due_soon_days": HOTEL_RULE.due_soon_days,
            "new_starter_grace_days": HOTEL_RULE.grace_days,
            "effective_from": date(2018, 4, 1),
        },
    )


def clear_premises() -> None:
    """Take the invented premises away, before the people who worked there."""
    Champion.objects.filter(premises__organisation__code__startswith=PREFIX).delete()
    Assignment.objects.filter(organisation__code__startswith=PREFIX, person__is_fictional=True).delete()
    Organisation.objects.filter(code__startswith=PREFIX, assignments=None).delete()


def lay_premises(*, places: Sequence[Place], on: date, at: datetime) -> None:
    """Make the premises with all that was told of them up to `on`. Refresh facts afterwards."""
    layer = _Layer(on, Rows())
    for place in places:
        layer.lay(place)
    with transaction.atomic():
        layer.rows.write(at)


class _Layer:
    """Tells each premises' story. One source of chance for each, so that they are the same however many are laid."""

    def __init__(self, on: date, rows: Rows) -> None:
        self.on, self.rows = on, rows
        self.root = Organisation.objects.get(code="HOTELS")
        self.areas = {area.code: area for area in Area.objects.all()}
        self.roles = {role.code: role for role in Role.objects.filter(group__code="hotel")}
        self.course = Course.objects.get(key=HOTEL_RULE.course)

    def lay(self, place: Place) -> None:
        self.rng = random.Random(place.code)  # noqa: S311 - the same story every time, not a secret
        premises = self._premises(place)
        if place.fate in {"fed", "active"}:
            self._active(place, premises)
        elif place.fate == "at_risk":
            self._at_risk(place, premises)
        elif place.fate == "lapsed":
            self._lapsed(place, premises)
        elif place.fate in {"contacted", "declined"}:
            self._outside(place, premises)

    def _ago(self, fewest: int, most: int) -> date:
        return self.on - timedelta(days=self.rng.randint(fewest, most))

    def _premises(self, place: Place) -> Premises:
        organisation = Organisation(
            code=place.code, name=place.name, short_name=place.name, kind="accommodation", parent=self.root,
            area=self.areas[place.district], valid_from=KNOWN_FROM,
        )  # fmt: skip
        street = self.rng.choice(("High Street", "Station Road", "Marine Parade", "Mill Lane", "Bridge Street"))
        premises = Premises(
            organisation=organisation, uuid=place.uuid, kind=place.kind, rooms=place.rooms, known_from=KNOWN_FROM,
            address=f"{self.rng.randint(1, 180)} {street}",
        )  # fmt: skip
        self.rows.organisations.append(organisation)
        self.rows.premises.append(premises)
        return premises

    def _active(self, place: Place, premises: Premises) -> None:
        last = self.on - timedelta(days=93) if place.code == DESK else self._ago(3, 84)
        days = self._roll_calls(last, self.rng.randint(1, 6))
        self._join_scheme(premises, days[0])
        trained = [self._trained_post(premises, days[0], number, place.holders) for number in range(place.holders)]
        others = list(self._untrained(place, premises, place.staff - place.trained))
        if place.fate == "fed":
            premises.roster_feed_from = days[0]
        else:
            others = others[: len(others) * 2 // 3] if place.code != DESK else others  # the rest never joined
            self._declare(premises, days, [*trained, *others], place.staff)
        self._keep(trained)
        self._champion(premises, trained[0][0], days[0], is_desk=place.code == DESK)
        self._confirm([*trained, *others], days)
        started = self._ago(5, 85)
        self.rows.add(JoinCode(premises=premises, code=new_join_code(), starts_on=started))
        self.rows.add(Badge(premises=premises, code=new_code(), issued_on=days[0] + timedelta(days=60)))
        self._contact(premises, "visit", "briefed", days[0] + timedelta(days=20))
        if self.rng.random() < 0.45 or place.code == DESK:
            self._test_visit(premises, is_failed=self.rng.random() < 0.3 and place.code != DESK)

    def _at_risk(self, place: Place, premises: Premises) -> None:
        """The last roll-call was too long ago: headcount and links are stale. Some lost their champion as well."""
        days = self._roll_calls(self._ago(136, 212), self.rng.randint(1, 4))
        self._join_scheme(premises, days[0])
        before = [self._trained_post(premises, days[0], 0, 1) for _ in range(-(-place.staff * 7 // 10))]
        lately = [self._lately(premises) for _ in range(place.trained)]
        self._keep([*before, *lately])
        self._declare(premises, days, before, place.staff)
        self._confirm(before, days)
        left = self._ago(35, 110) if self.rng.random() < 0.4 else None
        self._champion(premises, before[0][0], days[0], ends_on=left)
        self.rows.add(Badge(premises=premises, code=new_code(), issued_on=days[0] + timedelta(days=60)))
        self._contact(premises, "call", "call_back", self._ago(10, 60), next_in=30)

    def _lapsed(self, place: Place, premises: Premises) -> None:
        """Nobody has counted for over a year."""
        days = self._roll_calls(self._ago(372, 560), self.rng.randint(0, 2))
        self._join_scheme(premises, days[0], withdrawn=self.rng.random() < 0.2)
        posts = [self._trained_post(premises, days[0], 0, 1) for _ in range(place.trained)]
        self._keep(posts)
        self._declare(premises, days, posts, self.rng.randint(4, 14))
        self._confirm(posts, days)
        self._champion(premises, posts[0][0], days[0], ends_on=days[-1] + timedelta(days=60))
        self._contact(premises, "email", "no_answer", self._ago(40, 200))

    def _outside(self, place: Place, premises: Premises) -> None:
        outcome = self.rng.choice(("interested", "materials_left", "no_answer", "call_back"))
        seen = self._ago(5, 300)
        promised = 45 if (self.on - seen).days < 60 else None
        self._contact(premises, self.rng.choice(("visit", "call")), outcome, seen, next_in=promised)
        if place.fate == "declined":
            reason = self.rng.choice(Decline.Reason.values)
            self.rows.add(Decline(premises=premises, declined_on=seen + timedelta(days=4), reason=reason))

    def _roll_calls(self, last: date, before: int) -> list[date]:
        return [last - timedelta(days=QUARTER * number) for number in range(before, -1, -1)]

    def _join_scheme(self, premises: Premises, on: date, *, withdrawn: bool = False) -> None:
        gone = on + timedelta(days=200) if withdrawn else None
        role = self.rng.choice(("Owner", "General manager"))
        self.rows.add(Pledge(premises=premises, signed_on=on, signed_by_role=role, withdrawn_on=gone))
        for kind in SafeguardingStep.Kind.values:
            confirmed = on + timedelta(days=self.rng.randint(0, 25))
            self.rows.add(SafeguardingStep(premises=premises, kind=kind, confirmed_on=confirmed))

    def _trained_post(self, premises: Premises, pledged_on: date, number: int, of: int) -> Post:
        """Most began with the pledge; the last three in ten came later. All passed within their first weeks."""
        latest = (self.on - pledged_on).days - 45
        later = self.rng.randint(0, max(latest, 0)) if number > of * 0.7 else 0
        starts_on = pledged_on + timedelta(days=later)
        passed = min(starts_on + timedelta(days=self.rng.randint(2, 24)), self.on - timedelta(days=RECENT_DAYS + 1))
        return self._post(premises, starts_on), passed

    def _lately(self, premises: Premises) -> Post:
        starts_on = self._ago(35, 95)
        return self._post(premises, starts_on), starts_on + timedelta(days=self.rng.randint(3, 15))

    def _untrained(self, place: Place, premises: Premises, number: int) -> Iterator[Post]:
        """New and in grace, or past it and not begun."""
        for each in range(number):
            persona = "night@lookout.example" if place.code == DESK and each == 0 else ""
            days = self.rng.randint(1, 18) if each % 3 == 0 else self.rng.randint(45, 95)
            started = self.on - timedelta(days=6 if persona else days)
            yield self._post(premises, started, persona, "hotel_night" if persona else ""), None

    def _post(self, premises: Premises, starts_on: date, persona: str = "", role: str = "") -> Assignment:
        role = role or self.rng.choices([code for code, _ in ROLES], [weight for _, weight in ROLES])[0]
        name, sort_name = invented_name(self.rng)
        if persona:
            name = sort_name = next(p.name for p in PERSONAS if p.email == persona)
        person = Person(display_name=name, sort_name=sort_name, email=persona, verified_on=starts_on, is_fictional=True)
        post = Assignment(
            person=person, organisation=premises.organisation, role=self.roles[role],
            area=premises.organisation.area, starts_on=starts_on,
            contract="agency" if self.rng.random() < 0.12 and role in FROM_AGENCIES and not persona else "employed",
        )  # fmt: skip
        self.rows.people.append(person)
        self.rows.posts.append(post)
        agency = "Bright Rooms Agency" if post.contract == "agency" else ""
        shift = self.rng.choice(SHIFTS.get(role, ANY_SHIFT))
        self.rows.add(StaffLink(assignment=post, shift=shift, agency_name=agency))
        return post

    def _keep(self, trained: Sequence[Post]) -> None:
        """Their certificates. The first of them is champion, and took that path."""
        for post, passed in trained:
            codes = (post.role.code, "hotel_champion") if post is trained[0][0] else (post.role.code,)
            assert passed is not None  # noqa: S101 - they are the trained
            self.rows.passes.append(
                certification.HistoricPass(post.person, self.course, passed, codes, HOTEL_RULE.validity_months)
            )

    def _declare(self, premises: Premises, days: Sequence[date], posts: Sequence[Post], staff: int) -> None:
        """At each roll-call seven in ten of `staff`, or as many as had joined by then; at the last, `staff`."""
        for day in days[:-1]:
            joined = sum(post.starts_on <= day for post, _ in posts)
            self.rows.add(Headcount(premises=premises, declared_on=day, headcount=max(joined, staff * 7 // 10, 1)))
        self.rows.add(Headcount(premises=premises, declared_on=days[-1], headcount=staff))

    def _confirm(self, posts: Sequence[Post], days: Sequence[date]) -> None:
        for post, _ in posts:
            for day in days:
                if day > post.starts_on:
                    self.rows.add(StaffConfirmation(assignment=post, confirmed_on=day))

    def _champion(
        self, premises: Premises, post: Assignment, on: date, *, is_desk: bool = False, ends_on: date | None = None
    ) -> None:
        if is_desk:
            persona = next(p for p in PERSONAS if p.email == "champion@lookout.example")
            post.person.display_name = post.person.sort_name = persona.name
            post.person.email = persona.email
            post.role = self.roles["hotel_champion"]
        else:
            post.person.email = f"champion.{premises.organisation.code.lower()}@hotels.wealdshire.example"
        self.rows.add(Champion(premises=premises, person=post.person, starts_on=on, ends_on=ends_on))

    def _contact(self, premises: Premises, kind: str, outcome: str, on: date, next_in: int | None = None) -> None:
        day = min(on, self.on)
        next_on = day + timedelta(days=next_in) if next_in else None
        self.rows.add(Contact(premises=premises, kind=kind, outcome=outcome, happened_on=day, next_on=next_on))

    def _test_visit(self, premises: Premises, *, is_failed: bool) -> None:
        day = self._ago(8, 340)
        outcome = "not_challenged" if is_failed else self.rng.choice(("challenged", "challenged_and_reported"))
        coached = day + timedelta(days=9)
        visit = TestVisit(
            premises=premises, visited_on=day, scenario_code=self.rng.choice(("walk-in", "cash", "side-door")),
            outcome=outcome, feedback_on=day, coached_on=coached if is_failed and coached <= self.on else None,
        )  # fmt: skip
        self.rows.add(visit)
        again = day + timedelta(days=70)
        if is_failed and again <= self.on:
            outcome = "challenged_and_reported"
            self.rows.retests.append(
                TestVisit(
                    premises=premises, visited_on=again, scenario_code="walk-in", outcome=outcome, retest_of=visit
                )
            )
