"""The licensing officer's lists: own authority's drivers, by what presses at renewal. They decide nothing."""

from datetime import date

import pytest
from django.urls import reverse

from desks.queries import licences
from schemes.queries.licences import Shelf, drivers, on_shelf, shelf_counts
from tests.desks.conftest import ON

PAGE = reverse("desks:licences")


@pytest.fixture
def lists(desks, today):
    """One driver for each list, by the list they are there for."""
    desks.driver("Gate Never", date(2026, 12, 31))
    desks.driver("Gate Expired", date(2027, 2, 20), passed=date(2023, 6, 1))
    desks.driver("Runs Short", date(2027, 1, 31), passed=date(2024, 1, 10))
    desks.driver("Fine At Renewal", date(2027, 1, 31), passed=date(2026, 9, 1))
    desks.driver("Never Far", date(2029, 3, 1))
    desks.driver("Same Day", date(2026, 12, 15), passed=date(2023, 12, 15))
    desks.driver("Just Outside", date(2027, 2, 21))
    desks.driver("Another Authority", date(2026, 12, 31), place="CAS")
    desks.settle()
    return desks


@pytest.fixture
def officer(lists, client, user_with):
    client.force_login(user_with("licensing_officer", lists.world.organisation("ALD")))
    return client


NAMED = {
    "gate": {"Gate Never", "Gate Expired"},
    "short": {"Runs Short"},
    "untrained": {"Gate Never", "Never Far", "Just Outside"},
    "expired": {"Gate Expired"},
    "due-soon": {"Runs Short", "Same Day"},
    "current": {"Runs Short", "Fine At Renewal", "Same Day"},
    "all": {"Gate Never", "Gate Expired", "Runs Short", "Fine At Renewal", "Never Far", "Same Day", "Just Outside"},
}


@pytest.mark.parametrize("shelf", NAMED)
def test_each_list_holds_whom_it_says(officer, shelf):
    lines = officer.get(PAGE, {"status": shelf}).context["lines"]
    assert {line.name for line in lines} == NAMED[shelf]


def test_the_counts_are_those_of_the_lists(lists):
    found = drivers([lists.world.organisation("ALD").pk], ON)
    counts = shelf_counts(found, ON)
    assert counts == {Shelf(code): len(names) for code, names in NAMED.items()}
    assert all(found.filter(on_shelf(shelf, ON)).count() == counts[shelf] for shelf in Shelf)


def test_it_opens_on_those_not_current_at_the_gate_soonest_licence_first(officer):
    lines = officer.get(PAGE).context["lines"]
    assert [line.name for line in lines] == ["Gate Never", "Gate Expired"]
    assert lines[0].fact == date(2026, 12, 31)


def test_the_next_step_names_both_days_where_cover_ends_before_the_licence(officer):
    (line,) = officer.get(PAGE, {"status": "short"}).context["lines"]
    assert "Trained until 10 January 2027, but the licence renews on 31 January 2027" in line.next_step


def test_a_licence_that_ends_with_the_cover_is_in_time(lists, officer):
    rows = licences.pick(drivers([lists.world.organisation("ALD").pk], ON), "short", ON)
    assert "Same Day" not in {row.assignment.person.display_name for row in rows}


def test_a_suspended_driver_is_in_no_list(lists, officer):
    job = lists.people["Gate Never"].assignments.get()
    lists.world.suspended(job, date(2026, 11, 1))
    lists.settle()
    assert {line.name for line in officer.get(PAGE, {"status": "all"}).context["lines"]} == NAMED["all"] - {
        "Gate Never"
    }


@pytest.mark.parametrize(
    "kind", ["training_lead", "line_manager", "democratic_services", "board", "partnership_manager", "champion", ""]
)
def test_nobody_else_opens_it(lists, client, user_with, kind):
    client.force_login(user_with(kind, lists.world.organisation("ALD")))
    assert client.get(PAGE).status_code == 404
    assert client.post(reverse("desks:export", args=["licences"])).status_code == 404


def test_numbers_and_names_are_in_no_address(officer):
    html = officer.get(PAGE, {"status": "all"}).content.decode()
    addresses = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert not any("PH-" in address or "Gate" in address for address in addresses)


def test_the_list_takes_as_many_queries_for_eight_drivers_as_for_sixty(lists, officer, django_assert_max_num_queries):
    for number in range(52):
        lists.driver(f"More {number}", date(2027, 1, 1))
    lists.settle()
    with django_assert_max_num_queries(14):
        assert len(officer.get(PAGE, {"status": "all"}).context["lines"]) == 50


def find(officer, words):
    return officer.post(reverse("desks:find", args=["licences"]), {"name": words}, follow=True).content.decode()


def test_a_search_finds_every_licence_of_ones_own_and_says_how_it_stands(lists, officer):
    jobs = {name: person.assignments.get() for name, person in lists.people.items()}
    lists.world.suspended(jobs["Gate Never"], date(2026, 11, 1))
    jobs["Never Far"].ends_on, jobs["Never Far"].reference = date(2026, 11, 20), "PH-02648"
    jobs["Never Far"].save()
    lists.settle()
    page = find(officer, "gate never")
    assert "Suspended since 1 November 2026" in page
    assert ("Nobody with that name" in page, f"/posts/{jobs['Gate Never'].uuid}/" in page) == (False, True)
    assert "Not in force since 20 November 2026" in find(officer, "ph-02648")
    assert "Nobody with that name or number is in this list." in find(officer, "Another Authority")
    assert "not counted today" not in find(officer, "Runs Short")


def test_whoever_is_in_a_covert_post_is_found_by_nobody(lists, officer):
    lists.world.suspended(lists.people["Gate Never"].assignments.get(), date(2026, 11, 1))
    lists.people["Gate Never"].do_not_list = True
    lists.people["Gate Never"].save()
    lists.settle()
    assert "Suspended since" not in find(officer, "gate never")


def test_a_search_takes_as_many_queries_for_two_suspended_drivers_as_for_forty(
    lists, officer, django_assert_max_num_queries
):
    for number in range(40):
        lists.world.suspended(lists.driver(f"Paused {number}", date(2027, 1, 1)).assignment, date(2026, 11, 1))
    lists.settle()
    officer.post(reverse("desks:find", args=["licences"]), {"name": "Paused"})
    with django_assert_max_num_queries(17):
        assert len(officer.get(PAGE, {"status": "all"}).context["others"]) == 40
