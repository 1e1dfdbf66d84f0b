"""Wealdshire's people: each told a timeline, then written as anybody's rows are. Their figures are counted like
anybody's.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.text import slugify

from certification import services as certification
from certification.models import Exemption
from common.dates import LONDON
from courses.models import Course, CourseVersion
from courses.queries import current_version
from demo import wealdshire
from demo.moments import MOMENTS
from demo.names import invented_name
from demo.personas import PERSONAS, Persona
from demo.services.licences import lay_licences, number_licences
from demo.timelines import Teller, Timeline
from demo.wealdshire import Plan
from learning import bulk
from learning.bulk.plans import Outcome
from learning.models import Attempt
from partnership.models import Absence, Area, Assignment, Organisation, Person, Role

Say = Callable[[str], None]
# What bulk calls each kind of attempt. One not passed in no sitting at all stands before its first question.
OUTCOMES: dict[str, Outcome] = {
    "passed": "passed",
    "failed": "failed",
    "started": "started",
    "at_the_questions": "failed",
}


@dataclass
class World:
    """The structure people are placed in, read once."""

    on: date
    at: datetime
    roles: dict[str, Role] = field(default_factory=lambda: {role.code: role for role in Role.objects.all()})
    areas: dict[str, Area] = field(default_factory=lambda: {area.code: area for area in Area.objects.all()})
    organisations: dict[str, Organisation] = field(
        default_factory=lambda: {o.code: o for o in Organisation.objects.select_related("area")}
    )
    courses: dict[str, Course] = field(default_factory=lambda: {c.key: c for c in Course.objects.all()})


@dataclass
class Placed:
    """A person with one assignment and the timeline it has to show."""

    slot: str
    timeline: Timeline
    person: Person
    assignment: Assignment
    plan: Plan


def lay_people(*, plans: Sequence[Plan], on: date, at: datetime, say: Say) -> None:
    """Make everybody, group by group in short transactions; then their attempts; then the derived facts."""
    world = World(on, at)
    placed: list[Placed] = []
    for plan in plans:
        with transaction.atomic():
            placed += _lay_group(plan, world, placed)
        say(f"{plan.name}: {len(placed)} assignments so far")
    _lay_attempts([p for p in placed if p.timeline.attempt], world, say)
    for done, _ in certification.refresh_everybody():
        say(f"obligations and cover: {done} people")


def _lay_group(plan: Plan, world: World, before: Sequence[Placed]) -> list[Placed]:
    rng = random.Random(plan.name)  # noqa: S311 - the same people every time, not a secret
    timelines = Teller(plan, world.on, rng).all()
    twins = _twins(plan, before)
    people: list[Person] = []
    placed: list[Placed] = []
    numbers: dict[str, int] = {}
    for slot, timeline in timelines:
        number = numbers[slot] = numbers.get(slot, -1) + 1
        if slot == "current" and timeline.attempt == "" and twins:
            twin = twins.pop()  # the same person sits on both councils, with the certificate they have
            person, told, persona = twin.person, Timeline(timeline.starts_on), None
        else:
            persona = persona_in(plan.name, slot, number)
            person, told = _person(plan, persona, rng, len(people)), timeline
            if persona and persona.moment:
                told = MOMENTS[persona.moment](plan, world.on)
            people.append(person)
        placed.append(Placed(slot, told, person, _assignment(plan, persona, person, told, world, rng), plan))
    Person.objects.bulk_create(people, batch_size=500)
    number_licences(placed)
    Assignment.objects.bulk_create([p.assignment for p in placed], batch_size=500)
    lay_licences(placed, world.on, world.at)
    _lay_history(placed, world)
    return placed


def _twins(plan: Plan, before: Sequence[Placed]) -> list[Placed]:
    """County councillors who sit on this district council too: some of those with an older certificate."""
    number = wealdshire.TWIN_HATTED.get(plan.organisation or "", 0) if plan.contract == "elected" else 0
    if not number:
        return []
    taken = [code for code in wealdshire.TWIN_HATTED if code < (plan.organisation or "")]
    skip = sum(wealdshire.TWIN_HATTED[code] for code in taken)
    county = [
        p for p in before if p.plan.name == "Members: Wealdshire CC" and p.slot == "current" and p.timeline.passes
    ]
    return county[skip : skip + number]


def _person(plan: Plan, persona: Persona | None, rng: random.Random, number: int) -> Person:
    name, sort_name = invented_name(rng)
    if persona:
        name, sort_name = persona.name, persona.name
    elif plan.contract == "elected":
        name = f"Cllr {name}"
    return Person(
        display_name=name,
        sort_name=sort_name,
        email=persona.email if persona else _email(plan, number),
        verified_on=date(2024, 1, 8),
        is_fictional=True,
    )


def _email(plan: Plan, number: int) -> str:
    """An address for those whose lists bring one: some of the drivers, members, hospital staff. Nobody's real one."""
    known = wealdshire.ADDRESSES_KNOWN.get(plan.tile, 0)
    if number % 10 >= known:
        return ""
    return f"{slugify(plan.name)}.{number:04}@people.wealdshire.example"


