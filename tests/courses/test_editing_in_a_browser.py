"""The editor with its preview beside it, and the public pages, in a real browser."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from courses import services
from courses.models import CoursePage
from tests.browser import assert_fits, keep_picture
from tests.courses.conftest import DAY, NOON, TAXI
from tests.courses.forms import posted


@pytest.fixture
def taxi_page(transactional_db, areas) -> CoursePage:
    return services.import_course(text=TAXI.read_bytes(), on=DAY, at=NOON).page


@pytest.fixture
def editor(transactional_db):
    return get_user_model().objects.create_superuser(email="editor@wealdshire.example", password="long-enough-1")


def test_an_editor_changes_a_sentence_and_sees_it_beside(page, live_server, sign_in, editor, taxi_page):
    sign_in(page, editor)
    page.set_viewport_size({"width": 1500, "height": 1000})
    page.goto(f"{live_server.url}/cms/pages/{taxi_page.pk}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe#w-preview-iframe, iframe[title=Preview]").last
    preview.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")  # a mode chosen while the first preview is drawn is lost on Wagtail
    page.locator("[data-w-preview-target=mode]").select_option("questions")
    preview.get_by_text("Which of these best describes").wait_for()
    page.get_by_role("tab", name="Assessment").click()
    page.locator("#tab-assessment [data-panel-toggle]").nth(1).click()
    page.wait_for_load_state("networkidle")  # a change typed while the first preview is on its way can be overtaken
    question = page.locator("[name=questions-0-value-text]")
    question.fill("What is child sexual exploitation, in a sentence?")
    question.press("Tab")
    # The panel posts some 1,700 fields and draws them again: not at once on a busy machine.
    preview.get_by_text("What is child sexual exploitation, in a sentence?").wait_for()
    keep_picture(page, "courses-editor")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")  # the editor goes on asking as long as it is open


def test_who_only_looks_is_told_of_no_unsaved_edits(page, live_server, sign_in, editor, taxi_page):
    sign_in(page, editor)
    page.add_init_script("document.addEventListener('w-unsaved:add', () => { window.saysUnsaved = true })")
    page.goto(f"{live_server.url}/cms/pages/{taxi_page.pk}/edit/")
    page.wait_for_load_state("networkidle")
    for tab in ("Lessons", "Publish"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(1_500)  # longer than Wagtail waits before it compares
    assert not page.evaluate("window.saysUnsaved")
    page.get_by_role("tab", name="About").click()
    page.locator("[name=title]").fill("Another title")
    page.get_by_text("unsaved edits").first.wait_for()


PUBLIC = ("/help-now/", "/help-now/E07000093/", "/help-now/nowhere/", "/courses/", "/courses/cse-taxi/")


def test_the_public_pages_fit_a_phone_and_are_accessible(phone, live_server, taxi_page, axe):
    for address in PUBLIC:
        phone.goto(live_server.url + address)
        assert_fits(phone)
        axe(phone)


def test_what_is_previewed_fits_a_phone_and_is_accessible(phone, live_server, sign_in, client, editor, taxi_page, axe):
    sign_in(phone, editor)
    client.force_login(editor)
    typed = posted(taxi_page.get_latest_revision_as_object())
    client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[taxi_page.pk]), typed)
    for mode in ("L1", "L2", "L4", "scenarios", "questions", "beside"):
        phone.goto(f"{live_server.url}/cms/pages/{taxi_page.pk}/edit/preview/?mode={mode}")
        assert_fits(phone)
        axe(phone)
