"""Sessions: made, booked, checked in to, and their registers taken. A marked sheet becomes a pass like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts.models import User
from common.dates import LONDON, london_day
from courses.models import Course
from courses.queries import current_version
from learning import services as learning
from learning.content import pass_mark_percent
from learning.models import Attempt
from partnership.models import Area, Organisation, Person
from partnership.queries import person_of
from schemes.models.sessions import Attendance, Booking, Session
from schemes.queries import sessions as queries
from schemes.rules import check_in as rules
from schemes.services import session_messages as messages
from schemes.services.wishes import answer_wishes, take_back_wish

KeyKind, Mode = Attendance.KeyKind, Attendance.Mode


class Refused(ValueError):
    """What was asked cannot be; the message is a sentence for whoever asked."""


class Outcome(StrEnum):
    """What a line of a register comes to."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    ATTENDED = "attended"
    UNMATCHED = "unmatched"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Line:
    """A line of a register. `key_kind`: licence, premises, email. Without a score somebody attended, and no more."""

    name: str
    key_kind: str
    key: str
    language: str = ""
    mode: str = ""
    score_percent: int | None = None
    is_interpreted: bool = False


def create_session(
    *,
    reference: str,
    course: Course,
    organisation: Organisation,
    place: str,
    starts_at: datetime,
    minutes: int,
    capacity: int,
    area: Area | None = None,
    language: str = "en-GB",
    facilitator: User | None = None,
) -> Session:
    """A session to be held; one with this reference already is given back as it is."""
    session, _ = Session.objects.get_or_create(
        reference=reference,
        defaults={
            "course": course,
            "organisation": organisation,
            "area": area or organisation.area,
            "place": place,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "held_on": london_day(starts_at),
            "capacity": capacity,
            "language": language,
            "facilitator": facilitator,
        },
    )
    return session


def plan_session(*, at: datetime, **planned: Any) -> Session:
    """As `create_session`, for one to come: those who asked for it are told."""
    session = create_session(**planned)
    answer_wishes(session=session, at=at)
    return session


def session_of_register(*, reference: str, course: Course, held_on: date, organisation: Organisation) -> Session:
    """The session a register is of; one nobody had entered before is entered from the register.

    :raises Refused: the reference belongs to a session of another course or day.
    """
    noon = datetime.combine(held_on, time(12), tzinfo=LONDON)
    session = create_session(
        reference=reference, course=course, organisation=organisation, place="", starts_at=noon, minutes=120, capacity=1
    )
    if (session.course_id, session.held_on) != (course.pk, held_on):
        known = f"{session.course.key} on {session.held_on:%d/%m/%Y}"
        raise Refused(f"{reference} is the session of {known}. Correct the course or the date, or the reference.")
    return session


def book(*, session: Session, person: Person, at: datetime) -> Booking:
    """Ask for a place; asked twice it is one booking.

    :raises Refused: the session was cancelled, or has begun.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        if session.cancelled_at or session.starts_at <= at:
            raise Refused("This session is over or was cancelled. Choose another one.")
        booking, _ = Booking.objects.get_or_create(
            session=session, person=person, cancelled_at=None, defaults={"booked_at": at}
        )
        place = queries.place_of(session, person)
        messages.tell_booked(booking, waiting=place.waiting if place else 0, at=at)
        take_back_wish(person=person, course=session.course)
        return booking


def cancel_booking(*, session: Session, person: Person, at: datetime) -> None:
    """Give a place back. Whoever waits longest moves up, as the order says, and is told."""
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        own = queries.place_of(session, person)
        if own is None:
            return
        Booking.objects.filter(pk=own.booking.pk).update(cancelled_at=at)
        messages.forget_booking(own.booking, at)
        taken = [place for place in queries.places(session) if not place.waiting]
        if not own.waiting and len(taken) == session.capacity:
            messages.tell_moved_up(taken[-1].booking, at)


def remind_of_tomorrow(*, on: date, at: datetime) -> int:
    """Remind those who have a place in a session of tomorrow; once, however often it is asked for. Returns how many."""
    tomorrow = Session.objects.filter(held_on=on + timedelta(days=1), cancelled_at=None).select_related("course")
    return sum(
        messages.remind(place.booking, at)
        for session in tomorrow
        for place in queries.places(session)
        if not place.waiting
    )


def cancel_session(*, session: Session, at: datetime) -> None:
    """Call a session off, and tell everybody who booked, once.

    :raises Refused: somebody is on its register, so it was held.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        if session.attendances.exists():
            raise Refused("Somebody is on the register, so the session was held. It cannot be cancelled any more.")
        Session.objects.filter(pk=session.pk, cancelled_at=None).update(cancelled_at=at)
        for place in queries.places(session):
            messages.forget_booking(place.booking, at)
            messages.tell_cancelled(session, place.booking.person, at)


def check_in(*, session: Session, person: Person, typed: str, at: datetime) -> Attendance:
    """Say that somebody is in the room, by the code on the trainer's screen. It is not a pass: that needs a score.

    :raises Refused: not now, or not this code.
    """
    if session.cancelled_at or not rules.is_open(session.starts_at, session.ends_at, at):
        raise Refused("Checking in opens half an hour before the session starts, and closes when it is over.")
    if not rules.is_good(session.check_in_secret, typed, at):
        raise Refused("That is not the code on the screen now. It changes every minute: look again.")
    attendance, _ = Attendance.objects.get_or_create(
        session=session,
        key_kind=KeyKind.BOOKING,
        key=str(person.uuid),
        defaults={"name": person.display_name, "person": person, "recorded_at": at},
    )
    return attendance


