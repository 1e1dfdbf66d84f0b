"""How somebody came to stand where they stand on the demo's day: a start, passes, leave, attempts. Pure, and seeded."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from common.dates import add_months
from demo import wealdshire
from demo.wealdshire import Plan

RECENT_DAYS = 14  # passes of the last 14 days are real attempts; older ones are historic imports
NEW_IN_POST = 0.12  # of those trained: the share whose only pass came with the post
NEVER_BEFORE = 0.35  # of the late: the share who had not been trained before
SOON_AFTER = 0.65  # of the expired: the share whose cover ended within the last year
COUNTY_TERM_DAYS, DISTRICT_TERM_DAYS = 572, 1270


@dataclass(frozen=True)
class Timeline:
    """One assignment's facts. `attempt` is "", "passed", "failed", "started" or "at_the_questions" (all before them
    done), with the day it was opened. `sittings` is how often a failed one was sat; None draws it.
    """

    starts_on: date
    passes: tuple[date, ...] = ()
    attempt: str = ""
    attempted_on: date | None = None
    sittings: int | None = None
    is_refresher: bool = False
    exempt: tuple[date, date] | None = None
    leave: tuple[date, date | None] | None = None


@dataclass(frozen=True)
class Teller:
    """Tells timelines for one group around a day."""

    plan: Plan
    on: date
    rng: random.Random = field(repr=False)

    def all(self) -> list[tuple[str, Timeline]]:
        """A timeline for everybody in the group, with the name of the slot it fills."""
        plan = self.plan
        failed = plan.tried // 3
        wanted = (
            ("exempt", plan.exempt, self.exempt),
            ("leave", plan.leave, self.on_leave),
            ("current", plan.current, self.current),
            ("in_grace", plan.in_grace, self.in_grace),
            ("expired", plan.expired, self.expired),
            ("failed", failed, self.failed),
            ("started", plan.tried - failed, self.started),
            ("never", plan.never, self.never),
        )
        return [(slot, tell()) for slot, number, tell in wanted for _ in range(number)]

    def exempt(self) -> Timeline:
        begun = self._ago(20, 200)
        return Timeline(self._long_in_post(), exempt=(begun, begun + timedelta(days=364)))

    def on_leave(self) -> Timeline:
        gone = self._ago(31, 240)
        back = self.on + timedelta(days=self.rng.randint(5, 150)) if self.rng.random() < 0.7 else None
        starts_on = min(self._long_in_post(), gone - timedelta(days=30))
        passed = gone - timedelta(days=self.rng.randint(0, 500))  # some were trained before they went, as others were
        trained = (passed,) if self.rng.random() < 0.85 else ()
        return Timeline(starts_on, passes=trained, leave=(gone, back))

    def current(self) -> Timeline:
        months = self.plan.rule.validity_months
        longest = (self.on - add_months(self.on, -months)).days
        passed = self._ago(0, min(longest - 4, wealdshire.REACHED_SINCE.get(self.plan.name, longest)))
        if (self.on - passed).days < RECENT_DAYS:
            return Timeline(self._start_around(passed), attempt="passed", attempted_on=passed)
        return self._with_history(passed)

    def expired(self) -> Timeline:
        """Most within the year in which the refresher is enough, some for longer."""
        ended = self._ago(4, 330) if self.rng.random() < SOON_AFTER else self._ago(370, 900)
        passed = add_months(ended, -self.plan.rule.validity_months)
        return Timeline(self._start_around(passed), passes=(passed,))

    def in_grace(self) -> Timeline:
        return Timeline(self._ago(0, self.plan.rule.grace_days - 8))

    def failed(self) -> Timeline:
        return self._tried("failed")

    def started(self) -> Timeline:
        return self._tried("started")

    def never(self) -> Timeline:
        return Timeline(self._past_grace(1500))

    def _tried(self, outcome: str) -> Timeline:
        starts_on = self._past_grace(1500)
        longest = min(90, (self.on - starts_on).days - 1)
        return Timeline(starts_on, attempt=outcome, attempted_on=self._ago(1, max(longest, 1)))

    def _with_history(self, passed: date) -> Timeline:
        """What came before a pass: nothing for who was new, else an older pass, renewed in time or months too late."""
        drawn = self.rng.random()
        if drawn < NEW_IN_POST:
            return Timeline(self._start_around(passed), passes=(passed,))
        if drawn < NEW_IN_POST + wealdshire.LATE_RENEWALS.get(self.plan.name, 0.0):
            return self._late(passed)
        earlier = add_months(passed, -self.plan.rule.validity_months) - timedelta(days=self.rng.randint(0, 21))
        return Timeline(self._start_around(earlier), passes=(earlier, passed))

    def _late(self, passed: date) -> Timeline:
        """Overdue for months before this pass: the older one had ended, or there was none."""
        since = passed - timedelta(days=self.rng.randint(30, 540))
        if self.plan.name in wealdshire.REACHED_SINCE or self.rng.random() < NEVER_BEFORE:
            in_post = since - timedelta(days=self.plan.rule.grace_days)
            return Timeline(self._term() if self.plan.contract == "elected" else in_post, passes=(passed,))
        earlier = add_months(since, -self.plan.rule.validity_months)
        return Timeline(self._start_around(earlier), passes=(earlier, passed))

    def _start_around(self, passed: date) -> date:
        """Trained before the first day where the rule says so, else within the time given to new starters."""
        if self.plan.contract == "elected":
            return self._term()
        if self.plan.rule.before_start:
            return min(self.on, passed + timedelta(days=self.rng.randint(0, 20)))
        return passed - timedelta(days=self.rng.randint(3, max(self.plan.rule.grace_days, 4)))

    def _past_grace(self, longest: int) -> date:
        if self.plan.contract == "elected":
            return self._term()
        return self._ago(self.plan.rule.grace_days + 12, self.plan.rule.grace_days + longest)

    def _long_in_post(self) -> date:
        return self._term() if self.plan.contract == "elected" else self._ago(500, 3000)

    def _term(self) -> date:
        days = COUNTY_TERM_DAYS if self.plan.organisation == "WCC" else DISTRICT_TERM_DAYS
        return self.on - timedelta(days=days)

    def _ago(self, fewest: int, most: int) -> date:
        return self.on - timedelta(days=self.rng.randint(fewest, most))
