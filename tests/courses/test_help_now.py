"""Where to call, for anybody, also when nothing else works."""

from datetime import date
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.urls import reverse

from accounts.models import User
from courses import services
from partnership.models import Assignment, Organisation, Person, Role, RoleGroup
from tests.courses.conftest import DAY

LONG_AGO = date(2020, 4, 1)
NUMBERS = ("999", "101", "0800 555 111", "0808 800 5000", "0800 1111", "08000 121 700", "116 000", "ceop.police.uk")


@pytest.fixture
def inserts(areas):
    for key, value in {"mash_name": "Front Door", "mash_phone": "01632 960 110", "mash_hours": "8 to 5"}.items():
        services.write_insert(key=key, value=value, checked_on=DAY, on=DAY)
    services.write_insert(key="mash_phone", value="01632 960 117", area=areas["Dunmere"], checked_on=DAY, on=DAY)
    return areas


@pytest.fixture
def user_with_job(db):
    def make(area):
        council = Organisation.objects.create(code="X", name="X", short_name="X", kind="council", valid_from=LONG_AGO)
        role = Role.objects.create(code="x", name="X", group=RoleGroup.objects.create(code="x", name="X"))
        user = User.objects.create_user("sam@lookout.example")
        person = Person.objects.create(display_name="Sam Ferris", user=user)
        Assignment.objects.create(person=person, organisation=council, role=role, area=area, starts_on=LONG_AGO)
        return user

    return make


def test_anybody_gets_the_national_numbers_and_the_areas(client, areas):
    response = client.get(reverse("courses:help_now"))
    page = response.content.decode()
    assert response.status_code == 200
    for number in NUMBERS:
        assert number in page
    assert reverse("courses:help_now_area", args=["E07000092"]) in page
    assert "Casterley" in page


def test_an_area_has_its_own_numbers(client, inserts):
    page = client.get("/help-now/E07000093/").content.decode()
    assert "Front Door" in page
    assert "01632 960 117" in page
    assert 'href="tel:01632960117"' in page
    assert "01632 960 110" in client.get("/help-now/e07000092/").content.decode()


def test_an_area_that_has_written_nothing_still_says_where_to_go(client, areas):
    page = client.get("/help-now/E07000092/").content.decode()
    assert "We have no number for the local children's team yet" in page or "council&#x27;s website" in page
    assert "999" in page


def test_what_is_not_public_is_not_shown(client, areas):
    services.write_insert(key="mash_name", value="Secret team", visible_to="role", checked_on=DAY, on=DAY)
    assert "Secret team" not in client.get("/help-now/E07000092/").content.decode()


@pytest.mark.parametrize("code", ["E99999999", "no such place", "%00", "a" * 300])
def test_an_unknown_area_is_not_found_but_shows_the_way_on(client, areas, code):
    response = client.get(f"/help-now/{code}/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "We do not know that area" in page
    assert "999" in page
    assert "Casterley" in page


def test_a_visitor_s_second_look_asks_the_database_nothing(client, inserts, django_assert_num_queries):
    for address in ("/help-now/", "/help-now/E07000092/"):
        client.get(address)
        with django_assert_num_queries(0):
            client.get(address)


@pytest.mark.parametrize("address", ["/help-now/", "/help-now/E07000092/", "/help-now/nowhere/"])
def test_it_answers_when_the_database_does_not(client, areas, address):
    cache.clear()
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=DatabaseError("gone")):
        response = client.get(address)
    assert response.status_code == 200
    assert "0800 555 111" in response.content.decode()


def test_it_answers_without_its_frame_when_the_frame_needs_the_database(client, areas):
    with mock.patch("courses.views.render", side_effect=DatabaseError("gone")):
        response = client.get("/help-now/")
    assert response.status_code == 200
    assert "0800 555 111" in response.content.decode()


def test_nothing_can_be_posted_to_it(client, areas):
    assert client.post("/help-now/").status_code == 405


def test_mine_leads_to_the_numbers_of_ones_own_area_and_nobody_is_left_without(client, areas, user_with_job):
    assert client.get("/help-now/mine/").headers["Location"] == reverse("courses:help_now")
    client.force_login(user_with_job(areas["Dunmere"]))
    assert client.get("/help-now/mine/").headers["Location"] == "/help-now/E07000093/"
    with mock.patch("courses.views.assignments_of", side_effect=DatabaseError):
        assert client.get("/help-now/mine/").headers["Location"] == reverse("courses:help_now")
