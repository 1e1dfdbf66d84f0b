"""Whether a target is met is said of the exact counts: a share that only rounds up to it is below it, everywhere."""

from datetime import date

import pytest

from reporting.board_file import board_file
from reporting.charts import coverage_chart
from reporting.counts import Counts
from reporting.models import Group, Tile
from reporting.queries import Band, Coverage, People, View
from reporting.queries.board import tiles_of
from reporting.tables import COVERAGE_COLUMNS, table_rows

ON = date(2026, 11, 30)


def figures(view, **counts):
    """A board of one group with the target 90."""
    tile = Tile(pk=1, name="NHS", position=1, target_percent=90)
    group = Group(pk=1, name="Level 3", tile=tile, position=1)
    return Coverage(ON, view, tiles_of({1: Counts(**counts)}, [group], view), People(0, 0))


ROUNDS_UP = {"current": 897, "expired": 60, "never_started": 43}  # 89.7 %
NEARLY = {"current": 8_999, "expired": 601, "never_started": 400}  # 89.99 %
EXACT = {"current": 900, "expired": 60, "never_started": 40}
ABOVE = {"current": 904, "expired": 56, "never_started": 40}  # 90.4 %, shown as 90 %


def cells(of):
    (row,) = table_rows(of, COVERAGE_COLUMNS)
    return dict(zip([name for name, _ in COVERAGE_COLUMNS], row.cells, strict=True))


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("counts", [ROUNDS_UP, NEARLY])
def test_what_only_rounds_up_to_the_target_is_not_met(view, counts):
    of = figures(view, **counts)
    assert of.rows[0].band is Band.NEAR
    assert (cells(of)["coverage"], cells(of)["gap"]) == ("just under 90%", "less than a point below")
    assert coverage_chart(of).bars[0].value == "just under 90%"
    assert coverage_chart(of).title == "Level 3: furthest from target, less than a point below"
    assert ",less than a point below," in board_file(of, None)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("counts", [EXACT, ABOVE])
def test_what_is_at_the_target_or_above_is_met(view, counts):
    of = figures(view, **counts)
    assert (cells(of)["coverage"], cells(of)["gap"]) == ("90%", "met")
    assert coverage_chart(of).title == "Every group whose figure can be shown has reached its target"


def test_the_overdue_are_told_in_number_and_share():
    assert cells(figures(View.OPERATIONAL, **ROUNDS_UP))["overdue_share"] == "103 (10%)"
    few = {"current": 1_000, "in_grace": 20, "expired": 3}
    assert cells(figures(View.OPERATIONAL, **few))["overdue_share"] == "3 (0%)"
    assert "3 (" not in str(cells(figures(View.LEADERS, **few))["overdue_share"])


@pytest.mark.parametrize(("current", "words"), [(796, "just over 10 points below"), (802, "10 points below")])
def test_ten_points_and_more_than_ten_are_told_apart(current, words):
    of = figures(View.LEADERS, current=current, expired=80, never_started=920 - current)
    assert of.rows[0].band is (Band.BELOW if "over" in words else Band.NEAR)
    assert cells(of)["gap"] == words


def test_points_below_are_whole_and_in_words():
    of = figures(View.LEADERS, current=640, expired=200, never_started=160)
    assert cells(of)["gap"] == "26 points below"
