"""The formulae of pack section 3.3, on its own worked example."""

import pytest

from reporting.counts import Counts, total
from reporting.queries import Band, band_of
from reporting.suppression import unsuppressed

EXAMPLE = Counts(exempt=12, on_long_leave=18, current=352, due_soon=41, expired=30, never_started=18)


def test_the_worked_example_of_the_pack():
    assert (EXAMPLE.population, EXAMPLE.in_scope, EXAMPLE.overdue) == (430, 400, 48)
    assert (EXAMPLE.coverage, EXAMPLE.on_track, EXAMPLE.overdue_share) == (88, 88, 12)


def test_nobody_in_scope_has_no_percentage():
    assert (Counts(exempt=3).coverage, Counts(exempt=3).on_track) == (None, None)


def test_due_soon_is_counted_within_current_and_not_beside_it():
    assert Counts(current=10, due_soon=4).in_scope == 10


def test_a_total_is_the_sum_of_every_count():
    summed = total([EXAMPLE, Counts(current=1, overdue_failed=2, in_grace=3)])
    assert (summed.current, summed.overdue_failed, summed.in_grace, summed.population) == (353, 2, 3, 436)
    assert total([]) == Counts()


@pytest.mark.parametrize(
    ("current", "band"),
    [(95, Band.MET), (94, Band.NEAR), (85, Band.NEAR), (84, Band.BELOW)],
)
def test_bands_are_read_against_the_target(current, band):
    counts = Counts(current=current, never_started=100 - current)
    assert band_of(counts.coverage, 95, unsuppressed(counts).coverage) is band


def test_a_band_is_read_from_the_unrounded_figure():
    counts = Counts(current=8_996, never_started=1_004)
    assert counts.coverage is not None
    assert round(counts.coverage) == 90
    assert band_of(counts.coverage, 90, unsuppressed(counts).coverage) is Band.NEAR
