"""Reminders about training, before it is due and before it runs out. The outbox holds each once, whenever this runs.

Every key is `<kind>:<person>:<course>:…`, so that news of a pass, a leaving or an exemption can take back what waits.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from certification.models import Obligation
from certification.queries.status import population, with_status
from certification.rules.status import Status
from messaging import services as messaging
from messaging.queries import last_sent

STEPS = (90, 60, 30, 14, 7, 3)  # days before the last day of cover, widest first
FIRST_STEPS = (60, 30, 14, 3)  # days before the last day of grace, widest first: days 30, 60, 76 and 87 of ninety
LONG_GRACE = 60  # days: who has as many is invited on day 7, everybody else on the next day (pack section 6.5)
SAID_FOR = 30  # days for which it is news that training is overdue, or has run out
Q_DUE_SOON = Q(status=Status.CURRENT.value, is_due_soon=True)
Q_TO_START = Q(status__in=[s.value for s in (Status.IN_GRACE, Status.NEVER_STARTED, Status.OVERDUE_STARTED)])
# Somebody who has failed is offered help, and no further reminder (pack section 3.11, case 21).
Q_ENDED = Q(status=Status.EXPIRED.value)
Q_SETTLED = Q(status=Status.CURRENT.value, is_due_soon=False)
# Of each kind, those for whom a message that waits is still right.
KINDS: dict[str, Q] = {
    "due-soon": Q_DUE_SOON,
    "to-start": Q_TO_START,
    "ended": Q_ENDED,
    "gate": ~Q_SETTLED & ~Q(status__in=[Status.EXEMPT.value, Status.ON_LONG_LEAVE.value]),
}


def remind_due_soon(*, on: date, at: datetime) -> int:
    """Queue the reminder that falls to each due-soon person on `on`; returns how many are new.

    Someone whose last day moved on has a new key and so new reminders; someone who renewed is not due soon and has
    none.
    """
    return sum(_remind_of_end(obligation, at, on) for obligation in _reachable(Q_DUE_SOON, on))


def remind_to_start(*, on: date, at: datetime) -> int:
    """Invite who has not been trained yet, remind them before their grace ends, and say once that it is over."""
    return sum(_remind_to_start(obligation, at, on) for obligation in _reachable(Q_TO_START, on))


def say_it_ended(*, on: date, at: datetime) -> int:
    """Say once, to whose certificate has run out, that it has."""
    return sum(_say_it_ended(obligation, at, on) for obligation in _reachable(Q_ENDED, on))


def _reachable(where: Q, on: date) -> Iterable[Any]:
    found: QuerySet[Any] = with_status(population(on), on).filter(where)
    found = found.exclude(assignment__person__email="", assignment__person__mobile="")
    return found.select_related("assignment__person", "requirement__course").iterator(chunk_size=500)


def _remind_of_end(obligation: Any, at: datetime, on: date) -> int:
    step = _step(STEPS, (obligation.expires_on - on).days)
    key = f"{obligation.expires_on}:{step if step is not None else STEPS[0]}"
    return remind(obligation, kind="due-soon", template="due_soon", key=key, due=obligation.expires_on, at=at)


def _remind_to_start(obligation: Any, at: datetime, on: date) -> int:
    last = obligation.due_on - timedelta(days=1)
    if obligation.status != Status.IN_GRACE.value:
        if (on - obligation.due_on).days > SAID_FOR:
            return 0
        return remind(obligation, kind="to-start", template="training_overdue", key=f"{last}:overdue", due=last, at=at)
    left = (last - on).days
    if left < 0:  # back from leave: their time is counted anew, and they are told of it by whoever looks after them
        return 0
    step = _step(FIRST_STEPS, left)
    grace = (last - obligation.starts_on).days
    if step is not None and step < grace:
        return remind(obligation, kind="to-start", template="training_due", key=f"{last}:{step}", due=last, at=at)
    if (on - obligation.starts_on).days < (7 if grace >= LONG_GRACE else 1):
        return 0
    return remind(obligation, kind="to-start", template="training_invite", key=f"{last}:invite", due=last, at=at)


def _say_it_ended(obligation: Any, at: datetime, on: date) -> int:
    if obligation.expires_on is None or (on - obligation.expires_on).days > SAID_FOR:
        return 0
    key = str(obligation.expires_on)
    return remind(obligation, kind="ended", template="training_ended", key=key, due=obligation.expires_on, at=at)


def remind(obligation: Any, *, kind: str, template: str, key: str, due: date, at: datetime) -> int:
    """Queue one message about a duty, to however its person is reached; 1 where it is new. `kind` is one of KINDS."""
    person = obligation.assignment.person
    queued = messaging.write_to(
        email=person.email,
        mobile=person.mobile,
        dedupe_key=f"{_prefix(kind, obligation)}{key}",
        template=template,
        context={
            "course": obligation.requirement.course.title,
            "due": date_format(due, "j F Y"),
            "link": settings.PUBLIC_URL + reverse("certification:my_training"),
        },
        at=at,
    )
    return int(queued is True)


def remind_now(*, obligation: Any, on: date, at: datetime) -> bool | None:
    """A reminder somebody asked for, once a week; False where there was one this week, None where no way is known."""
    person = obligation.assignment.person
    if messaging.route_to(email=person.email, mobile=person.mobile) is None:
        return None
    week = on.isocalendar()
    is_ending = obligation.expires_on is not None
    kind, template = ("due-soon", "due_soon") if is_ending and obligation.is_due_soon else ("to-start", "training_due")
    if obligation.status == Status.EXPIRED.value:
        kind, template = "ended", "training_ended"
    due = obligation.expires_on or obligation.due_on - timedelta(days=1)
    key = f"asked:{week.year}-{week.week}"
    return bool(remind(obligation, kind=kind, template=template, key=key, due=due, at=at))


def _prefix(kind: str, obligation: Obligation) -> str:
    """How the keys of this duty's reminders of a kind begin."""
    return f"{kind}:{obligation.assignment.person_id}:{obligation.requirement.course_id}:"


