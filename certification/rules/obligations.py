"""From an assignment and a requirement to obligations: the spans of days on which one is held to the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONG_LEAVE_DAYS = 28


@dataclass(frozen=True)
class Span:
    """Days from `starts_on` to the day before `ends_on` (exclusive; None for open-ended)."""

    starts_on: date
    ends_on: date | None = None


def intersect(one: Span, other: Span) -> Span | None:
    """The days two spans share; None when they share none."""
    starts_on = max(one.starts_on, other.starts_on)
    ends = [end for end in (one.ends_on, other.ends_on) if end is not None]
    ends_on = min(ends, default=None)
    if ends_on is not None and ends_on <= starts_on:
        return None
    return Span(starts_on, ends_on)


def without(span: Span, gaps: Iterable[Span]) -> list[Span]:
    """What is left of a span when the gaps are taken out, in order."""
    left = [span]
    for gap in sorted(gaps, key=lambda g: g.starts_on):
        left = [piece for part in left for piece in _cut(part, gap)]
    return left


def _cut(span: Span, gap: Span) -> list[Span]:
    if intersect(span, gap) is None:
        return [span]
    pieces = []
    if span.starts_on < gap.starts_on:
        pieces.append(Span(span.starts_on, gap.starts_on))
    if gap.ends_on is not None and (span.ends_on is None or gap.ends_on < span.ends_on):
        pieces.append(Span(gap.ends_on, span.ends_on))
    return pieces


def grace_until(*, assigned_on: date, grace_days: int, catch_up_by: date | None, before_start: bool) -> date | None:
    """The last day of grace; None where training must come before the first day (pack section 2.2)."""
    if before_start:
        return None
    last = assigned_on + timedelta(days=grace_days)
    return max(last, catch_up_by) if catch_up_by else last


def is_long_leave(starts_on: date, ends_on: date | None) -> bool:
    """Absences of 28 days or more, and those without a known return (pack section 3.2)."""
    return ends_on is None or ends_on - starts_on >= timedelta(days=LONG_LEAVE_DAYS)