def outcome_of(*, session: Session | None, course: Course, line: Line) -> Outcome:
    """What a line would come to; writes nothing. `session` is None where the register would enter it.

    :raises Refused: a score without a way of assessing, or other than the one recorded.
    """
    _check(line)
    people = queries.people_called(line.key_kind, line.key)
    known = _known(session, line, people) if session else None
    if known and known.person_id and known.score_percent == line.score_percent:
        return Outcome.UNCHANGED
    if known and known.score_percent is not None and known.score_percent != line.score_percent:
        raise Refused(
            f"A score of {known.score_percent}% was recorded before. A result that may have made a certificate is not "
            "changed by a file: open the session’s register and press “Correct” beside it."
        )
    return _marked(line, course) if len(people) == 1 else Outcome.UNMATCHED


def record_line(*, session: Session, line: Line, by: User | None, at: datetime) -> Outcome:
    """Take one line of a register; the same line again changes nothing. A score becomes a sitting of the assessment.

    Somebody on the register already, by another key, keeps their one line.

    :raises Refused: as `outcome_of`; before the session's day; somebody's own result.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        people = queries.people_called(line.key_kind, line.key)
        check_who_and_when(session=session, people=people, score=line.score_percent, by=by, at=at)
        result = outcome_of(session=session, course=session.course, line=line)
        if result is Outcome.UNCHANGED:
            return result
        attendance = _known(session, line, people) or Attendance(session=session)
        attendance.key_kind, attendance.key, attendance.name = line.key_kind, line.key, line.name
        attendance.person = people[0] if len(people) == 1 else None
        attendance.language, attendance.mode = line.language, line.mode
        attendance.score_percent, attendance.is_interpreted = line.score_percent, line.is_interpreted
        attendance.recorded_at, attendance.recorded_by = at, by
        attendance.save()
        return settle(attendance)


def match_waiting() -> int:
    """Settle the lines of registers that nobody was known for, now that rosters may have brought them."""
    waiting = Attendance.objects.filter(person=None).select_related("session__course")
    return sum(_match(attendance) for attendance in waiting)


def _match(attendance: Attendance) -> int:
    people = queries.people_called(attendance.key_kind, attendance.key)
    if len(people) != 1:
        return 0
    with transaction.atomic():
        attendance.person = people[0]
        attendance.save(update_fields=["person"])
        settle(attendance)
    return 1


def settle(attendance: Attendance) -> Outcome:
    """Make the sitting that a scored line of a known person stands for."""
    if attendance.person is None:
        return Outcome.UNMATCHED
    if attendance.score_percent is None:
        return Outcome.ATTENDED
    sitting = learning.record_assisted_sitting(
        key=attendance.uuid,
        person=attendance.person,
        course=attendance.session.course,
        mode=attendance.mode,
        language=attendance.language or attendance.session.language,
        percent=attendance.score_percent,
        at=attendance.session.ends_at,
    )
    return Outcome.PASS if sitting.is_passed else Outcome.FAIL


def _check(line: Line) -> None:
    if line.score_percent is not None and line.mode not in Mode.values:
        raise Refused("A score needs assessment_mode: online, paper or oral.")
    if line.score_percent is not None and not 0 <= line.score_percent <= 100:
        raise Refused("score_percent is a number from 0 to 100.")
    if line.key_kind not in (KeyKind.LICENCE, KeyKind.PREMISES, KeyKind.EMAIL):
        raise Refused("key_type is licence, premises or email.")


def _known(session: Session, line: Line, people: Sequence[Person]) -> Attendance | None:
    """The line of this key; else of the person it means, who may have checked in."""
    lines = Attendance.objects.filter(session=session)
    own = lines.filter(key_kind=line.key_kind, key=line.key).first()
    return own or (lines.filter(person=people[0]).order_by("recorded_at").first() if len(people) == 1 else None)


def check_who_and_when(
    *, session: Session, people: Sequence[Person], score: int | None, by: User | None, at: datetime
) -> None:
    """A register is taken from the session's day on, and nobody marks their own sheet.

    :raises Refused: says which, and what to do.
    """
    if session.cancelled_at:
        raise Refused("This session was cancelled, so nobody was there.")
    if london_day(at) < session.held_on:
        raise Refused(f"The session is on {session.held_on:%d/%m/%Y}. Its register is taken from that day on.")
    if by is not None and score is not None and person_of(by) in people:
        raise Refused("Nobody records their own result. Ask a colleague who holds sessions to enter yours.")


def _marked(line: Line, course: Course) -> Outcome:
    if line.score_percent is None:
        return Outcome.ATTENDED
    version = current_version(course)
    if version is None:
        raise Refused(f"{course.title} is not published, so nobody can pass it yet.")
    needed = pass_mark_percent(version.content, Attempt.Kind.FULL)
    return Outcome.PASS if line.score_percent >= needed else Outcome.FAIL