def _step(steps: tuple[int, ...], left: int) -> int | None:
    """The narrowest step reached: with 23 days left that is the one of 30. None before the widest."""
    reached = [step for step in steps if left <= step]
    return reached[-1] if reached else None


def cancel_settled(*, person_ids: list[int], on: date, at: datetime) -> int:
    """Take back unsent reminders that are no longer right: their people passed, left or were exempted.

    Begins with the reminders that wait, which are few: a roster may bring 100,000 people and none of them has one.
    """
    waiting = [key.split(":") for kind in KINDS for key in messaging.keys_waiting(prefix=f"{kind}:")]
    people = {int(key[1]) for key in waiting} & set(person_ids)
    if not people:
        return 0
    own = {":".join([*key[:3], ""]) for key in waiting if int(key[1]) in people}
    return messaging.cancel_messages(prefixes=own - _still_right(people, on), at=at)


def _still_right(people: Collection[int], on: date) -> set[str]:
    duties = with_status(population(on).filter(assignment__person__in=people), on)
    return {
        _prefix(kind, o)
        for kind, where in KINDS.items()
        for o in duties.filter(where).select_related("assignment", "requirement")
    }


REMINDERS: tuple[Callable[..., int], ...] = (remind_due_soon, remind_to_start, say_it_ended)


def remind_everybody(*, on: date, at: datetime) -> int:
    """Everything that falls to `on`; returns how many messages are new."""
    return sum(each(on=on, at=at) for each in REMINDERS)


def last_reminded(obligations: Iterable[Obligation]) -> datetime | None:
    """When a reminder about any of these duties went out last, by itself or because somebody asked for it."""
    return last_sent(prefixes={_prefix(kind, each) for each in obligations for kind in KINDS})
