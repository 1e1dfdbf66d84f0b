"""The life cycle and coverage as pure functions: what holds for any facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.spans import Span, holds
from schemes.rules.conditions import STEPS, Condition
from schemes.rules.coverage import Grade, grade_of, live_days, timeline
from schemes.rules.facts import Declared, PremisesFacts, Report, Staff, State
from schemes.rules.life import standing_on

START = date(2025, 1, 1)
days = st.integers(0, 700).map(lambda n: START + timedelta(days=n))


@st.composite
def spans(draw):
    begun = draw(days)
    return Span(begun, draw(st.none() | st.integers(0, 400).map(lambda n: begun + timedelta(days=n))))


some_spans = st.lists(spans(), max_size=3).map(tuple)
staff = st.builds(Staff, employed=spans(), confirmed_on=st.lists(days, max_size=3).map(tuple), current=some_spans)
reports = st.builds(
    Report, on=days, state=st.sampled_from(State), live_current=st.integers(0, 12), has_champion=st.booleans(),
    is_champion_trained=st.booleans(),
)  # fmt: skip
facts = st.builds(
    PremisesFacts,
    known_from=st.just(START),
    closed_on=st.none() | days,
    pledges=some_spans,
    declined_on=st.lists(days, max_size=1).map(tuple),
    contacted_on=st.lists(days, max_size=2).map(tuple),
    champions=some_spans,
    trained=some_spans,
    steps=st.fixed_dictionaries({step.value: some_spans for step in STEPS}),
    declared=st.lists(st.builds(Declared, headcount=st.integers(1, 9), on=days), max_size=4).map(tuple),
    feeds=some_spans,
    staff=st.lists(staff, max_size=5).map(tuple),
    reports=st.lists(reports, max_size=2, unique_by=lambda report: report.on).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(facts, days)
def test_coverage_is_never_over_a_hundred_and_unknown_has_no_percentage(told, on):
    coverage = timeline(told).on(on)
    assert coverage.percent is None or 0 <= coverage.percent <= 100
    assert (coverage.grade is Grade.D) <= (coverage.percent is None and coverage.capped == 0)
    own = sum(holds(live_days(s, told.feeds), on) and holds(s.current, on) for s in told.staff)
    assert coverage.live_current >= own


@settings(max_examples=60, deadline=None)
@given(facts, days, days)
def test_what_is_told_later_never_changes_an_earlier_day(told, on, later):
    before = standing_on(told, on)
    if later > on:
        more = {
            "pledges": (*told.pledges, Span(later)),
            "champions": (*told.champions, Span(later)),
            "declared": (*told.declared, Declared(5, later)),
            "contacted_on": (*told.contacted_on, later),
            "reports": (*told.reports, Report(later, State.ACTIVE)),
        }
        assert standing_on(PremisesFacts(**{**told.__dict__, **more}), on) == before


@settings(max_examples=60, deadline=None)
@given(facts, days)
def test_a_state_is_one_that_its_facts_allow(told, on):
    standing = standing_on(told, on)
    if told.closed_on and told.closed_on <= on:
        assert standing.state is State.CLOSED
    elif standing.is_in_scheme:
        assert any(p.starts_on <= on for p in told.pledges) or any(r.on <= on for r in told.reports)
    assert standing.since <= on or not any([told.pledges, told.reports])
    assert (standing.lapses_on is not None) == (standing.state is State.AT_RISK)


def always(**changes):
    """Everything in place from the first day, for ever."""
    quarters = [START + timedelta(days=90 * n) for n in range(12)]
    whole = {
        "known_from": START,
        "pledges": (Span(START),),
        "champions": (Span(START),),
        "trained": (Span(START),),
        "steps": {step.value: (Span(START),) for step in STEPS},
        "declared": tuple(Declared(5, day) for day in quarters),
        "staff": tuple(Staff(Span(START), tuple(quarters), (Span(START),)) for _ in range(3)),
    }
    return PremisesFacts(**{**whole, **changes})


def test_with_everything_in_place_it_is_active_from_the_first_day_on():
    assert standing_on(always(), START).state is State.ACTIVE
    assert standing_on(always(), START + timedelta(days=900)).state is State.ACTIVE


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"champions": (Span(START, date(2025, 6, 1)),)}, Condition.CHAMPION),
        ({"trained": (Span(START, date(2025, 6, 1)),)}, Condition.CHAMPION_TRAINED),
        ({"steps": {s.value: (Span(START, date(2025, 6, 1)),) for s in STEPS}}, Condition.CCTV),
        ({"staff": (Staff(Span(START, date(2025, 6, 1)), (START + timedelta(days=90),), (Span(START),)),) * 3},
         Condition.COVERAGE),
    ],
    ids=str,
)  # fmt: skip
def test_any_condition_that_fails_for_30_days_puts_it_at_risk_and_90_days_more_let_it_lapse(changes, condition):
    told, failed = always(**changes), date(2025, 6, 1)
    warned = standing_on(told, failed)
    assert (warned.state, warned.at_risk_on) == (State.ACTIVE, failed + timedelta(days=30))
    assert condition in warned.missing
    states = [standing_on(told, failed + timedelta(days=n)).state for n in (29, 30, 119, 120, 500)]
    assert states == [State.ACTIVE, State.AT_RISK, State.AT_RISK, State.LAPSED, State.LAPSED]


def test_coverage_has_90_days_from_the_pledge_before_it_counts():
    told = always(staff=())
    states = [standing_on(told, START + timedelta(days=n)).state for n in (0, 90, 119, 120, 210)]
    assert states == [State.PLEDGED, State.PLEDGED, State.PLEDGED, State.AT_RISK, State.LAPSED]


def test_three_in_five_are_enough_and_fewer_are_not():
    two = always().staff[:2]
    assert standing_on(always(), START).state is State.ACTIVE  # 3 of 5
    assert standing_on(always(staff=two), START).state is State.PLEDGED


def test_a_pledge_withdrawn_lapses_that_day_and_signed_again_it_rejoins():
    again = (Span(START, date(2025, 5, 1)), Span(date(2025, 8, 1)))
    told = always(pledges=again, trained=(Span(START, date(2025, 5, 1)), Span(date(2025, 8, 20))))
    days_on = (date(2025, 4, 30), date(2025, 5, 1), date(2025, 8, 1), date(2025, 8, 20))
    states = [standing_on(told, day).state for day in days_on]
    assert states == [State.ACTIVE, State.LAPSED, State.REJOINED, State.ACTIVE]


def test_before_a_pledge_it_is_prospect_contacted_or_declined():
    told = PremisesFacts(START, contacted_on=(date(2025, 2, 1),), declined_on=(date(2025, 3, 1),))
    states = [standing_on(told, day).state for day in (START, date(2025, 2, 1), date(2025, 3, 1))]
    assert states == [State.PROSPECT, State.CONTACTED, State.DECLINED]


@pytest.mark.parametrize(("age", "grade"), [(0, "B"), (100, "B"), (101, "C"), (365, "C"), (366, "D")])
def test_a_headcount_grows_old(age, grade):
    assert grade_of(START, START + timedelta(days=age)).value == grade


@pytest.mark.parametrize(("age", "live"), [(0, True), (100, True), (101, False)])
def test_a_link_is_live_for_100_days(age, live):
    one = Staff(Span(START))
    assert holds(live_days(one, ()), START + timedelta(days=age)) is live
    assert holds(live_days(one, (Span(START),)), START + timedelta(days=age))
