"""The player in a real Chromium on a small phone: with and without JavaScript, and every kind of page through axe."""

import pytest
from django.urls import reverse

from learning.models import Attempt
from tests.browser import PHONE, assert_fits, keep_picture
from tests.learning.conftest import AT, Walk
from tests.learning.small_course import RIGHT

pytestmark = pytest.mark.django_db(transaction=True)


class Visitor:
    """Takes the small course by pressing what is there, and looks at each page on the way."""

    def __init__(self, page, look):
        self.page, self.look = page, look

    def press(self, name):
        button = self.page.get_by_role("button", name=name, exact=True)
        button.or_(self.page.get_by_role("link", name=name, exact=True)).click()
        self.page.wait_for_load_state()
        self.look(self.page)

    def choose(self, *texts):
        for text in texts:
            self.page.get_by_label(text, exact=True).check()

    def answer(self, right=True):
        key = self.page.locator("input[name=question]").input_value()
        wanted = RIGHT[key] if right else ["B"]
        self.choose(*(f"{key} option {letter}" for letter in wanted))
        self.press("Check my answer")

    def take_the_course(self):
        self.press("Start the course")
        self.press("I have finished this lesson")
        self.press("See what happens")  # nothing chosen
        assert "Choose what you would do" in self.page.content()
        for choice, way_on in (("A is unsafe", "Try again"), ("B is best", "Carry on"), ("A is ok", "Carry on")):
            self.choose(f"Choice {choice}")
            self.press("See what happens")
            self.press(way_on)
        self.press("I have finished this lesson")
        self.press("Start the questions")
        self.press("Check my answer")  # nothing chosen
        assert "Choose an answer" in self.page.content()
        self.answer()
        self.press("Next question")
        self.answer()
        self.press("Next question")
        self.answer(right=False) if self.page.locator("input[value=Q1]").count() else self.answer()
        self.press("Finish and see my result")


def look_closely(axe, name):
    seen = []

    def look(page):
        assert_fits(page)
        axe(page)
        seen.append(page.url)
        keep_picture(page, f"{name}-{len(seen):02}")

    return look


def open_start(page, live_server, look):
    page.goto(live_server.url + reverse("learning:start", args=["small"]))
    look(page)
    return Visitor(page, look)


def test_the_whole_course_on_a_phone(phone, live_server, sign_in, axe, course, driver):
    sign_in(phone, driver.user)
    open_start(phone, live_server, look_closely(axe, "phone")).take_the_course()
    assert Attempt.objects.get().is_passed
    assert phone.url.endswith("/result/")


def test_the_whole_course_without_javascript(browser, live_server, sign_in, course, driver):
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, driver.user)
    open_start(page, live_server, lambda page: None).take_the_course()
    assert Attempt.objects.get().is_passed
    context.close()


def test_going_back_after_an_answer_shows_the_answer_and_not_a_form_to_send_again(
    phone, live_server, sign_in, begin, driver
):
    walk = begin(driver).to_assessment()
    sign_in(phone, driver.user)
    phone.goto(live_server.url + reverse("learning:assessment", args=[walk.attempt.uuid]))
    visitor = Visitor(phone, lambda page: None)
    visitor.press("Start the questions")
    visitor.answer()
    visitor.press("Next question")
    phone.go_back()
    assert "That is right" in phone.content()


def test_going_back_past_a_mistake_shows_a_page_and_not_the_browsers_own_error(
    phone, live_server, sign_in, begin, driver
):
    walk = begin(driver).to_assessment()
    sign_in(phone, driver.user)
    phone.goto(live_server.url + reverse("learning:assessment", args=[walk.attempt.uuid]))
    visitor = Visitor(phone, lambda page: None)
    visitor.press("Start the questions")
    visitor.press("Check my answer")  # nothing chosen
    assert "Choose an answer" in phone.content()
    visitor.answer()
    visitor.press("Next question")
    for _ in range(2):  # past the answer, to where the mistake was
        phone.go_back()
        assert "That is right" in phone.content()


def test_two_browsers_agree_on_where_the_learner_is(browser, live_server, sign_in, course, driver, begin):
    pages = [browser.new_context().new_page() for _ in range(2)]
    walk: Walk = begin(driver)
    for page in pages:
        sign_in(page, driver.user)
        page.goto(live_server.url + reverse("learning:lesson", args=[walk.attempt.uuid, "L1"]))
    for page in pages:  # both press the same button on the same page
        page.get_by_role("button", name="I have finished this lesson").click()
        assert page.url.endswith("/scenario/S1/")
    for page in pages:
        page.context.close()


def test_every_page_at_its_worst_passes_axe_on_a_wide_screen(page, live_server, sign_in, axe, begin, driver):
    look = look_closely(axe, "wide")
    walk = begin(driver)
    sign_in(page, driver.user)

    def visit(name, **kwargs):
        page.goto(live_server.url + reverse(f"learning:{name}", kwargs={"attempt": walk.attempt.uuid, **kwargs}))
        look(page)

    visit("overview")
    walk.to_assessment()
    visit("scenario", key="S1")
    visit("lesson", key="L1")
    for _ in range(2):
        walk.answer(wrong=("Q1", "Q2")).finish()
    visit("assessment")
    walk.answer(leave=("Q3",), wrong=("Q2",))
    visit("question", number=1)
    visit("finish")


def test_a_refresher_passes_axe(phone, live_server, sign_in, axe, begin, driver):
    walk = begin(driver, kind="refresher")
    sign_in(phone, driver.user)
    phone.goto(live_server.url + reverse("learning:refresh", args=[walk.attempt.uuid]))
    look_closely(axe, "refresher")(phone)
    assert walk.attempt.started_at == AT
