"""Democratic services' lists: own council's members, licensing panel first, by the days since acceptance of office."""

from datetime import date

import pytest
from django.urls import reverse

PAGE = reverse("desks:members")


@pytest.fixture
def council(desks, today):
    desks.member("New Member", date(2026, 11, 2))
    desks.member("Panel Member", date(2026, 10, 1), role="licensing_member")
    desks.member("Trained Panel", date(2025, 5, 1), passed=date(2025, 6, 1), role="licensing_member")
    desks.member("Late Member", date(2025, 5, 1))
    desks.member("Lapsed Member", date(2023, 5, 1), passed=date(2024, 3, 1))
    again = desks.member("Re-elected", date(2022, 5, 1), passed=date(2026, 5, 20))
    desks.term(again, date(2022, 5, 1))
    desks.term(again, date(2026, 5, 10))
    desks.driver("Not A Member", date(2026, 12, 31), place="DUN")
    desks.settle()
    return desks


@pytest.fixture
def officer(council, client, user_with):
    client.force_login(user_with("democratic_services", council.world.organisation("DUN")))
    return client


NAMED = {
    "panel": ["Panel Member"],
    "overdue": ["Late Member", "Lapsed Member"],
    "in_grace": ["Panel Member", "New Member"],
    "due_soon": [],
    "current": ["Trained Panel", "Re-elected"],
}


@pytest.mark.parametrize("shelf", NAMED)
def test_each_list_holds_whom_it_says_and_says_how_many(officer, shelf):
    context = officer.get(PAGE, {"status": shelf}).context
    assert [line.name for line in context["lines"]] == NAMED[shelf]
    assert {code: number for code, _label, number in context["shelves"]}[shelf] == len(NAMED[shelf])


def test_everybody_is_listed_with_the_panel_first(officer):
    names = [line.name for line in officer.get(PAGE, {"status": "all"}).context["lines"]]
    assert names[0] == "Panel Member"
    assert len(names) == 6
    assert "Not A Member" not in names


def line_of(officer, name):
    return next(line for line in officer.get(PAGE, {"status": "all"}).context["lines"] if line.name == name)


def test_a_panel_member_is_marked_until_trained(officer):
    assert line_of(officer, "Panel Member").mark == "Before first panel"
    assert line_of(officer, "Trained Panel").mark == ""
    assert "off the licensing panel" in line_of(officer, "Panel Member").next_step


def test_the_timeline_says_the_day_and_the_step_that_comes_next(officer):
    assert line_of(officer, "New Member").next_step == "Day 20. Next, on day 30 (2 December 2026): reminder."


def test_acceptance_of_office_is_that_of_the_newest_term(officer):
    assert line_of(officer, "Re-elected").fact == date(2026, 5, 10)
    assert line_of(officer, "Late Member").fact == date(2025, 5, 1)


@pytest.mark.parametrize("kind", ["training_lead", "licensing_officer", "board", "champion", ""])
def test_nobody_else_opens_it(council, client, user_with, kind):
    client.force_login(user_with(kind, council.world.organisation("DUN")))
    assert client.get(PAGE).status_code == 404


def test_the_list_takes_few_queries_however_many_members(council, officer, django_assert_max_num_queries):
    for number in range(30):
        council.member(f"More {number}", date(2026, 10, 1))
    council.settle()
    with django_assert_max_num_queries(14):
        assert len(officer.get(PAGE, {"status": "all"}).context["lines"]) == 36


def test_it_opens_on_the_most_pressing_list_that_holds_anybody(council, officer):
    assert officer.get(PAGE).context["chosen"] == "panel"
    council.people["Panel Member"].assignments.update(role=council.world.role("councillor", "members"))
    assert officer.get(PAGE).context["chosen"] == "overdue"
    assert officer.get(PAGE, {"status": "panel"}).context["chosen"] == "panel"
