"""Languages: no control while English is alone; with a second one the page stays, and turns with its direction."""

import re

import pytest
from django.conf import settings as project
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.browser import assert_fits, keep_picture
from tests.learning.conftest import begin, county, course, districts, driver, people  # noqa: F401 - fixtures

BOTH = [("en-gb", "English"), ("ur", "Urdu")]
HELP = "/help-now/?from=poster"


@pytest.fixture
def with_urdu(settings):
    settings.LANGUAGES = BOTH
    yield
    translation.activate(project.LANGUAGE_CODE)


def test_no_control_while_there_is_nothing_to_choose(client, db):
    assert reverse("set_language") not in client.get(HELP).content.decode()


def test_a_second_language_brings_the_control_in_its_own_letters(client, db, with_urdu):
    page = client.get(HELP).content.decode()
    assert re.search(r'value="ur" lang="ur" dir="rtl"[^>]*>اردو', page)
    assert re.search(r'value="en-gb"[^>]*aria-current="true"', page)


def test_choosing_one_keeps_the_page_and_turns_it(client, db, with_urdu):
    response = client.post(reverse("set_language"), {"language": "ur", "next": HELP})
    assert response.url == HELP
    page = client.get(HELP).content.decode()
    assert '<html lang="ur" dir="rtl"' in page
    client.post(reverse("set_language"), {"language": "en-gb", "next": HELP})
    assert '<html lang="en-gb" dir="ltr"' in client.get(HELP).content.decode()


def test_a_language_that_is_not_live_cannot_be_had(client, db):
    client.post(reverse("set_language"), {"language": "ur", "next": HELP})
    assert '<html lang="en-gb"' in client.get(HELP, headers={"accept-language": "ur"}).content.decode()


def test_a_strange_address_is_not_followed(client, db, with_urdu):
    response = client.post(reverse("set_language"), {"language": "ur", "next": "https://elsewhere.example/"})
    assert response.url == "/"


@pytest.mark.browser
def test_it_looks_right_from_right_to_left_on_a_phone(phone, live_server, axe, with_urdu):
    phone.goto(live_server.url + HELP)
    phone.get_by_role("button", name="اردو").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    assert phone.url == live_server.url + HELP
    assert_fits(phone)
    axe(phone)
    keep_picture(phone, "right-to-left")
    home = phone.locator(".app-header__home").bounding_box()
    assert home["x"] + home["width"] > 300, "the name stands at the start, which is the right"
    for name in ("999", "0800 555 111"):
        assert phone.locator("bdi", has_text=name).first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


@pytest.mark.browser
def test_a_course_keeps_its_own_language_and_direction(phone, live_server, axe, sign_in, with_urdu, begin, driver):
    walk = begin(driver)
    sign_in(phone, driver.user)
    phone.context.add_cookies([{"name": "django_language", "value": "ur", "url": live_server.url}])
    phone.goto(live_server.url + reverse("learning:lesson", args=[walk.attempt.uuid, "L1"]))
    for part in ("h1", ".app-lesson"):
        assert phone.locator(part).evaluate("e => [e.lang, e.dir]") == ["en-GB", "ltr"]
    assert_fits(phone)
    axe(phone)
