"""A premises register of somebody else: each row as the pack expects it (section 6.9), and twice is once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from partnership.models import Organisation
from schemes.models import Premises, RegisterReport
from schemes.queries.hotels import readings, sector
from schemes.queries.premises import compare_premises
from schemes.rules.facts import State
from schemes.rules.register import Outcome, RowRefused
from schemes.services.premises import record_premises
from tests.schemes.conftest import ON, as_row, sample_rows


@pytest.fixture
def recorded(hotels):
    return [record_premises(row=as_row(told), reported_on=ON) for told in sample_rows()]


def by_ref(on=ON):
    return {reading.premises.organisation.code: reading for reading in readings(Premises.objects.all(), on)}


def test_every_row_has_the_grade_and_the_state_expected(recorded):
    found = by_ref()
    for told in sample_rows():
        reading = found[told["premises_ref"]]
        assert reading.state.value == told["state"]
        if told["expected_grade"]:
            assert reading.coverage.grade.value == told["expected_grade"], told["premises_ref"]


@pytest.mark.parametrize(
    ("ref", "percent", "is_over"),
    [("P-0001", 84, False), ("P-0002", 100, True), ("P-0003", 32, False), ("P-0005", 85, False)],
)
def test_coverage_is_capped_and_whole(recorded, ref, percent, is_over):
    coverage = by_ref()[ref].coverage
    assert (round(coverage.percent), coverage.is_over_declared) == (percent, is_over)


@pytest.mark.parametrize("ref", ["P-0004", "P-0007"])
def test_where_nothing_was_declared_lately_there_is_no_percentage(recorded, ref):
    assert by_ref()[ref].coverage.percent is None


def test_the_sectors_figure_says_what_it_rests_on(recorded):
    found = sector(ON)
    assert found.coverage is not None
    assert (found.capped_current, found.declared, round(found.coverage, 1)) == (175, 220, 79.5)
    assert (found.counted, found.known, found.unknown) == (4, 6, 2)


def test_a_premises_that_closed_has_left_the_list(recorded):
    closed = Premises.objects.get(organisation__code="P-0006")
    assert (closed.closed_on, sector(ON).states.get(State.CLOSED)) == (ON, None)


def test_the_same_file_again_changes_nothing(recorded):
    again = [record_premises(row=as_row(told), reported_on=ON) for told in sample_rows()]
    assert {each.outcome for each in again} == {Outcome.UNCHANGED}
    assert (Premises.objects.count(), RegisterReport.objects.count()) == (7, 7)


def test_the_same_file_on_the_morrow_changes_nothing_and_a_month_later_is_said_anew(recorded):
    rows = [as_row(told) for told in sample_rows()]
    record_premises(row=rows[0], reported_on=ON + timedelta(days=1))
    assert RegisterReport.objects.count() == 7
    assert record_premises(row=rows[0], reported_on=ON + timedelta(days=28)).outcome is Outcome.UNCHANGED
    assert RegisterReport.objects.count() == 8


def test_a_comparison_writes_nothing(hotels):
    outcome, changes = compare_premises(row=as_row(sample_rows()[0]), reported_on=ON)
    assert (outcome, Premises.objects.count()) == (Outcome.ADDED, 0)
    assert {change.field for change in changes} >= {"name", "state", "declared_headcount"}


def test_a_change_is_told_field_by_field(recorded):
    row = replace(as_row(sample_rows()[0]), live_current_staff=29)
    (change,) = record_premises(row=row, reported_on=ON + timedelta(days=1)).changes
    assert (change.field, change.before, change.after) == ("live_current_staff", 27, 29)


def test_what_a_register_says_carries_on_and_grows_old(recorded):
    station = Premises.objects.get(organisation__code="P-0001")

    def on(day):
        return readings(Premises.objects.filter(pk=station.pk), day)[0]

    assert on(ON + timedelta(days=60)).state.value == "active"  # headcount stale since 29 January
    assert on(date(2027, 2, 28)).state.value == "at_risk"
    assert on(ON + timedelta(days=101)).coverage.live_current == 0


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"district_code": "E07000000"}, "district_code"),
        ({"kind": "castle"}, "type"),
        ({"declared_on": None}, "declared_on"),
        ({"pledged_on": date(2027, 1, 1)}, "pledged_on"),
        ({"name": " "}, "name"),
        ({"premises_ref": "P" * 21}, "premises_ref"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_field(hotels, fields, named):
    with pytest.raises(RowRefused) as refused:
        record_premises(row=replace(as_row(sample_rows()[0]), **fields), reported_on=ON)
    assert refused.value.field == named
    assert not Organisation.objects.filter(code="P-0001").exists()
