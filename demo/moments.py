"""Telling moments: how a persona came to stand where they stand, for any day. Pure, and nothing is drawn.

Each fits the slot its persona takes, so that the figures of the day stay the same.
"""

from collections.abc import Callable
from datetime import date, timedelta

from common.dates import add_months
from demo.timelines import Timeline
from demo.wealdshire import Plan

DUE_IN_DAYS = 23


def only_the_questions_left(plan: Plan, on: date) -> Timeline:
    """Every lesson and story done, no question answered. Slot: started."""
    return Timeline(on - timedelta(days=60), attempt="at_the_questions", attempted_on=on - timedelta(days=2))


def failed_twice(plan: Plan, on: date) -> Timeline:
    """Two sittings, neither passed. Slot: failed."""
    return Timeline(on - timedelta(days=75), attempt="failed", attempted_on=on - timedelta(days=5), sittings=2)


def due_in_23_days(plan: Plan, on: date) -> Timeline:
    """Cover ends 23 days after the day; 22 where that would be a 29 February no pass leads to. Slot: current.

    A driver's three-year licence ends on the day the cover does: it began the day after that pass.
    """
    months = plan.rule.validity_months
    passed = add_months(on + timedelta(days=DUE_IN_DAYS), -months)
    is_licensed = plan.contract == "licensed"
    return Timeline(passed + timedelta(days=1) if is_licensed else passed - timedelta(days=10), passes=(passed,))


def renewing(plan: Plan, on: date) -> Timeline:
    """Cover ended 34 days ago, and the refresher was opened two days ago. Slot: expired."""
    passed = add_months(on - timedelta(days=34), -plan.rule.validity_months)
    return Timeline(
        passed - timedelta(days=40),
        passes=(passed,),
        attempt="started",
        attempted_on=on - timedelta(days=2),
        is_refresher=True,
    )


def lapsed(plan: Plan, on: date) -> Timeline:
    """Cover ended 50 days ago, and nothing was begun since: the refresher is enough. Slot: expired."""
    passed = add_months(on - timedelta(days=50), -plan.rule.validity_months)
    return Timeline(passed - timedelta(days=40), passes=(passed,))


MOMENTS: dict[str, Callable[[Plan, date], Timeline]] = {
    tell.__name__: tell for tell in (only_the_questions_left, failed_twice, due_in_23_days, renewing, lapsed)
}
