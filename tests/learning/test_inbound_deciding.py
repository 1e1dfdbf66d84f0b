"""What another system's statement means: a table, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.inbound.deciding import Book, CourseMapping, Told, decide

ON = date(2026, 11, 30)
SITE = "https://lms.shire.example/course/"
VERBS = "http://adlnet.gov/expapi/verbs/"
PASSED, FAILED, COMPLETED = (VERBS + word for word in ("passed", "failed", "completed"))
WHO = UUID(int=7)
EXACT = CourseMapping(1, f"{SITE}cse", False, frozenset({PASSED}), frozenset({FAILED}), course=10, validity_months=24)
BROAD = replace(EXACT, activity=SITE, is_prefix=True, course=20)
TOLD = Told(1, f"{SITE}cse", PASSED, WHO, False, ON)
PEOPLE = {(1, WHO): 5}


def decided(told: Told = TOLD, *courses: CourseMapping, people=PEOPLE, ignored=()) -> tuple[str, str]:
    found = decide(told, Book(courses or (EXACT,), people, ignored))
    return found.state, found.reason


def test_a_known_pass_of_a_known_person_is_a_pass() -> None:
    found = decide(TOLD, Book((EXACT,), PEOPLE, ()))
    assert (found.state, found.course, found.person, found.months) == ("passed", 10, 5, 24)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (replace(TOLD, activity=f"{SITE}cse/2"), ("waiting", "activity")),
        (replace(TOLD, activity=f"{SITE}CSE"), ("waiting", "activity")),
        (replace(TOLD, authority=2), ("waiting", "activity")),
        (replace(TOLD, verb=COMPLETED), ("waiting", "verb")),
        (replace(TOLD, verb=FAILED), ("no_pass", "")),
        (replace(TOLD, is_failure=True), ("no_pass", "")),
        (replace(TOLD, account=None), ("waiting", "nobody")),
        (replace(TOLD, account=UUID(int=8)), ("waiting", "account")),
        (replace(TOLD, is_voided=True), ("withdrawn", "")),
    ],
)
def test_what_is_first_unknown_is_what_it_waits_for(told: Told, expected: tuple[str, str]) -> None:
    assert decided(told) == expected


def test_an_account_of_one_agency_says_nothing_of_another_agencys() -> None:
    assert decided(replace(TOLD, authority=2), replace(EXACT, authority=2)) == ("waiting", "account")


def test_the_closer_mapping_wins() -> None:
    longer = replace(BROAD, activity=f"{SITE}c", course=30)
    courses = {}
    for mappings in ((BROAD,), (BROAD, longer), (BROAD, longer, EXACT)):
        courses[len(mappings)] = decide(TOLD, Book(mappings, PEOPLE, ())).course
    assert courses == {1: 20, 2: 30, 3: 10}


def test_two_that_are_as_close_and_mean_different_courses_wait_for_a_person() -> None:
    assert decided(TOLD, EXACT, replace(EXACT, course=11)) == ("waiting", "ambiguous")
    assert decided(TOLD, EXACT, replace(EXACT, validity_months=12)) == ("passed", "")


@pytest.mark.parametrize(("offset", "state"), [(-1, "waiting"), (0, "passed"), (1, "passed"), (2, "waiting")])
def test_a_mapping_holds_on_its_days_both_inclusive(offset: int, state: str) -> None:
    dated = replace(EXACT, starts_on=ON, ends_on=ON + timedelta(days=1))
    found = decided(replace(TOLD, on=ON + timedelta(days=offset)), dated)
    assert found == (state, "dates" if state == "waiting" else "")


def test_a_mapping_whose_days_are_over_gives_way_to_one_as_close() -> None:
    over = replace(EXACT, ends_on=ON - timedelta(days=1), course=11)
    assert decide(TOLD, Book((over, EXACT), PEOPLE, ())).course == 10


def test_an_ignored_kind_is_ignored_and_no_other() -> None:
    waiting = decide(TOLD, Book((), {}, ()))
    assert waiting.kind is not None
    assert decide(TOLD, Book((), {}, {waiting.kind})).state == "ignored"
    assert decide(replace(TOLD, activity=f"{SITE}other"), Book((), {}, {waiting.kind})).state == "waiting"
    assert decide(replace(TOLD, authority=2), Book((), {}, {waiting.kind})).state == "waiting"


@given(
    st.builds(
        Told,
        authority=st.integers(1, 2),
        activity=st.sampled_from([SITE, f"{SITE}cse", "urn:x"]),
        verb=st.sampled_from([PASSED, FAILED, COMPLETED]),
        account=st.sampled_from([None, WHO, UUID(int=8)]),
        is_failure=st.booleans(),
        on=st.just(ON),
        is_voided=st.booleans(),
    )
)
def test_a_pass_is_never_given_without_everything_known(told: Told) -> None:
    found = decide(told, Book((EXACT, BROAD), PEOPLE, ()))
    if found.state == "passed":
        assert (told.authority, told.account, told.verb, told.is_failure, told.is_voided) == (
            1,
            WHO,
            PASSED,
            False,
            False,
        )
    else:
        assert found.course is None
        assert found.person is None
    assert (found.state == "waiting") == bool(found.reason)
