"""Grade and coverage of one premises on a day (pack section 3.5), from dated facts."""

import enum
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from common.spans import Span, holds, in_both, merged
from schemes.rules.facts import Declared, PremisesFacts, Report, Staff

FRESH_DAYS = 100  # how long a headcount, a confirmed link and a register's word are fresh
KNOWN_DAYS = 365  # after that a headcount says nothing


class Grade(enum.StrEnum):
    """How good the denominator is."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True)
class Coverage:
    """`headcount` is None where none was declared; `capped` counts no more people than work there."""

    grade: Grade
    headcount: int | None
    live_current: int

    @property
    def is_known(self) -> bool:
        return self.grade is not Grade.D

    @property
    def capped(self) -> int:
        return min(self.live_current, self.headcount or 0) if self.is_known else 0

    @property
    def percent(self) -> float | None:
        """Unrounded; None where the denominator is unknown."""
        return self.capped * 100 / self.headcount if self.is_known and self.headcount else None

    @property
    def is_over_declared(self) -> bool:
        """More people hold a certificate there than are said to work there: the champion is asked."""
        return self.is_below(0)

    def is_below(self, joined: int) -> bool:
        """Fewer are said to work there than are known to: `joined` live links, or those of them who are trained."""
        return bool(self.is_known and self.headcount is not None and max(joined, self.live_current) > self.headcount)


@dataclass(frozen=True)
class Timeline:
    """The facts of one premises that coverage rests on, counted once and asked for any day."""

    declared: tuple[Declared, ...]
    feeds: tuple[Span, ...]
    reports: tuple[Report, ...]
    own: "Steps"
    listed: "Steps"

    def on(self, day: date, *, own: int | None = None) -> Coverage:
        """`own`: how many of our own live links are current on that day, where that has been counted already."""
        headcount, grade = self._headcount(day)
        return Coverage(grade, headcount, self.live_current(day, own=self.own.at(day) if own is None else own))

    def live_current(self, day: date, *, own: int) -> int:
        """The larger of our own live links and the newest register's word, while that is fresh.

        Those who join by code are among those a register already counted: adding the two would count them twice.
        """
        told = [r for r in self.reports if r.on <= day]
        newest = max(told, key=lambda r: r.on, default=None)
        reported = newest.live_current if newest and is_fresh(newest.on, day) else 0
        return max(own, reported)

    def _headcount(self, day: date) -> tuple[int | None, Grade]:
        newest = newest_declared(self.declared, day)
        if holds(self.feeds, day):
            headcount = newest.headcount if newest else self.listed.at(day)
            return (headcount, Grade.A) if headcount else (None, Grade.D)
        if newest is None:
            return None, Grade.D
        return newest.headcount, grade_of(newest.on, day)

    def days(self) -> set[date]:
        """The days on which coverage may change."""
        ages = (0, FRESH_DAYS + 1, KNOWN_DAYS + 1)
        of_counts = {d.on + timedelta(days=n) for d in self.declared for n in ages}
        of_reports = {r.on + timedelta(days=n) for r in self.reports for n in ages[:2]}
        of_feeds = {day for feed in self.feeds for day in (feed.starts_on, feed.ends_on) if day}
        return of_counts | of_reports | of_feeds | set(self.own.days) | set(self.listed.days)


@dataclass(frozen=True)
class Steps:
    """A number that changes on days: `counts[i]` holds from `days[i]` to the next."""

    days: tuple[date, ...]
    counts: tuple[int, ...]

    def at(self, day: date) -> int:
        index = bisect_right(self.days, day)
        return self.counts[index - 1] if index else 0


def counted(spans: Iterable[Span]) -> Steps:
    """How many of the spans hold each day."""
    changes: Counter[date] = Counter()
    for span in spans:
        changes[span.starts_on] += 1
        if span.ends_on is not None:
            changes[span.ends_on] -= 1
    days = sorted(changes)
    return Steps(tuple(days), tuple(accumulate(changes[day] for day in days)))


def timeline(facts: PremisesFacts) -> Timeline:
    return Timeline(
        facts.declared,
        facts.feeds,
        facts.reports,
        own=counted(span for each in facts.staff for span in live_and_current(each, facts.feeds)),
        listed=counted(each.employed for each in facts.staff),
    )


def newest_declared(declared: Sequence[Declared], day: date) -> Declared | None:
    """The headcount that counts on `day`: the newest; of one day's, the last that was said (they come in that order).

    A number typed wrongly is put right by saying it again.
    """
    return max((d for d in reversed(declared) if d.on <= day), key=lambda d: d.on, default=None)


def live_days(each: Staff, feeds: Iterable[Span]) -> list[Span]:
    """The days on which a link is live: in post, and confirmed within 100 days or on a roster that feeds us."""
    confirmed = [fresh(day) for day in (each.employed.starts_on, *each.confirmed_on)]
    return in_both([each.employed], merged([*confirmed, *feeds]))


def live_and_current(each: Staff, feeds: Iterable[Span]) -> list[Span]:
    return in_both(live_days(each, feeds), each.current)


def fresh(day: date) -> Span:
    """The days on which something told on `day` is fresh: 100 days after it, the hundredth too."""
    return Span(day, day + timedelta(days=FRESH_DAYS + 1))


def is_fresh(told_on: date, day: date) -> bool:
    return timedelta(0) <= day - told_on <= timedelta(days=FRESH_DAYS)


def grade_of(declared_on: date, day: date) -> Grade:
    """The grade that a declared headcount's age gives."""
    if is_fresh(declared_on, day):
        return Grade.B
    return Grade.C if day - declared_on <= timedelta(days=KNOWN_DAYS) else Grade.D
