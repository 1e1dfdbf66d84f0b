"""Reminders to people whose cover is about to end. The outbox holds each reminder once, however often this runs."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from certification.models import Obligation
from certification.queries.status import population, with_status
from certification.rules.status import Status
from messaging import services as messaging

STEPS = (90, 60, 30, 14, 7, 3)  # days before the last day of cover, widest first


def remind_due_soon(*, on: date, at: datetime) -> int:
    """Queue the reminder that falls to each due-soon person on `on`; returns how many are new.

    Someone whose last day moved on has a new key and so new reminders; someone who renewed is not due soon and has
    none.
    """
    due = with_status(population(on), on).filter(status=Status.CURRENT.value, is_due_soon=True)
    due = due.exclude(assignment__person__email="").select_related("assignment__person", "requirement__course")
    return sum(_remind(obligation, on, at) for obligation in due.iterator(chunk_size=500))


def _remind(obligation: Any, on: date, at: datetime) -> int:
    expires_on: date = obligation.expires_on
    step = _step(expires_on - on)
    course = obligation.requirement.course
    queued = messaging.queue_message(
        dedupe_key=f"{reminder_prefix(obligation)}{expires_on}:{step}",
        recipient=obligation.assignment.person.email,
        template="due_soon",
        context={
            "course": course.title,
            "due": date_format(expires_on, "j F Y"),
            "link": settings.PUBLIC_URL + reverse("certification:my_training"),
        },
        at=at,
    )
    return int(queued is not None)


def reminder_prefix(obligation: Obligation) -> str:
    """How the keys of this duty's reminders begin."""
    return f"due-soon:{obligation.assignment.person_id}:{obligation.requirement.course_id}:"


def _step(left: timedelta) -> int:
    """The narrowest step reached: with 23 days left that is the one of 30."""
    reached = [step for step in STEPS if left.days <= step]
    return reached[-1] if reached else STEPS[0]


def cancel_settled(*, person_ids: list[int], on: date, at: datetime) -> int:
    """Take back unsent reminders to people who are no longer due soon: they passed, left or were exempted."""
    duties = Obligation.objects.filter(assignment__person__in=person_ids).select_related("assignment", "requirement")
    still = {
        reminder_prefix(o)
        for o in with_status(population(on).filter(assignment__person__in=person_ids), on)
        .filter(status=Status.CURRENT.value, is_due_soon=True)
        .select_related("assignment", "requirement")
    }
    settled = {reminder_prefix(o) for o in duties} - still
    return messaging.cancel_messages(prefixes=settled, at=at)
