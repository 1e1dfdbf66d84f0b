"""A lead's own people: most pressing first, status and dates, nobody else's and never a score."""

import pytest
from django.urls import reverse

from tests.certification.conftest import world  # noqa: F401
from tests.reporting.conftest import board, user_with  # noqa: F401

PAGE = reverse("desks:people")


@pytest.fixture
def lead(board, client, user_with):
    client.force_login(user_with("licensing_officer", board.organisation("DUN")))
    return client


def test_it_lists_own_people_and_nobody_elses(lead):
    html = lead.get(PAGE + "?status=").content.decode()
    assert html.count("Driver Dunmere") == 12
    assert "Driver Aldermoor" not in html


def test_the_overdue_come_first(lead):
    html = lead.get(PAGE + "?status=").content.decode()
    assert html.index("Overdue: not started") < html.index("app-tag--current")


def test_it_opens_on_the_overdue(lead):
    assert lead.get(PAGE).content.decode().count("Driver Dunmere") == 1


@pytest.mark.parametrize(("status", "number"), [("current", 11), ("due_soon", 0), ("in_grace", 0), ("nonsense", 1)])
def test_a_list_can_be_chosen(lead, status, number):
    assert lead.get(f"{PAGE}?status={status}").content.decode().count("Driver Dunmere") == number


def test_a_champion_sees_first_name_and_initial(board, client, user_with):
    client.force_login(user_with("champion", board.organisation("DUN")))
    html = client.get(PAGE + "?status=").content.decode()
    assert "Driver Dunmere" not in html
    assert "Driver 0." in html or "Driver 1." in html


@pytest.mark.parametrize("kind", ["board", "partnership_manager", "content_editor", ""])
def test_who_leads_nobody_finds_nothing(board, client, user_with, kind):
    client.force_login(user_with(kind, board.organisation("DUN")))
    assert client.get(PAGE).status_code == 404


def test_long_lists_come_in_pages_and_take_few_queries(board, client, user_with, django_assert_max_num_queries):
    client.force_login(user_with("licensing_officer", board.organisation("ALD")))
    with django_assert_max_num_queries(14):
        html = client.get(PAGE + "?status=").content.decode()
    assert html.count("Driver Aldermoor") == 50
    assert client.get(PAGE + "?status=&page=2").content.decode().count("Driver Aldermoor") == 10
