"""What bars publishing bars it, what is advice does not, and the page says which; looking keeps nothing."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Revision

from courses.models import LocalInsert
from tests.courses.conftest import DAY, newest
from tests.courses.forms import posted

LACKING = "Dunmere has no local insert, or one nobody checked for a year: licensing_contact."


@pytest.fixture
def cms(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor@lookout.example", "correct horse battery"))
    with time_machine.travel(f"{DAY}T09:00:00+00:00"):
        yield client


@pytest.fixture
def closed(bring, taxi_text):
    """The drivers' course, brought in and not published."""
    return bring(taxi_text, publish=False).page


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def publish(cms, page):
    return cms.post(edit(page), posted(newest(page), **{"action-publish": "1"}))


def without_dunmeres_contact():
    LocalInsert.objects.filter(key="licensing_contact", area__short_name="Dunmere").delete()


def test_a_course_opens_when_every_area_has_its_words(cms, closed):
    assert publish(cms, closed).status_code == 302
    closed.refresh_from_db()
    assert closed.live


def test_a_course_does_not_open_while_an_area_lacks_them_and_is_told_which(cms, closed):
    without_dunmeres_contact()
    assert LACKING in publish(cms, closed).content.decode()
    closed.refresh_from_db()
    assert not closed.live


def test_words_nobody_checked_for_a_year_bar_it_as_well(cms, closed):
    LocalInsert.objects.filter(key="licensing_contact", area__short_name="Dunmere").update(
        checked_on=date(2025, 11, 29)
    )
    assert LACKING in publish(cms, closed).content.decode()


def test_its_draft_is_saved_all_the_same_and_says_so(cms, closed):
    without_dunmeres_contact()
    html = cms.post(edit(closed), posted(newest(closed)), follow=True).content.decode()
    assert "Your draft is saved. Before it can be published:" in html
    assert LACKING in html


def test_a_course_that_is_open_may_be_mended_whatever_an_area_lacks(cms, taxi):
    without_dunmeres_contact()
    assert publish(cms, taxi.page).status_code == 302


@pytest.mark.parametrize(
    ("is_open", "first", "under"),
    [
        (True, "It can be published. The Publish tab lists", "Local inserts, area by area: advice"),
        (False, "It cannot be published yet.", "Local inserts, area by area: bars publishing"),
    ],
)
def test_the_page_says_what_is_advice_and_what_bars(cms, bring, taxi_text, is_open, first, under):
    page = bring(taxi_text, publish=is_open).page
    without_dunmeres_contact()
    html = cms.get(edit(page)).content.decode()
    assert first in html
    assert under in html


def test_opening_and_looking_keep_nothing(cms, taxi):
    before = Revision.objects.count()
    html = cms.get(edit(taxi.page)).content.decode()
    assert "data-w-autosave-interval-value" not in html
    assert "Looking changes nothing." in html
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[taxi.page.pk])
    cms.post(preview, posted(newest(taxi.page)))
    cms.get(preview, {"mode": "questions"})
    assert Revision.objects.count() == before
    taxi.page.refresh_from_db()
    assert not taxi.page.has_unpublished_changes


def test_the_preview_tells_editors_alone_which_answer_is_right(cms, taxi):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[taxi.page.pk])
    cms.post(preview, posted(newest(taxi.page)))
    html = cms.get(preview, {"mode": "questions"}).content.decode()
    assert "Correct answer – editors only" in html
    assert "(right)" not in html
