"""One post's training, for its page: each thing its holder is held to, with where they stand and what comes next."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from desks import next_steps
from desks.queries.rows import days_of
from messaging.services import route_to
from partnership.models import Assignment
from schemes.models import Licence
from schemes.queries.in_force import Days
from schemes.queries.in_force import days_of as licence_days_of

WAITING = (*OVERDUE, Status.IN_GRACE)


def duties(post: Assignment, on: date) -> list[Any]:
    """The obligations of a post on a day with their status, the words for what to do next, and whether that is a
    reminder.
    """
    found = with_status(population(on).filter(assignment=post), on).select_related(
        "assignment__person", "requirement__course"
    )
    return [_told(each, on) for each in found.order_by("requirement__course__short_title", "pk")]


def why_no_reminder(post: Assignment, duties: list[Any]) -> str:
    """Why nobody is offered to send a reminder; "" where one may be sent."""
    person = post.person
    if not any(each.is_to_remind for each in duties):
        if any(each.status == Status.ON_LONG_LEAVE for each in duties):
            return _("No reminder goes out while they are on leave.")
        return _("There is nothing to remind them of now.")
    if route_to(email=person.email, mobile=person.mobile) is not None:
        return ""
    if person.mobile:
        return _("No text goes out from here, so no reminder reaches them. Speak to them.")
    return _("No e-mail or phone known: no reminder reaches them. Speak to them.")


def licence_days(post: Assignment, on: date) -> Days | None:
    """How the licence behind a post stands; None for a post that is no licence."""
    licence = Licence.objects.select_related("assignment").filter(assignment=post).first()
    return licence_days_of(licence, on) if licence else None


def _told(duty: Any, on: date) -> Any:
    status = Status(duty.status)
    duty.next_step = next_steps.for_anybody(status, **days_of(duty), on=on)
    duty.is_to_remind = status in WAITING or duty.is_due_soon
    duty.last_day = date.fromordinal(duty.due_on.toordinal() - 1)
    duty.is_overdue = status in OVERDUE
    return duty
