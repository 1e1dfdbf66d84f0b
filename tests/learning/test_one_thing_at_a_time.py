"""On a phone a lesson is read a screen at a time, and gone on with on any phone; everywhere else it is one page."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from learning import services
from learning.models import LessonProgress
from learning.queries import progress
from tests.browser import PHONE, assert_fits
from tests.learning.conftest import AT


@pytest.fixture
def attempt(taxi, driver):
    return services.start_attempt(person=driver, course=taxi, at=AT)


@pytest.fixture
def address(attempt):
    return reverse("learning:lesson", args=[attempt.uuid, "L1"])


@pytest.fixture
def lesson(phone, live_server, sign_in, driver, address):
    sign_in(phone, driver.user)
    phone.goto(live_server.url + address)
    return phone


def shown(page):
    return [n for n, each in enumerate(page.locator("[data-lesson-screen]").all()) if each.is_visible()]


def count(page):
    return int(re.findall(r"page (\d+) of \d+", page.locator("[data-lesson-count]").inner_text())[0])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


browser_test = pytest.mark.django_db(transaction=True)


@browser_test
def test_the_first_screen_alone_then_the_next_and_the_end_only_at_the_end(lesson, axe):
    screens = lesson.locator("[data-lesson-screen]").count()
    assert 3 <= screens <= 6
    for number in range(screens):
        assert (shown(lesson), count(lesson)) == ([number], number + 1)
        is_last = number == screens - 1
        expect(lesson.get_by_role("button", name="I have finished this lesson")).to_be_visible(visible=is_last)
        expect(lesson.get_by_role("button", name="Carry on", exact=True)).to_be_visible(visible=not is_last)
        expect(lesson.get_by_role("button", name="Page before", exact=True)).to_be_visible(visible=number > 0)
        assert_fits(lesson)
        axe(lesson)
        if not is_last:
            press(lesson, "Carry on")
            assert lesson.evaluate("document.activeElement.hasAttribute('data-lesson-screen')")
            top = lesson.locator("[data-lesson]").evaluate("e => e.getBoundingClientRect().top")
            bar = lesson.locator(".app-safety").evaluate("e => e.getBoundingClientRect().bottom")
            assert top >= bar - 1, "the bar that stays covers the beginning"


@browser_test
def test_the_phones_own_back_goes_back_a_screen_and_not_out_of_the_lesson(lesson):
    press(lesson, "Carry on")
    press(lesson, "Carry on")
    lesson.go_back()
    assert (shown(lesson), lesson.url.split("#")[1]) == ([1], "screen-2")
    lesson.go_forward()
    assert shown(lesson) == [2]
    press(lesson, "Page before")
    assert shown(lesson) == [1]


@browser_test
def test_a_place_on_the_page_is_not_taken_for_a_screen(lesson):
    press(lesson, "Carry on")
    lesson.evaluate("location.hash = '#main'")
    assert shown(lesson) == [1]
    lesson.goto(lesson.url.split("#")[0] + "#screen-99")
    lesson.reload()
    assert shown(lesson) == [lesson.locator("[data-lesson-screen]").count() - 1]


@browser_test
def test_another_phone_goes_on_from_there(lesson, browser, live_server, sign_in, driver, address):
    with lesson.expect_response(lambda answer: answer.request.method == "POST") as told:
        press(lesson, "Carry on")
    assert told.value.status == 204
    other = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}).new_page()
    sign_in(other, driver.user)
    other.goto(live_server.url + address)
    assert shown(other) == [1]
    other.context.close()


@browser_test
def test_when_the_line_is_down_turning_goes_on(lesson):
    lesson.context.set_offline(True)
    press(lesson, "Carry on")
    press(lesson, "Carry on")
    assert shown(lesson) == [2]
    lesson.context.set_offline(False)


@browser_test
@pytest.mark.parametrize(("script", "width"), [(False, 360), (True, 1280)])
def test_without_script_or_on_a_wide_screen_it_is_one_page(
    browser, live_server, sign_in, driver, address, script, width
):
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    sign_in(page, driver.user)
    page.goto(live_server.url + address)
    assert len(shown(page)) == page.locator("[data-lesson-screen]").count() > 1
    expect(page.get_by_role("button", name="I have finished this lesson")).to_be_visible()
    expect(page.get_by_role("button", name="Carry on", exact=True)).to_be_hidden()
    context.close()


@browser_test
def test_on_paper_all_of_it_is_there(lesson):
    lesson.emulate_media(media="print")
    assert len(shown(lesson)) == lesson.locator("[data-lesson-screen]").count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "status", "kept"),
    [("2", 204, 2), ("0", 204, 0), ("-1", 400, 0), ("1000", 400, 0), ("²", 400, 0), ("", 400, 0), ("9" * 5000, 400, 0)],
)
def test_only_a_number_is_kept(attempt, driver, address, said, status, kept):
    client = Client()
    client.force_login(driver.user)
    client.get(address)
    assert client.post(address, {"screen": said}).status_code == status
    assert LessonProgress.objects.get().screen == kept
    assert progress(attempt).done == 0


@pytest.mark.django_db
def test_of_a_lesson_that_is_over_no_place_is_kept(attempt, driver, address):
    client = Client()
    client.force_login(driver.user)
    client.get(address)
    client.post(address)
    assert client.post(address, {"screen": "2"}).status_code == 204
    assert LessonProgress.objects.get(key="L1").screen == 0


@pytest.mark.django_db
def test_it_is_nobody_elses_business(attempt, people, address):
    client = Client()
    client.force_login(people.make("other", "phv_driver").user)
    assert client.post(address, {"screen": "2"}).status_code == 404
