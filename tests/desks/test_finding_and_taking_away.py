"""Looking for a name among one's own people, and taking a list away: in no address, and always logged."""

import csv
import io
import logging
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from desks.models import Export
from desks.tasks import forget_old_exports
from partnership.models import AccessGrant, Assignment, Person
from reporting.models import Group

PAGE = reverse("desks:people")
FIND = reverse("desks:find", args=["people"])
EXPORT = reverse("desks:export", args=["people"])


@pytest.fixture
def lead(board, client, user_with):
    client.force_login(user_with("training_lead", board.organisation("DUN")))
    return client


def names(client, status=""):
    return [line.name for line in client.get(PAGE, {"status": status}).context["lines"]]


def test_a_name_is_found_among_own_people_and_stands_in_no_address(lead, caplog):
    caplog.set_level(logging.DEBUG)
    answer = lead.post(FIND, {"name": "dunmere 7"})
    assert answer.url == PAGE + "?status="
    assert names(lead) == ["Driver Dunmere 7"]
    assert "dunmere 7" not in caplog.text.lower()


def test_nobody_elses_people_are_found(lead):
    lead.post(FIND, {"name": "Aldermoor"})
    assert names(lead) == []


def test_counts_follow_the_name_and_it_can_be_put_away(lead):
    lead.post(FIND, {"name": "Dunmere 11"})
    assert {code: n for code, _label, n in lead.get(PAGE, {"status": ""}).context["shelves"]}[""] == 1
    assert lead.post(FIND, {"name": ""}).url == PAGE + "?status="
    assert len(names(lead)) == 12


def test_opened_anew_the_list_hides_nobody_for_what_was_looked_for_before(lead):
    lead.post(FIND, {"name": "Dunmere 11"})
    assert lead.get(PAGE).context["searched"] == ""
    assert len(names(lead)) == 12


def test_a_number_finds_its_holder(lead):
    Assignment.objects.filter(person__display_name="Driver Dunmere 7").update(reference="PH-02648")
    lead.post(FIND, {"name": "ph-02648"})
    assert names(lead) == ["Driver Dunmere 7"]


def test_a_champion_cannot_work_a_surname_out_by_searching(board, client, user_with):
    client.force_login(user_with("champion", board.organisation("DUN")))
    client.post(FIND, {"name": "Dunmere 7"})
    assert len(names(client)) == 12
    assert client.get(PAGE).context["form"] is None


def test_a_covert_post_is_counted_and_named_to_nobody(lead):
    Person.objects.filter(display_name="Driver Dunmere 7").update(do_not_list=True)
    assert names(lead).count("Name withheld") == 1
    lead.post(FIND, {"name": "Dunmere 7"})
    assert names(lead) == []


def test_a_name_left_over_from_a_wider_grant_finds_nothing_more(board, client, user_with):
    user = user_with("training_lead", board.organisation("DUN"))
    client.force_login(user)
    client.post(FIND, {"name": "Dunmere 7"})
    AccessGrant.objects.filter(user=user).update(organisation=board.organisation("ALD"))
    assert names(client) == []


def rows_of(response):
    text = response.content.decode().removeprefix("\ufeff")
    rows, mark = text.rsplit("\r\n\r\n", 1)
    return mark, list(csv.DictReader(io.StringIO(rows)))


def test_the_file_holds_the_whole_list_and_its_watermark_is_in_the_log(lead):
    mark, rows = rows_of(lead.post(EXPORT, {"status": "current"}))
    logged = Export.objects.get()
    assert len(rows) == logged.lines == 11
    assert (logged.desk, logged.shelf, logged.is_searched) == ("people", "current", False)
    assert str(logged.reference) in mark
    assert logged.user.email in mark
    assert {row["contact_known"] for row in rows} == {"no"}
    assert all(row["next_step"] for row in rows)


def test_page_and_file_say_the_same(lead):
    lines = lead.get(PAGE, {"status": ""}).context["lines"]
    _mark, rows = rows_of(lead.post(EXPORT, {"status": ""}))
    assert [(line.name, line.next_step) for line in lines] == [(row["name"], row["next_step"]) for row in rows]


def test_a_day_is_in_the_file_only_where_no_certificate_ends_it(lead):
    _mark, rows = rows_of(lead.post(EXPORT, {"status": ""}))
    assert {bool(row["due_by"]) != bool(row["certificate_ends"]) for row in rows} == {True}


def test_the_files_name_says_which_list_it_is(lead):
    answer = lead.post(EXPORT, {"status": "in_grace"})
    assert re.search(r'"training-people-not-trained-in-time-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])


def test_a_file_of_one_group_names_it_on_each_line_and_in_its_name(lead):
    group = Group.objects.get(name="Drivers: Dunmere")
    answer = lead.post(EXPORT, {"status": "current", "group": group.pk})
    assert "training-people-trained-drivers-dunmere-" in answer["Content-Disposition"]
    assert {row["group"] for row in rows_of(answer)[1]} == {"Drivers: Dunmere"}


def test_how_many_are_not_trained_is_not_said_of_a_search(lead):
    assert "1 person is not trained" in lead.get(PAGE).content.decode()
    lead.post(FIND, {"name": "Dunmere 7"})
    assert "not trained:" not in lead.get(PAGE, {"status": "current"}).content.decode()


def test_the_words_of_the_lists_are_explained(lead):
    answer = lead.get(PAGE)
    words = answer.content.decode().split("What the words mean")[1].split("</details>")[0]
    assert all(str(label) in words for code, label, _n in answer.context["shelves"] if code)


def test_taking_away_is_a_form_and_not_a_link(lead):
    assert lead.get(EXPORT).status_code == 405
    assert lead.get(FIND).status_code == 405
    assert not Export.objects.exists()


def test_after_twenty_in_an_hour_it_says_to_wait(lead, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "exports"}}
    answers = [lead.post(EXPORT, {"status": "overdue"}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert Export.objects.count() == 20


def test_the_log_is_forgotten_after_thirteen_months(lead):
    lead.post(EXPORT, {"status": "overdue"})
    assert forget_old_exports() == 0
    Export.objects.update(happened_at=clock.now() - timedelta(days=400))
    assert forget_old_exports() == 1


@pytest.mark.parametrize("kind", ["board", "partnership_manager", "content_editor", ""])
def test_who_leads_nobody_takes_nothing(board, client, user_with, kind):
    client.force_login(user_with(kind, board.organisation("DUN")))
    assert client.post(EXPORT).status_code == 404
    assert client.post(FIND, {"name": "Driver"}).status_code == 404
