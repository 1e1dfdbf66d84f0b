"""From passes to cover, without a database (pack section 2.2)."""

from datetime import date

import pytest

from certification.rules.cover import CoverRule, Pass, covers

START = date(2020, 5, 7)


def rule(**changes):
    return CoverRule(**{"validity_months": 24, "effective_from": date(2019, 1, 1), **changes})


def passed(*days, **fields):
    return [Pass(key, day, fields.pop("counts_from", day), **fields) for key, day in enumerate(days)]


def ends(passes, **changes):
    return [found.cover.ends_on for found in covers(passes, rule(**changes), term_starts_on=START)]


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 11, 30), 36, date(2029, 11, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_validity_runs_by_calendar_months_to_the_end_of_the_day(day, months, end):
    assert ends(passed(day), validity_months=months) == [end]


def test_renewing_within_ninety_days_keeps_the_old_day_and_adds_the_full_period():
    assert ends(passed(date(2024, 6, 1), date(2026, 3, 3)))[1] == date(2028, 6, 1)


def test_renewing_earlier_than_that_runs_from_the_pass():
    assert ends(passed(date(2024, 6, 1), date(2026, 3, 2)))[1] == date(2028, 3, 2)


def test_renewing_on_the_last_day_loses_nothing():
    assert ends(passed(date(2024, 6, 1), date(2026, 6, 1)))[1] == date(2028, 6, 1)


def test_renewing_after_the_end_runs_from_the_pass():
    assert ends(passed(date(2024, 6, 1), date(2026, 6, 2)))[1] == date(2028, 6, 2)


def test_prior_learning_runs_from_the_original_day():
    accepted = [Pass(1, date(2026, 11, 1), date(2025, 1, 15))]
    assert ends(accepted) == [date(2027, 1, 15)]


def test_a_material_change_ends_cover_on_the_day_it_asks_for_or_earlier():
    asked = date(2027, 2, 28)
    found = covers([Pass(1, date(2026, 6, 1), date(2026, 6, 1), asked)], rule(), term_starts_on=START)
    assert (found[0].cover.ends_on, found[0].cover.reason) == (asked, "content_changed")
    early = covers([Pass(1, date(2024, 12, 1), date(2024, 12, 1), asked)], rule(), term_starts_on=START)
    assert (early[0].cover.ends_on, early[0].cover.reason) == (date(2026, 12, 1), "")


def test_a_shorter_validity_spares_passes_made_before_it():
    changed = {"validity_months": 24, "effective_from": date(2027, 1, 1), "earlier_validity_months": 36}
    assert ends(passed(date(2026, 12, 31)), **changed) == [date(2029, 12, 31)]
    assert ends(passed(date(2027, 1, 1)), **changed) == [date(2029, 1, 1)]


def test_a_new_term_asks_holders_of_old_passes_to_come_back_within_the_grace():
    again = {"new_term_months": 12, "new_term_grace_days": 90}
    assert ends(passed(date(2019, 5, 6)), **again) == [date(2020, 8, 5)]
    assert ends(passed(date(2019, 5, 7)), **again) == [date(2021, 5, 7)]
