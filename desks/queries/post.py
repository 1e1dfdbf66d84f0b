"""One post's training, for its page: each thing its holder is held to, with where they stand and what comes next."""

from datetime import date
from typing import Any

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from desks import next_steps
from desks.queries.rows import days_of
from partnership.models import Assignment

WAITING = (*OVERDUE, Status.IN_GRACE)


def duties(post: Assignment, on: date) -> list[Any]:
    """The obligations of a post on a day with their status, the words for what to do next, and whether that is a
    reminder.
    """
    found = with_status(population(on).filter(assignment=post), on).select_related(
        "assignment__person", "requirement__course"
    )
    return [_told(each, on) for each in found.order_by("requirement__course__short_title", "pk")]


def _told(duty: Any, on: date) -> Any:
    status = Status(duty.status)
    duty.next_step = next_steps.for_anybody(status, **days_of(duty), on=on)
    duty.is_to_remind = status in WAITING or duty.is_due_soon
    duty.last_day = date.fromordinal(duty.due_on.toordinal() - 1)
    duty.is_overdue = status in OVERDUE
    return duty
