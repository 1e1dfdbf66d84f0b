"""Passes from before this platform, or from another one. They count from their own day, and take nothing away."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from certification import services as certification
from certification.models import Certificate
from certification.queries.prior import RulesInForce
from courses.models import Course
from onboarding.kinds.base import Key, Kind, Outcome, Row
from onboarding.kinds.changes import Changes
from onboarding.kinds.world import World
from onboarding.models import RosterEntry
from onboarding.models.runs import Result
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.nearest import nearest
from partnership.models import Assignment, Person
from schemes.models import Licence
from schemes.rules.licences import number_key


@dataclass
class Holders:
    """Who the rows of a chunk mean, what those people hold already, and their roles."""

    people: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    held: set[tuple[int, int, str]] = field(default_factory=set)
    roles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    passes: dict[int, certification.HistoricPass] = field(default_factory=dict)  # by the row's position


class Certificates(Kind):
    code = "certificates"
    label = _("Earlier passes")
    organisation_field = "organisation_code"
    has_entries = False
    writes = ()
    fields = (
        Field("person_key", "code", longest=80, aliases=("payroll_number", "employee_number")),
        Field("organisation_code", "code", longest=40, aliases=("authority_code", "council_code", "organisation")),
        Field("key", "code", longest=80, aliases=("licence_no", "member_ref", "assignment_number")),
        Field("course_id", "code", required=True, longest=60, aliases=("course",)),
        Field("passed_on", "day", required=True, aliases=("passed", "completed_on", "date")),
        Field("source", "code", longest=80),
    )

    def __init__(self) -> None:
        self._courses: dict[str, Course] = {}
        self._months: dict[int, int] = {}
        self._rules = RulesInForce(())

    def prepare(self, world: World) -> None:
        self._courses = {course.key: course for course in Course.objects.all()}
        self._months = {}
        self._rules = RulesInForce.on(world.on)

    def identify(self, record: Record) -> Key:
        who = record["person_key"] or record["key"]
        return Key(who, f"{record['course_id']} {record['passed_on'] or ''}"[:60], who)

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = []
        if not record["person_key"] and not (record["organisation_code"] and record["key"]):
            found.append(Problem("person_key", "", "is missing", "Say person_key, or organisation_code and key."))
        if record["course_id"] and self._course_of(record) is None:
            known = f"Nearest known: {', '.join(nearest(record['course_id'], self._courses))}."
            mend = f"Passes in other courses count once an equivalence rule says for what. {known}"
            found.append(Problem("course_id", record["course_id"], self._why_not(record), mend))
        if record["passed_on"] and record["passed_on"] > world.on.isoformat():
            found.append(Problem("passed_on", record["passed_on"], "is still to come", "Correct it."))
        return found

    def load(self, rows: Sequence[Row], world: World) -> Holders:
        state = Holders()
        keys = {row.key.key for row in rows}
        for entry in RosterEntry.objects.filter(person_key__in=keys).select_related("person__canonical"):
            self._know(state, "person", entry.person_key, entry.holder)
            self._know(state, str(entry.organisation_id), entry.person_key, entry.holder)
        for entry in RosterEntry.objects.filter(key__in=keys).select_related("person__canonical"):
            self._know(state, str(entry.organisation_id), entry.key, entry.holder)
        numbers = {number_key(key): key for key in keys}
        for licence in Licence.objects.filter(number_key__in=numbers).select_related("assignment__person__canonical"):
            self._know(state, str(licence.authority_id), numbers[licence.number_key], licence.assignment.person)
        ids = {person.pk for people in state.people.values() for person in people}
        family = set(Person.objects.filter(canonical__in=ids).values_list("pk", flat=True)) | ids
        for person, course, day in (
            Certificate.objects.filter(person__in=family)
            .values_list("person__canonical", "course", "passed_on")
            .exclude(person__canonical=None)
        ):
            state.held.add((person or 0, course, day.isoformat()))
        for person, course, day in Certificate.objects.filter(person__in=ids).values_list(
            "person", "course", "passed_on"
        ):
            state.held.add((person, course, day.isoformat()))
        for person, role in Assignment.objects.filter(person__in=ids).values_list("person", "role__code"):
            state.roles[person].add(role)
        return state

    @staticmethod
    def _know(state: Holders, scope: str, key: str, person: Person) -> None:
        person = person.canonical or person
        if person.pk not in {known.pk for known in state.people[scope, key]}:
            state.people[scope, key].append(person)

    def plan(self, row: Row, state: Holders, world: World, changes: Changes) -> Outcome:
        scope = str(row.organisation_id) if row.organisation_id else "person"
        found = state.people.get((scope, row.key.key), [])
        if len(found) != 1:
            return Outcome(Result.REJECTED, self._who(row, len(found)))
        person, course = found[0], self._course_of(row.record)
        assert course is not None  # noqa: S101 - such rows are rejected before
        place = (person.pk, course.pk, row.record["passed_on"])
        if place in state.held:
            return Outcome(Result.UNCHANGED, "", {}, person)
        state.held.add(place)
        if not changes.is_dry:
            state.passes[row.position] = self._pass(row, person, course, state)
        return Outcome(Result.ADDED, "", {"passed_on": [None, row.record["passed_on"]]}, person)

    @staticmethod
    def _who(row: Row, number: int) -> str:
        if number:
            return f"Several people are called {row.key.key}. Say organisation_code too."
        return f"Nobody here is called {row.key.key}. Send the list that names them first."

    def _pass(self, row: Row, person: Person, course: Course, state: Holders) -> certification.HistoricPass:
        day = date.fromisoformat(row.record["passed_on"])
        is_equivalent = row.record["course_id"] not in self._courses
        return certification.HistoricPass(
            person, course, day, tuple(sorted(state.roles[person.pk])), self._validity(course), is_equivalent
        )

    def _course_of(self, record: Record) -> Course | None:
        """The course of ours that a row is about: its own, or the one an equivalence rule names for another's."""
        if record["course_id"] in self._courses or not record["passed_on"]:
            return self._courses.get(record["course_id"])
        return self._rules.course_for(record["course_id"], date.fromisoformat(record["passed_on"]), record["source"])

    def _why_not(self, record: Record) -> str:
        if self._rules.knows(record["course_id"]):
            return "is accepted by rule, but not for a pass on that day, or not as the whole course"
        return "is not a course we know"

    def finish(self, state: Holders, world: World, changes: Changes) -> None:
        """Certification records them, and says nothing twice."""
        certification.import_historic(passes=list(state.passes.values()), at=world.at)
        people = {earlier.person.pk for earlier in state.passes.values()}
        made = {
            (c.person_id, c.course_id, c.passed_on): c
            for c in Certificate.objects.filter(person__in=people, attempt=None, awarded_at=world.at)
        }
        for position, earlier in state.passes.items():
            changes.rows[position].made.append(made[earlier.person.pk, earlier.course.pk, earlier.passed_on])

    def _validity(self, course: Course) -> int:
        if course.pk not in self._months:
            self._months[course.pk] = certification.months_of(course)
        return self._months[course.pk]
