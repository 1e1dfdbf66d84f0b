"""What an active premises has in place (pack section 6.4), as the days on which each condition holds."""

import enum
from datetime import date
from itertools import pairwise

from common.spans import Span, merged
from schemes.rules.coverage import Timeline, fresh, timeline
from schemes.rules.facts import PremisesFacts

COVERAGE_PERCENT = 60


class Condition(enum.StrEnum):
    """In the order in which a champion would mend them."""

    CHAMPION = "champion"
    CHAMPION_TRAINED = "champion_trained"
    HEADCOUNT = "headcount"
    COVERAGE = "coverage"
    REPORTING_CARD = "reporting_card"
    INCIDENT_LOG = "incident_log"
    CCTV = "cctv"


STEPS = (Condition.REPORTING_CARD, Condition.INCIDENT_LOG, Condition.CCTV)
Holding = dict[Condition, list[Span]]


def holding(facts: PremisesFacts, told: Timeline | None = None) -> Holding:
    """By condition, the days on which it holds. `told`: the facts' timeline, where it has been made already."""
    told = told or timeline(facts)
    return {
        Condition.CHAMPION: merged([*facts.champions, *_reported_champions(facts, is_trained=False)]),
        Condition.CHAMPION_TRAINED: merged([*facts.trained, *_reported_champions(facts, is_trained=True)]),
        Condition.HEADCOUNT: merged([*(fresh(d.on) for d in facts.declared), *facts.feeds]),
        Condition.COVERAGE: covered_days(told),
        **{step: merged(facts.steps.get(step.value, ())) for step in STEPS},
    }


def covered_days(told: Timeline) -> list[Span]:
    """The days on which coverage is known and at least 60 %."""
    days = sorted(told.days())
    spans = [Span(day, after) for day, after in pairwise([*days, None]) if day and _is_covered(told, day)]
    return merged(spans)


def _is_covered(told: Timeline, day: date) -> bool:
    percent = told.on(day).percent
    return percent is not None and percent >= COVERAGE_PERCENT


def _reported_champions(facts: PremisesFacts, *, is_trained: bool) -> list[Span]:
    """A register's word for a champion unknown to us, while it is fresh, until it says otherwise or we know one."""
    reports = sorted(facts.reports, key=lambda r: r.on)
    ours = min((span.starts_on for span in facts.champions), default=None)
    found = []
    for report, following in pairwise([*reports, None]):
        if report and report.has_champion and (report.is_champion_trained or not is_trained):
            ends = [fresh(report.on).ends_on, following.on if following else None, ours]
            found.append(Span(report.on, min(end for end in ends if end is not None)))
    return merged(found)
