"""Statements about an attempt, written in the transaction that writes its progress."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from learning import xapi
from learning.models import Attempt
from lrs import services as lrs
from partnership.services import actor_name_of

Builder = Callable[[xapi.Enrolment], xapi.Json]


def enrolment_of(attempt: Attempt, *, actor: uuid.UUID) -> xapi.Enrolment:
    """What the attempt's statements share; `actor` is the person's account name."""
    return xapi.Enrolment(
        public_url=settings.PUBLIC_URL,
        actor=actor,
        registration=attempt.uuid,
        course_key=attempt.course.key,
        course_title=attempt.version.content["title"],
        major=attempt.version.major,
        version=attempt.version.number,
        language=attempt.language,
        mode=attempt.mode,
        area_code=attempt.area.code if attempt.area else "",
    )


def record(attempt: Attempt, *builders: Builder, at: datetime) -> None:
    """Write the statements these builders make. Call it inside the transaction that writes what they say."""
    enrolment = enrolment_of(attempt, actor=actor_name_of(person=attempt.person))
    lrs.record(statements=[build(enrolment) for build in builders], at=at)


def record_course_completed(*, attempt: Attempt, at: datetime, mode: str = "") -> None:
    """Say that a certificate was issued for this attempt. Called in the transaction that issues it; twice says it once.

    A repeat carries the first moment: `at` is the pass, or whatever moment the certificate keeps, and must not move.
    """
    with transaction.atomic():
        record(attempt, lambda enrolment: xapi.course_completed(enrolment, at=at, mode=mode), at=at)
