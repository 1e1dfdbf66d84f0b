"""What a trainer enters for the people of a session: who was there, and how their assessment came out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from partnership.models import Person
from schemes.models import Attendance, Session
from schemes.services.sessions import Outcome, Refused, check_who_and_when, settle


@dataclass(frozen=True)
class Result:
    """Of one person. Without a score they were there, and no more."""

    person: Person
    score_percent: int | None
    mode: str
    language: str
    is_interpreted: bool = False


def record_result(*, session: Session, result: Result, by: User, at: datetime) -> Outcome:
    """Enter somebody who booked or checked in. The same again changes nothing.

    :raises Refused: before the day; somebody's own result; other than the one recorded; a score without a way of
        assessing.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        check_who_and_when(session=session, people=[result.person], score=result.score_percent, by=by, at=at)
        if result.score_percent is not None and result.mode not in (Attendance.Mode.PAPER, Attendance.Mode.ORAL):
            raise Refused("Say how the assessment was held: on paper or spoken.")
        known = session.attendances.filter(person=result.person).order_by("recorded_at").first()
        if known and known.score_percent is not None:
            return _recorded_before(known, result)
        line = known or Attendance(
            session=session,
            key_kind=Attendance.KeyKind.BOOKING,
            key=str(result.person.uuid),
            name=result.person.display_name,
            person=result.person,
        )
        if known and result.score_percent is None:
            return Outcome.UNCHANGED
        line.score_percent, line.mode = result.score_percent, result.mode if result.score_percent is not None else ""
        line.language, line.is_interpreted = result.language, result.is_interpreted
        line.recorded_at, line.recorded_by = at, by
        line.save()
        return settle(line)


def _recorded_before(known: Attendance, result: Result) -> Outcome:
    if result.score_percent not in (None, known.score_percent):
        raise Refused(
            f"A score of {known.score_percent}% was recorded before. Ask an administrator to correct it: "
            "it may have made a certificate."
        )
    return Outcome.UNCHANGED


def remove_line(*, line: Attendance) -> None:
    """Take somebody off who was entered by mistake.

    :raises Refused: a result came of it, which may have made a certificate.
    """
    with transaction.atomic():
        locked = Attendance.objects.select_for_update().filter(pk=line.pk).first()
        if locked is None:
            return
        if locked.person_id and locked.score_percent is not None:
            raise Refused("A result was recorded for them, and may have made a certificate. Ask an administrator.")
        locked.delete()
