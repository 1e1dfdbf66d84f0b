"""Which local inserts somebody has to check again: marked and found in their list; the day of a check is asked for."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse

from courses import services
from courses.models import LocalInsert

TODAY = date(2026, 11, 28)
LIST = reverse("wagtailsnippets_courses_localinsert:list")


@pytest.fixture
def cms(client, areas):
    client.force_login(get_user_model().objects.create_superuser("editor@lookout.example", "correct horse battery"))
    with time_machine.travel(f"{TODAY}T09:00:00+00:00"):
        yield client


@pytest.fixture
def stale(areas):
    for key, day in (("mash_phone", date(2025, 11, 27)), ("mash_hours", date(2025, 11, 28))):
        services.write_insert(key=key, value="01632 960 110", checked_on=day, on=day)
    return LocalInsert.objects.get(key="mash_phone")


def edit(row):
    return reverse("wagtailsnippets_courses_localinsert:edit", args=[row.pk])


def test_what_was_checked_over_a_year_ago_is_marked(cms, stale):
    html = cms.get(LIST).content.decode()
    assert "27 November 2025: check again" in html
    assert "28 November 2025: check again" not in html


@pytest.mark.parametrize(("checked", "keys"), [("stale", ["mash_phone"]), ("fresh", ["mash_hours"])])
def test_the_list_is_narrowed_to_them(cms, stale, checked, keys):
    page = cms.get(LIST, {"checked": checked}).context["object_list"]
    assert [row.key for row in page] == keys


def test_the_home_leads_to_each_of_them(cms, stale):
    html = cms.get(reverse("wagtailadmin_home")).content.decode()
    assert f'href="{edit(stale)}"' in html
    assert f'href="{LIST}?checked=stale"' in html


def test_a_new_one_asks_for_the_day_and_one_that_is_there_keeps_its_own(cms, stale):
    assert cms.get(reverse("wagtailsnippets_courses_localinsert:add")).context["form"]["checked_on"].value() is None
    assert cms.get(edit(stale)).context["form"]["checked_on"].value() == date(2025, 11, 27)


@pytest.mark.parametrize(("day", "status"), [("", 200), ("2026-11-29", 200), ("2026-11-28", 302)])
def test_it_has_to_be_a_day_that_has_come(cms, stale, day, status):
    data = {"value": "01632 960 115", "visible_to": "public", "checked_on": day}
    assert cms.post(edit(stale), data).status_code == status
