"""The thirteen months before the day tell a story: most groups rose slowly, some stood still, one was reached late."""

import random
from datetime import date

import pytest

from common.dates import add_months
from demo.timelines import Teller
from demo.wealdshire import LATE_RENEWALS, PLANS, REACHED_SINCE

ON = date(2026, 11, 30)
YEAR_BEFORE = date(2025, 11, 30)
STOOD_STILL = {"Drivers: Casterley", "Members: Dunmere", "General practice"}


def is_trained(timeline, plan, day):
    passes = [*timeline.passes, *([timeline.attempted_on] if timeline.attempt == "passed" else [])]
    return any(passed <= day <= add_months(passed, plan.rule.validity_months) for passed in passes)


def share(plan, day):
    """Percent of those in post on `day` and not exempt or away who were trained."""
    told = [timeline for _, timeline in Teller(plan, ON, random.Random(plan.name)).all()]  # noqa: S311 - the demo's own seed
    held = [t for t in told if t.starts_on <= day and not t.exempt and not (t.leave and t.leave[0] <= day)]
    return 100 * sum(is_trained(t, plan, day) for t in held) / len(held)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_every_group_has_its_part_in_it(plan):
    rise = share(plan, ON) - share(plan, YEAR_BEFORE)
    if plan.name in REACHED_SINCE:
        assert rise > 25
    elif plan.name in STOOD_STILL:
        assert -7 < rise < 3
    else:
        assert 0.5 < rise < 12


def test_every_group_has_its_lateness():
    assert set(LATE_RENEWALS) == {plan.name for plan in PLANS}
    assert set(REACHED_SINCE) <= set(LATE_RENEWALS)
