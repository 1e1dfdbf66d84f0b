"""What a trainer enters for the people of a session: who was there, and how their assessment came out."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from certification import services as certification
from partnership.models import Person
from schemes.models import Attendance, ResultCorrection, Session
from schemes.services import session_messages
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
        raise Refused(f"A score of {known.score_percent}% was recorded before. Press “Correct” beside it to change it.")
    return Outcome.UNCHANGED


@dataclass(frozen=True)
class Correction:
    """What should have been recorded. Without a score they were there, and no more."""

    score_percent: int | None
    mode: str
    reason: str


def correct_result(*, line: Attendance, correction: Correction, by: User, at: datetime) -> Outcome:
    """Put a recorded result right: the sitting and the certificate that came of the wrong one are taken back, the
    person is told, and what was is kept. The same result again changes nothing.

    :raises Refused: somebody's own result; nothing to correct; a later certificate builds on it.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=line.session_id)
        locked = Attendance.objects.select_for_update(of=("self",)).select_related("person").get(pk=line.pk)
        if locked.person is None or locked.score_percent is None:
            raise Refused("No result is recorded for them, so there is nothing to correct.")
        people = [locked.person]
        check_who_and_when(session=session, people=people, score=locked.score_percent, by=by, at=at)
        if correction.score_percent == locked.score_percent and correction.mode in ("", locked.mode):
            return Outcome.UNCHANGED
        kept = ResultCorrection.objects.create(
            attendance=locked,
            score_percent=locked.score_percent,
            mode=locked.mode,
            reason=correction.reason,
            corrected_at=at,
            corrected_by=by,
        )
        try:
            certification.take_back_assisted_result(attempt=locked.uuid, person=locked.person, at=at)
        except certification.StillNeeded as error:
            raise Refused(str(error)) from error
        locked.uuid = uuid.uuid4()  # the key of a sitting: another one
        locked.score_percent = correction.score_percent
        locked.mode = "" if correction.score_percent is None else correction.mode or locked.mode
        locked.recorded_at, locked.recorded_by = at, by
        locked.save()
        outcome = settle(locked)
        session_messages.tell_corrected(kept, at)
        return outcome


def remove_line(*, line: Attendance) -> None:
    """Take somebody off who was entered by mistake.

    :raises Refused: a result came of it, which may have made a certificate.
    """
    with transaction.atomic():
        locked = Attendance.objects.select_for_update().filter(pk=line.pk).first()
        if locked is None:
            return
        if locked.person_id and locked.score_percent is not None:
            raise Refused("A result was recorded for them. Correct it first, to “was there, and no result”.")
        locked.delete()