def persona_in(group: str, slot: str, number: int) -> Persona | None:
    return next((p for p in PERSONAS if p.slot == (group, slot, number)), None)


def _assignment(
    plan: Plan, persona: Persona | None, person: Person, timeline: Timeline, world: World, rng: random.Random
) -> Assignment:
    place, role = _weighted(plan.places, rng), _weighted(plan.roles, rng)
    organisation = world.organisations[(persona and persona.place) or place]
    return Assignment(
        person=person,
        organisation=organisation,
        role=world.roles[(persona and persona.role) or role],
        area=_area(organisation, world, rng),
        contract=plan.contract,
        starts_on=timeline.starts_on,
    )


def _area(place: Organisation, world: World, rng: random.Random) -> Area:
    if place.area and place.area.code != wealdshire.COUNTY:
        return place.area
    if place.kind in (Organisation.Kind.OPERATORS, Organisation.Kind.GENERAL_PRACTICE):
        shares = tuple((code, share) for code, _, share in wealdshire.DISTRICTS.values())
        return world.areas[_weighted(shares, rng)]
    return world.areas[wealdshire.COUNTY]


def _weighted(choices: tuple[tuple[str, int], ...], rng: random.Random) -> str:
    return rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def _lay_history(placed: Sequence[Placed], world: World) -> None:
    """Leave, exemptions and the passes from before this platform."""
    Absence.objects.bulk_create(
        Absence(assignment=p.assignment, starts_on=p.timeline.leave[0], ends_on=p.timeline.leave[1])
        for p in placed
        if p.timeline.leave
    )
    Exemption.objects.bulk_create(
        Exemption(
            assignment=p.assignment,
            course=world.courses[p.plan.rule.course],
            reason=Exemption.Reason.NOT_PUBLIC_FACING,
            starts_on=p.timeline.exempt[0],
            ends_on=p.timeline.exempt[1],
        )
        for p in placed
        if p.timeline.exempt
    )
    passes = [
        certification.HistoricPass(
            p.person,
            world.courses[p.plan.rule.course],
            passed_on,
            (p.assignment.role.code,),
            p.plan.rule.validity_months,
        )
        for p in placed
        for passed_on in p.timeline.passes
    ]
    certification.import_historic(passes=passes, at=world.at)


def _lay_attempts(placed: Sequence[Placed], world: World, say: Say) -> None:
    """Real attempts with the platform's own statements, and the certificates that the passed ones earn."""
    versions = {key: current_version(course) for key, course in world.courses.items()}
    rng = random.Random("attempts")  # noqa: S311 - the same moments every time, not a secret
    last = datetime.combine(world.on, time(23, 30), tzinfo=LONDON)
    plans = [_plan(p, versions[p.plan.rule.course], rng) for p in placed]
    attempts = bulk.fabricate(plans, seed="wealdshire", until=last)
    say(f"{len(attempts)} attempts with their statements")
    passed = [attempt for attempt in attempts if attempt.passed_at]
    for number, attempt in enumerate(passed, start=1):
        certification.award_certificate(attempt=attempt.uuid, at=_moment(attempt))
        if number % 100 == 0:
            say(f"{number} of {len(passed)} certificates awarded")


def _moment(attempt: Attempt) -> datetime:
    assert attempt.passed_at is not None  # noqa: S101 - only passed attempts come here
    return attempt.passed_at


def _plan(placed: Placed, version: CourseVersion | None, rng: random.Random) -> bulk.Plan:
    timeline = placed.timeline
    if version is None or timeline.attempted_on is None:
        raise ValueError("The courses have to be published before people can take them.")
    begun = datetime.combine(timeline.attempted_on, time(rng.randint(6, 19), rng.randint(0, 59)), tzinfo=LONDON)
    return bulk.Plan(
        person=placed.person,
        version=version,
        started_at=begun + timedelta(seconds=rng.randint(0, 59)),
        outcome=OUTCOMES[timeline.attempt],
        role_codes=(placed.assignment.role.code,),
        area=placed.assignment.area,
        assignment=placed.assignment,
        kind=Attempt.Kind.REFRESHER if timeline.is_refresher else Attempt.Kind.FULL,
        sittings=_sittings(timeline, rng),
    )


def _sittings(timeline: Timeline, rng: random.Random) -> int:
    if timeline.attempt == "at_the_questions":
        return 0
    drawn = rng.randint(1, 3) if timeline.attempt == "failed" else 1
    return timeline.sittings or drawn
