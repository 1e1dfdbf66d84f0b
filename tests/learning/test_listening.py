"""A page read aloud: by the browser's own voice, when asked, and as the page has it. The voice is made up here, as a
browser under test has none; everything that asks it to speak is ours.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import assert_fits

pytestmark = pytest.mark.django_db(transaction=True)

VOICE = """
  window.said = [];
  window.waiting = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const voices = [{lang: "LANGUAGE", name: "A voice", localService: true}];
  speechSynthesis.getVoices = () => voices;
  speechSynthesis.cancel = () => { window.waiting = []; };
  speechSynthesis.speak = (utterance) => {
    window.said.push({text: utterance.text, lang: utterance.lang, rate: utterance.rate});
    window.waiting.push(utterance);
  };
  window.heard = () => window.waiting.shift().onend();
"""


@pytest.fixture
def lesson(phone, live_server, sign_in, begin, driver):
    walk = begin(driver)
    sign_in(phone, driver.user)

    def open_with_a_voice(language="en-GB"):
        phone.add_init_script(VOICE.replace("LANGUAGE", language))
        phone.goto(live_server.url + reverse("learning:lesson", args=[walk.attempt.uuid, "L1"]))
        return phone

    return open_with_a_voice


def listen(page):
    return page.get_by_role("button", name="Listen", exact=True)


def said(page):
    return [one["text"] for one in page.evaluate("said")]


def hear_all(page):
    while page.evaluate("waiting.length"):
        page.evaluate("heard()")


def test_nothing_is_offered_without_a_voice_for_the_pages_language(lesson):
    page = lesson("fr-FR")
    expect(listen(page)).to_be_hidden()


def test_nothing_is_said_until_it_is_asked_for(lesson):
    page = lesson()
    expect(listen(page)).to_be_visible()
    assert said(page) == []


def test_it_reads_heading_text_and_lists_once_each_and_no_furniture(lesson):
    page = lesson()
    listen(page).click()
    hear_all(page)
    words = said(page)
    heading = page.locator("h1").inner_text()
    assert words.count(heading) == 1
    written = " ".join(page.locator(".app-lesson").inner_text().split())
    for passage in page.locator(".app-lesson p, .app-lesson li").all_inner_texts():
        first = passage.split(".")[0].strip()
        assert sum(first in one for one in words) >= 1, passage
    assert len(" ".join(words)) < 2 * len(written) + 200
    for furniture in ("I have finished this lesson", "All parts of this course", "Speed", "Samaritans"):
        assert not [one for one in words if furniture in one]
    expect(listen(page)).to_be_visible()  # at the end it can begin again


def test_it_reads_a_question_with_its_options(phone, live_server, sign_in, begin, driver):
    walk = begin(driver).to_assessment()
    walk.answer(leave=("Q1", "Q2", "Q3"))
    sign_in(phone, driver.user)
    phone.add_init_script(VOICE.replace("LANGUAGE", "en-GB"))
    phone.goto(live_server.url + reverse("learning:question", args=[walk.attempt.uuid, 1]))
    listen(phone).click()
    hear_all(phone)
    for label in phone.locator("fieldset label").all_inner_texts():
        assert said(phone).count(label) == 1
    assert "Check my answer" not in said(phone)


def test_pause_goes_on_with_the_sentence_it_stopped_in_and_stop_begins_anew(lesson, axe):
    page = lesson()
    listen(page).click()
    page.evaluate("heard()")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("waiting.length") == 0
    axe(page)
    page.get_by_role("button", name="Go on listening").click()
    words = said(page)
    assert words[-1] == words[-2]
    page.get_by_role("button", name="Stop").click()
    expect(listen(page)).to_be_focused()
    listen(page).click()
    assert said(page)[-1] == words[0]


def test_what_is_happening_is_said_to_a_screen_reader(lesson):
    page = lesson()
    listen(page).click()
    expect(page.get_by_role("status")).to_have_text("Reading aloud")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("status")).to_have_text("Reading is paused")


def test_the_speed_is_kept_on_this_device(lesson):
    page = lesson()
    page.get_by_label("Speed").select_option("1.25")
    page.reload()
    listen(page).click()
    assert page.evaluate("said[0].rate") == 1.25


def test_headphones_are_mentioned_once(lesson, axe):
    page = lesson()
    listen(page).click()
    expect(page.get_by_text("Use headphones in shared places")).to_be_visible()
    assert_fits(page)
    axe(page)
    page.reload()
    listen(page).click()
    expect(page.get_by_text("Use headphones in shared places")).to_be_hidden()


def test_each_passage_is_read_in_its_own_language(lesson):
    page = lesson()
    page.evaluate("document.querySelector('.app-lesson p').innerHTML = 'Say <span lang=\"ur\">شکریہ</span> to her'")
    listen(page).click()
    hear_all(page)
    assert {"text": "شکریہ", "lang": "ur", "rate": 1} in page.evaluate("said")
    assert {one["lang"] for one in page.evaluate("said")} == {"en-gb", "ur"}


def test_leaving_the_page_stops_it(lesson):
    page = lesson()
    listen(page).click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("waiting.length") == 0
