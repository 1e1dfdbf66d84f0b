"""A row that cannot be used ends nobody: by its key where that can be read, and by a person's look where it cannot."""

from partnership.models import Assignment
from tests.onboarding.conftest import Bring, D
from tests.onboarding.rosters import driver, drivers, register


def active() -> int:
    return Assignment.objects.filter(ends_on__gt=D).count()


def test_a_row_cut_short_after_its_key_is_not_missing(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    short = driver(0).split(",")[:5]
    answer = bring("drivers", register(",".join(short), *(driver(n) for n in range(1, 40))))
    assert (answer.code, answer.row("000000")["result"], active()) == (0, "rejected", 40)


def test_a_comma_in_a_name_does_not_end_its_driver(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    slipped = driver(0, "Ash, Jo")
    answer = bring("drivers", register(slipped, *(driver(n) for n in range(1, 40))))
    assert (answer.code, answer.totals["rejected"], active()) == (0, 1, 40)


def test_a_row_without_a_key_holds_who_would_end(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    answer = bring("drivers", register(driver(""), *(driver(n) for n in range(1, 40))))
    assert (answer.code, answer.holds, active()) == (2, {"unread_rows"}, 40)
    assert "line 2" in answer.said["held"][0]["reason"]


def test_a_cut_row_of_a_key_nobody_has_holds_them_too(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    slipped = ",".join(["E07000991", "phv", "licensed", "2025-01-01"])
    answer = bring("drivers", register(slipped, *(driver(n) for n in range(1, 40))))
    assert (answer.code, answer.holds, active()) == (2, {"unread_rows"}, 40)


def test_where_nobody_would_end_it_holds_nothing(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    assert bring("drivers", register(driver(""), *(driver(n) for n in range(40)))).code == 0
