"""Sittings away from the screen, on paper or spoken: a trainer marks them, and the record says so (pack 2.5, 6.8)."""

import uuid
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.db import transaction

from common.dates import london_day
from courses import queries as courses
from courses.models import Course
from learning import content, xapi
from learning.entitlement import Entitlement
from learning.errors import NotPublished
from learning.models import Attempt, Sitting
from learning.queries import open_attempt, planned_attempt
from learning.services.attempts import set_aside
from learning.services.recording import record
from learning.signals import assessment_passed
from partnership.models import Person


def record_assisted_sitting(
    *, key: uuid.UUID, person: Person, course: Course, mode: str, language: str, percent: int, at: datetime
) -> Sitting:
    """One marked sitting of the whole course's assessment at `at`. `key` becomes the registration: twice is once.

    A pass ends any attempt the person has open online; a fail leaves it as it is, so that nobody loses their place by
    having tried on paper too. Says nothing of single questions: the trainer keeps the paper.

    :raises NotPublished: the course has no version.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        known = Sitting.objects.filter(attempt__uuid=key).first()
        if known:
            return known
        version = courses.current_version(course)
        if version is None:
            raise NotPublished
        is_passed = percent >= content.pass_mark_percent(version.content, Attempt.Kind.FULL)
        attempt = planned_attempt(person, course, version, Entitlement(Attempt.Kind.FULL), at=at)
        attempt.uuid, attempt.mode, attempt.language = key, mode, language
        _close(attempt, is_passed, at)
        attempt.save(force_insert=True)
        sitting = _sitting(attempt, is_passed, percent, at)
        _record(attempt, sitting, at)
        if is_passed:
            _announce(attempt)
    return sitting


def take_back_assisted_sitting(*, key: uuid.UUID, at: datetime) -> None:
    """Undo a sitting recorded with a wrong result: its statements are voided, and the attempt online that its pass
    ended is open again. Twice is once. A certificate that came of it has to be gone already.
    """
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update().filter(uuid=key).first()
        if attempt is None:
            return
        said = ["initialized", "assessment in sitting 1", *(["completed"] if attempt.is_passed else [])]
        ids = [xapi.statement_id(attempt.uuid, moment) for moment in said]
        record(attempt, *(partial(xapi.voided, statement=each, at=at) for each in ids), at=at)
        _reopen(attempt)
        attempt.delete()


def _reopen(attempt: Attempt) -> None:
    if attempt.passed_at is None or open_attempt(attempt.person, attempt.course):
        return
    ended = Attempt.objects.filter(person=attempt.person, course=attempt.course, mode=Attempt.Mode.ONLINE)
    last = ended.filter(passed_at=None, set_aside_at=attempt.passed_at).order_by("-started_at").first()
    if last:
        Attempt.objects.filter(pk=last.pk).update(set_aside_at=None)


def _close(attempt: Attempt, is_passed: bool, at: datetime) -> None:
    """An assisted attempt is over when it is recorded: passed, or set aside."""
    if not is_passed:
        attempt.set_aside_at = at
        return
    attempt.passed_at, attempt.passed_on = at, london_day(at)
    online = open_attempt(attempt.person, attempt.course)
    if online:
        set_aside(attempt=online, at=at)


def _sitting(attempt: Attempt, is_passed: bool, percent: int, at: datetime) -> Sitting:
    return Sitting.objects.create(
        attempt=attempt,
        number=1,
        order={"questions": [], "options": {}},
        started_at=at,
        ended_at=at,
        ended_on=london_day(at),
        is_passed=is_passed,
        scaled=Decimal(percent) / 100,
    )


def _record(attempt: Attempt, sitting: Sitting, at: datetime) -> None:
    scaled, is_passed = float(sitting.scaled or 0), bool(sitting.is_passed)
    record(
        attempt,
        lambda e: xapi.initialized(e, at=at),
        lambda e: xapi.assessment_ended(e, sitting=1, scaled=scaled, is_passed=is_passed, at=at),
        at=at,
    )


def _announce(attempt: Attempt) -> None:
    transaction.on_commit(lambda: assessment_passed.send_robust(sender=Attempt, attempt_uuid=attempt.uuid), robust=True)
