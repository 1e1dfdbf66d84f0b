"""The next step in words, for each status and around each turning point."""

from datetime import date

import pytest

from certification.rules.status import Status
from desks.next_steps import for_a_driver, for_a_member, for_anybody

ON = date(2026, 11, 22)
DUE = date(2026, 12, 1)


def step(status, **facts):
    return for_anybody(status, **{"is_due_soon": False, "due_on": DUE, "expires_on": None, "on": ON, **facts})


def test_no_two_statuses_that_ask_for_something_share_a_step():
    asking = [Status.NEVER_STARTED, Status.OVERDUE_STARTED, Status.OVERDUE_FAILED, Status.IN_GRACE]
    words = [step(status) for status in asking] + [step(Status.EXPIRED, expires_on=date(2026, 11, 1))]
    assert len(set(words)) == 5


@pytest.mark.parametrize(
    ("expired_on", "words"), [("2025-11-22", "refresher is enough"), ("2025-11-21", "no longer enough")]
)
def test_the_refresher_is_enough_for_a_year_to_the_day(expired_on, words):
    assert words in step(Status.EXPIRED, expires_on=date.fromisoformat(expired_on))


def test_who_has_not_passed_is_offered_support_and_not_blamed():
    assert step(Status.OVERDUE_FAILED).startswith("Offer support")


def test_the_last_day_in_time_is_the_day_before_it_is_due():
    assert "30 November 2026" in step(Status.IN_GRACE)


@pytest.mark.parametrize(("ends", "has_licence"), [(date(2027, 2, 20), True), (date(2027, 2, 21), False)])
def test_a_licence_comes_into_it_90_days_before_its_end(ends, has_licence):
    words = for_a_driver(
        Status.NEVER_STARTED, is_due_soon=False, due_on=DUE, expires_on=None, licence_ends_on=ends, on=ON
    )
    assert words.startswith("Licence ends in 90 days") is has_licence


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        (date(2026, 11, 22), "Day 0. Next, on day 7 (29 November 2026): invite."),
        (date(2026, 11, 15), "Day 7. Next, on day 7 (22 November 2026): invite."),
        (date(2026, 11, 14), "Day 8. Next, on day 30 (14 December 2026): reminder."),
        (date(2026, 9, 1), "Day 82. Next, on day 90 (30 November 2026): overdue."),
    ],
)
def test_the_timeline_of_a_member(accepted, words):
    told = for_a_member(
        Status.IN_GRACE, is_due_soon=False, due_on=DUE, expires_on=None, accepted_on=accepted, is_panel=False, on=ON
    )
    assert told == words
