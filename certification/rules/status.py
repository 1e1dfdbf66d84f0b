"""The status of an obligation on a date (pack section 3.2): one pure function. The same rule as SQL is in
`queries.status`.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta


class Status(enum.StrEnum):
    """The pack's names, in the order in which they are tried: the first that fits is the status."""

    NOT_IN_SCOPE = "not_in_scope"
    EXEMPT = "exempt"
    ON_LONG_LEAVE = "on_long_leave"
    CURRENT = "current"
    IN_GRACE = "in_grace"
    EXPIRED = "expired"
    OVERDUE_FAILED = "overdue_failed"
    OVERDUE_STARTED = "overdue_started"
    NEVER_STARTED = "never_started"


OVERDUE = frozenset({Status.EXPIRED, Status.OVERDUE_FAILED, Status.OVERDUE_STARTED, Status.NEVER_STARTED})
OUT_OF_SCOPE = frozenset({Status.NOT_IN_SCOPE, Status.EXEMPT, Status.ON_LONG_LEAVE})


@dataclass(frozen=True)
class Cover:
    """Days, both inclusive, on which a requirement regards a person as trained, and why it ends when it does."""

    starts_on: date
    ends_on: date
    reason: str = ""


@dataclass(frozen=True)
class Exemption:
    """An approved exemption; both days inclusive."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Leave:
    """Long leave: `ends_on` is the day of return (exclusive, None while not known); `re_entry_until` is inclusive."""

    starts_on: date
    ends_on: date | None = None
    re_entry_until: date | None = None


@dataclass(frozen=True)
class Ended:
    """An assessment that ended on a day."""

    on: date
    is_passed: bool


@dataclass(frozen=True)
class ObligationFacts:
    """All that the rule looks at. `ends_on` is exclusive; `grace_until` inclusive, None where no grace is given."""

    starts_on: date
    ends_on: date | None
    grace_until: date | None
    due_soon_days: int
    covers: tuple[Cover, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    leaves: tuple[Leave, ...] = ()
    opened_on: tuple[date, ...] = ()
    assessments: tuple[Ended, ...] = ()  # in the order in which they ended


@dataclass(frozen=True)
class Standing:
    """A status with what a person is told beside it. `expires_on` is the last day of cover, past or to come."""

    status: Status
    is_due_soon: bool = False
    expires_on: date | None = None
    reason: str = ""


def status_on(facts: ObligationFacts, on: date) -> Standing:
    """The status of one obligation at the end of `on`, a Europe/London day."""
    if on < facts.starts_on or (facts.ends_on is not None and on >= facts.ends_on):
        return Standing(Status.NOT_IN_SCOPE)
    if any(e.starts_on <= on <= e.ends_on for e in facts.exemptions):
        return Standing(Status.EXEMPT)
    if any(_is_away(leave, on) for leave in facts.leaves):
        return Standing(Status.ON_LONG_LEAVE)
    begun = [cover for cover in facts.covers if cover.starts_on <= on]
    last = max(begun, key=lambda cover: cover.ends_on, default=None)
    if last and last.ends_on >= on:
        due_soon = last.ends_on - on <= timedelta(days=facts.due_soon_days)
        return Standing(Status.CURRENT, due_soon, last.ends_on, last.reason)
    return _without_cover(facts, on, last)


def _is_away(leave: Leave, on: date) -> bool:
    return leave.starts_on <= on and (leave.ends_on is None or on < leave.ends_on)


def _without_cover(facts: ObligationFacts, on: date, last: Cover | None) -> Standing:
    expired_on, reason = (last.ends_on, last.reason) if last else (None, "")
    if any(_is_back_and_in_time(leave, on) for leave in facts.leaves):
        return Standing(Status.IN_GRACE, expires_on=expired_on, reason="back_from_leave")
    if last:
        return Standing(Status.EXPIRED, expires_on=expired_on, reason=reason)
    if facts.grace_until is not None and on <= facts.grace_until:
        return Standing(Status.IN_GRACE)
    ended = [assessment for assessment in facts.assessments if assessment.on <= on]
    if ended and not ended[-1].is_passed:
        return Standing(Status.OVERDUE_FAILED)
    if any(opened <= on for opened in facts.opened_on):
        return Standing(Status.OVERDUE_STARTED)
    return Standing(Status.NEVER_STARTED)


def _is_back_and_in_time(leave: Leave, on: date) -> bool:
    if leave.ends_on is None or leave.re_entry_until is None:
        return False
    return leave.ends_on <= on <= leave.re_entry_until
