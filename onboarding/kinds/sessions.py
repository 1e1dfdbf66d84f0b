"""The register of a facilitated session (pack 6.8). A score becomes a pass or a fail like any other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import Course
from onboarding.kinds.base import Key, Kind, Outcome, Row
from onboarding.kinds.changes import Changes
from onboarding.kinds.world import World
from onboarding.models.runs import Result
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.names import is_similar
from onboarding.reading.nearest import nearest
from partnership.models import Assignment, Organisation, Person, open_on
from schemes.models import Attendance, Session
from schemes.queries.sessions import people_called
from schemes.services import sessions
from schemes.services.sessions import Line

OTHER_SESSION = "other_session"
RESULTS = {
    sessions.Outcome.PASS: Result.PASS,
    sessions.Outcome.FAIL: Result.FAIL,
    sessions.Outcome.ATTENDED: Result.ATTENDED,
    sessions.Outcome.UNMATCHED: Result.UNMATCHED,
    sessions.Outcome.UNCHANGED: Result.UNCHANGED,
}


@dataclass
class Registers:
    """The sessions that the rows of a chunk name, and the lines to take."""

    sessions: dict[str, Session] = field(default_factory=dict)
    lines: dict[int, tuple[Record, Line]] = field(default_factory=dict)


class Sessions(Kind):
    code = "sessions"
    label = _("Registers of sessions")
    organisation_field = ""
    has_entries = False
    writes = ()
    fields = (
        Field("session_ref", "code", required=True, longest=30, aliases=("session", "reference")),
        Field("course", "code", required=True, longest=60, aliases=("course_id",)),
        Field("date", "day", required=True, aliases=("held_on",)),
        Field("name", required=True, longest=200),
        Field("key_type", "choice", required=True, choices={k: k for k in ("licence", "premises", "email")}),
        Field("key", required=True, longest=120),
        Field("language", "code", longest=12),
        Field("assessment_mode", "choice", choices={m: m for m in Attendance.Mode.values}, aliases=("mode",)),
        Field("score_percent", "number", aliases=("score",)),
        Field("interpreter_used", "flag", aliases=("interpreter",)),
    )

    def __init__(self) -> None:
        self._courses: dict[str, Course] = {}

    def prepare(self, world: World) -> None:
        self._courses = {course.key: course for course in Course.objects.all()}

    def identify(self, record: Record) -> Key:
        return Key(f"{record['session_ref']} {record['key']}"[:80], record["key_type"] or "")

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = []
        if record["course"] and record["course"] not in self._courses:
            known = f"Nearest known: {', '.join(nearest(record['course'], self._courses))}."
            found.append(Problem("course", record["course"], "is not a course we know", known))
        if record["date"] and record["date"] > world.on.isoformat():
            found.append(Problem("date", record["date"], "is still to come", "Send the register when it was held."))
        if self._holder(record, world) is None:
            found.append(Problem("key", record["key"], "does not say who held the session", "Say --organisation."))
        return found

    def load(self, rows: Sequence[Row], world: World) -> Registers:
        named = {row.record["session_ref"] for row in rows}
        known = Session.objects.filter(reference__in=named).select_related("course")
        return Registers({session.reference: session for session in known})

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
        """One reference is one session: a line of another day or course than the file's first is marked."""
        for row in rows:
            own = [row.record["course"], row.record["date"]]
            first = memory.setdefault(row.record["session_ref"], own)
            if own != first:
                row.match = {"basis": OTHER_SESSION}

    def plan(self, row: Row, state: Registers, world: World, changes: Changes) -> Outcome:
        record, line = row.record, as_line(row.record)
        session, course = state.sessions.get(record["session_ref"]), self._courses[record["course"]]
        try:
            outcome = sessions.outcome_of(session=session, course=course, line=line)
            if session and (session.course_id, session.held_on.isoformat()) != (course.pk, record["date"]):
                raise sessions.Refused("The session of that reference was on another day, or in another course.")
            if row.match and row.match["basis"] == OTHER_SESSION:
                raise sessions.Refused(
                    f"{record['session_ref']} is on another day or in another course further up in the file. "
                    "One reference is one session: correct the date, the course or the reference."
                )
        except sessions.Refused as refused:
            return Outcome(Result.REJECTED, str(refused))
        if outcome is sessions.Outcome.UNCHANGED:
            return Outcome(Result.UNCHANGED)
        if not changes.is_dry:
            state.lines[row.position] = (record, line)
        difference = {"score_percent": [None, line.score_percent]} if line.score_percent is not None else {}
        people = people_called(line.key_kind, line.key)
        if len(people) != 1:
            return Outcome(RESULTS[outcome], _alike(record["name"], world), difference)
        return _looked_at(people[0], line, Outcome(RESULTS[outcome], "", difference, people[0]), world)

    def finish(self, state: Registers, world: World, changes: Changes) -> None:
        for position, (record, line) in state.lines.items():
            known = Session.objects.filter(reference=record["session_ref"]).exists()
            holder = self._holder(record, world)
            assert holder is not None  # noqa: S101 - `problems` looked
            session = sessions.session_of_register(
                reference=record["session_ref"],
                course=self._courses[record["course"]],
                held_on=date.fromisoformat(record["date"]),
                organisation=holder,
            )
            sessions.record_line(session=session, line=line, by=None, at=world.at)
            made = Attendance.objects.get(session=session, key_kind=line.key_kind, key=line.key)
            changes.rows[position].made += [made] if known else [session, made]

    @staticmethod
    def _holder(record: Record, world: World) -> Organisation | None:
        """Who held it: the run's organisation, else the authority or premises that the key names."""
        return world.within or world.organisation(record["key"].partition(":")[0].strip())


def _looked_at(person: Person, line: Line, outcome: Outcome, world: World) -> Outcome:
    """The key says who it is. Where the register has another name beside it, whoever sends it should look again. They
    are told the name we know where it is one of their own.
    """
    if is_similar(person.display_name, line.name):
        return outcome
    is_own = world.own is None or Assignment.objects.filter(person=person, organisation__in=world.own).exists()
    if is_own:
        outcome.difference = {"name": [person.display_name, line.name], **outcome.difference}
    outcome.reason = "The name is not the one we know by this key. Look whether the key is right: a result stays."
    return outcome


def _alike(name: str, world: World) -> str:
    """Where nobody is known by the key, the one of that name whom the sender may see. A name only suggests."""
    posts = Assignment.objects.filter(open_on(world.on), person__display_name__iexact=name, person__do_not_list=False)
    posts = posts.exclude(reference="").select_related("person__canonical")
    found = list(posts.filter(organisation__in=world.own) if world.own is not None else posts)
    if len({each.person_id for each in found}) != 1:
        return ""
    return f"Somebody of this name is {found[0].reference} here. If it is them, correct the key."


def as_line(record: Record) -> Line:
    return Line(
        name=record["name"],
        key_kind=record["key_type"],
        key=record["key"],
        language=record["language"],
        mode=record["assessment_mode"] or "",
        score_percent=record["score_percent"],
        is_interpreted=bool(record["interpreter_used"]),
    )
