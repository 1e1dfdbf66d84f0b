"""The life of a premises in the scheme (pack section 6.4), as a function of its dated facts, for any day.

    prospect → contacted → pledged → active → (at_risk → lapsed) → rejoined      closed / declined

A pledge gives 90 days. From the day a premises first has everything in place, or from the 90th at the latest, each
condition's failing is counted: 30 days of any of them, and it is at risk; 90 days at risk, or a pledge withdrawn, and
it has lapsed. A lapse stands until somebody signs again. A register's word sets the state on its day, and facts carry
it on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from common.spans import holds
from schemes.rules.conditions import Condition, Holding, holding
from schemes.rules.coverage import Timeline
from schemes.rules.facts import PremisesFacts, Report, State

TIME_TO_START = timedelta(days=90)
UNTIL_AT_RISK = timedelta(days=30)
UNTIL_LAPSED = timedelta(days=90)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """The state on a day, since when, what is missing, and what comes next unless it is mended."""

    state: State
    since: date
    missing: tuple[Condition, ...] = ()
    at_risk_on: date | None = None
    lapses_on: date | None = None

    @property
    def is_in_scheme(self) -> bool:
        return self.state in {State.PLEDGED, State.ACTIVE, State.AT_RISK, State.REJOINED}


@dataclass
class _Life:
    """The walk through the days. `failing` is since when each condition's failing is counted."""

    since: date
    outside: State = State.PROSPECT  # before any pledge
    is_pledged: bool = False
    is_back: bool = False
    asked_from: date = date.max
    active_since: date | None = None
    at_risk_since: date | None = None
    lapsed_on: date | None = None
    failing: dict[Condition, date] = field(default_factory=dict)

    def pass_days(self, until: date) -> None:
        """Let time go by to the end of `until`, with nothing told."""
        if not self.is_pledged:
            return
        if self.at_risk_since is None and self.failing and min(self.failing.values()) + UNTIL_AT_RISK <= until:
            self.at_risk_since = min(self.failing.values()) + UNTIL_AT_RISK
        if self.at_risk_since is not None and self.at_risk_since + UNTIL_LAPSED <= until:
            self.lapse(self.at_risk_since + UNTIL_LAPSED)

    def lapse(self, day: date) -> None:
        self.is_pledged, self.is_back, self.lapsed_on = False, False, day
        self.active_since, self.at_risk_since, self.failing = None, None, {}

    def sign(self, day: date) -> None:
        """A pledge. One signed while another is in force changes nothing."""
        if self.is_pledged:
            return
        self.is_pledged, self.is_back = True, self.lapsed_on is not None
        self.since, self.asked_from, self.lapsed_on = day, day + TIME_TO_START, None

    def hear(self, report: Report, failing: frozenset[Condition]) -> None:
        """What a register that is not ours says on its day."""
        if report.state in {State.CONTACTED, State.DECLINED}:
            self.step_outside(report.state, report.on)
        elif report.state is State.PLEDGED:
            self.sign(report.on)
        elif report.state is State.LAPSED and self.lapsed_on is None:
            self.lapse(report.on)
        elif report.state is State.REJOINED and not self.is_back:
            self.lapse(report.on)
            self.sign(report.on)
        elif report.state in {State.ACTIVE, State.AT_RISK}:
            self._take_over(report, failing)

    def _take_over(self, report: Report, failing: frozenset[Condition]) -> None:
        """At risk: what fails on that day has failed for long enough. Active: it begins to be counted on that day."""
        is_at_risk = report.state is State.AT_RISK
        self.is_pledged, self.lapsed_on, self.asked_from = True, None, report.on
        self.active_since = self.active_since or report.on
        self.at_risk_since = (self.at_risk_since or report.on) if is_at_risk else None
        self.failing = dict.fromkeys(failing, report.on - UNTIL_AT_RISK) if is_at_risk else {}

    def step_outside(self, state: State, day: date) -> None:
        """Contacted or declined. A no stands until somebody signs."""
        if self.outside is not State.DECLINED and self.outside is not state:
            self.outside = state
            self.since = self.since if self.is_pledged else day

    def look(self, day: date, failing: frozenset[Condition]) -> None:
        """What fails from this day on, and since when that is counted."""
        if not self.is_pledged:
            return
        begun = max(day, self.asked_from)
        self.failing = {c: self.failing.get(c, begun) for c in failing}
        if not failing and self.active_since is None:
            self.active_since, self.asked_from = day, min(self.asked_from, day)
        if not any(day - since >= UNTIL_AT_RISK for since in self.failing.values()):
            self.at_risk_since = None

    def standing(self) -> Standing:
        missing = tuple(c for c in Condition if c in self.failing)
        if self.lapsed_on is not None:
            return Standing(State.LAPSED, self.lapsed_on)
        if not self.is_pledged:
            return Standing(self.outside, self.since)
        at_risk_on = min(self.failing.values()) + UNTIL_AT_RISK if self.failing else None
        if self.at_risk_since is not None:
            return Standing(State.AT_RISK, self.at_risk_since, missing, None, self.at_risk_since + UNTIL_LAPSED)
        if self.active_since is not None:
            return Standing(State.ACTIVE, self.active_since, missing, at_risk_on)
        return Standing(State.REJOINED if self.is_back else State.PLEDGED, self.since, missing, at_risk_on)


def standing_on(facts: PremisesFacts, on: date, told: Timeline | None = None) -> Standing:
    """Where the premises stands at the end of `on`. `told`: the facts' timeline, where it has been made already."""
    if facts.closed_on is not None and facts.closed_on <= on:
        return Standing(State.CLOSED, facts.closed_on)
    life = _Life(since=facts.known_from)
    held = holding(facts, told) if facts.pledges or facts.reports else {}
    for day, failing in _looks(facts, held, on):
        life.pass_days(day - DAY)
        _tell(life, facts, day, failing)
        life.look(day, failing)
    life.pass_days(on)
    return life.standing()


def _looks(facts: PremisesFacts, held: Holding, on: date) -> Iterator[tuple[date, frozenset[Condition]]]:
    """The days up to `on` on which anything changes, with the conditions that fail from then on."""
    spans = [*facts.pledges, *(span for each in held.values() for span in each)]
    changes = {day for span in spans for day in (span.starts_on, span.ends_on) if day}
    changes |= {*facts.declined_on, *facts.contacted_on, *(r.on for r in facts.reports)}
    for day in sorted(day for day in changes if day <= on):
        yield day, frozenset(c for c, spans in held.items() if not holds(spans, day))


def _tell(life: _Life, facts: PremisesFacts, day: date, failing: frozenset[Condition]) -> None:
    if life.is_pledged and any(p.ends_on == day for p in facts.pledges) and not holds(facts.pledges, day):
        life.lapse(day)
    if day in facts.contacted_on:
        life.step_outside(State.CONTACTED, day)
    if day in facts.declined_on:
        life.step_outside(State.DECLINED, day)
    if any(p.starts_on == day and p.ends_on != day for p in facts.pledges):
        life.sign(day)
    for report in facts.reports:
        if report.on == day:
            life.hear(report, failing)
