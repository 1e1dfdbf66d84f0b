"""The status of an obligation on a date, without a database (pack section 3.2): first match wins."""

from datetime import date, timedelta

import pytest

from certification.rules.status import (
    Cover,
    Ended,
    Exemption,
    Leave,
    ObligationFacts,
    Status,
    status_on,
)

ON = date(2026, 11, 30)


def days(number):
    return ON + timedelta(days=number)


def facts(**changes):
    values = {"starts_on": days(-900), "ends_on": None, "grace_until": None, "due_soon_days": 90}
    return ObligationFacts(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"starts_on": days(1)}, Status.NOT_IN_SCOPE),
        ({"starts_on": ON}, Status.NEVER_STARTED),
        ({"ends_on": ON}, Status.NOT_IN_SCOPE),
        ({"ends_on": days(1)}, Status.NEVER_STARTED),
        ({"exemptions": (Exemption(days(-9), ON),)}, Status.EXEMPT),
        ({"exemptions": (Exemption(days(-9), days(-1)),)}, Status.NEVER_STARTED),
        ({"leaves": (Leave(days(-40)),)}, Status.ON_LONG_LEAVE),
        ({"leaves": (Leave(days(-40), ON, days(28)),)}, Status.IN_GRACE),
        ({"leaves": (Leave(days(-80), days(-29), days(-1)),)}, Status.NEVER_STARTED),
        ({"covers": (Cover(days(-100), ON),)}, Status.CURRENT),
        ({"covers": (Cover(days(-100), days(-1)),)}, Status.EXPIRED),
        ({"covers": (Cover(days(1), days(100)),)}, Status.NEVER_STARTED),
        ({"grace_until": ON}, Status.IN_GRACE),
        ({"grace_until": days(-1)}, Status.NEVER_STARTED),
        ({"covers": (Cover(days(-100), days(-1)),), "grace_until": days(9)}, Status.EXPIRED),
        ({"opened_on": (ON,)}, Status.OVERDUE_STARTED),
        ({"opened_on": (days(1),)}, Status.NEVER_STARTED),
        ({"opened_on": (days(-5),), "assessments": (Ended(days(-4), False),)}, Status.OVERDUE_FAILED),
        ({"opened_on": (days(-5),), "assessments": (Ended(days(1), False),)}, Status.OVERDUE_STARTED),
    ],
)
def test_the_first_rule_that_fits_is_the_status(changes, status):
    assert status_on(facts(**changes), ON).status is status


def test_leave_comes_before_an_expired_certificate():
    gone = facts(leaves=(Leave(days(-40)),), covers=(Cover(days(-900), days(-10)),))
    assert status_on(gone, ON).status is Status.ON_LONG_LEAVE


def test_back_from_leave_is_in_grace_and_then_expired():
    back = facts(leaves=(Leave(days(-80), days(-10), days(18)),), covers=(Cover(days(-900), days(-60)),))
    assert status_on(back, ON).status is Status.IN_GRACE
    assert status_on(back, days(18)).status is Status.IN_GRACE
    assert status_on(back, days(19)).status is Status.EXPIRED


@pytest.mark.parametrize(("left", "is_due_soon"), [(0, True), (90, True), (91, False)])
def test_due_soon_is_part_of_current(left, is_due_soon):
    standing = status_on(facts(covers=(Cover(days(-100), days(left)),)), ON)
    assert (standing.status, standing.is_due_soon) == (Status.CURRENT, is_due_soon)


def test_the_longest_cover_counts_and_brings_its_reason():
    covers = (Cover(days(-100), days(10)), Cover(days(-50), days(400), "early_renewal"))
    standing = status_on(facts(covers=covers), ON)
    assert (standing.expires_on, standing.is_due_soon, standing.reason) == (days(400), False, "early_renewal")
