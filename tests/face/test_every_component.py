"""The components, drawn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import assert_fits, keep_picture

pytestmark = pytest.mark.urls("tests.face.gallery_urls")
FOLDER = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def _gallery(settings: Any) -> None:
    template = {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], FOLDER]}
    options = template["OPTIONS"]
    processors = [name for name in options["context_processors"] if not name.startswith("desks.")]
    template["OPTIONS"] = {**options, "context_processors": processors}
    settings.TEMPLATES = [template]


def html(client: Client, address: str = "/") -> str:
    return client.get(address).content.decode()


def test_each_component_is_drawn(client: Client, db: None) -> None:
    page = html(client)
    assert "<c-" not in page
    for piece in (
        '<a href="/" class="govuk-back-link">Back</a>',
        '<progress class="app-progress__bar" value="4" max="6">',
        'aria-describedby="task-2"',
        '<strong class="app-tag app-tag--in-grace">In grace</strong>',
        'class="app-callout app-callout--warning"',
        '<td class="govuk-table__cell govuk-table__cell--numeric">0</td>',
        '<button type="submit" class="govuk-button govuk-button--secondary" name="later" value="1">',
        '<a href="#" class="govuk-button"',
        "Front door 01632 960101",
    ):
        assert piece in page, piece


def test_a_field_ties_its_hint_and_its_error_to_its_input(client: Client, db: None) -> None:
    page = html(client, "/?wrong=1")
    assert 'aria-describedby="id_email-hint id_email-error"' in page
    assert '<p id="id_email-error" class="govuk-error-message">' in page


def test_each_error_leads_to_an_input_that_exists(client: Client, db: None) -> None:
    page = html(client, "/?wrong=1")
    for name in ("email", "shift", "days", "place", "note", "agree"):
        assert f'<a href="#id_{name}">' in page
        assert f'id="id_{name}"' in page


def test_no_summary_without_errors(client: Client, db: None) -> None:
    assert "error-summary" not in html(client)


def test_what_people_typed_cannot_become_markup(client: Client, db: None) -> None:
    page = html(client, "/?wrong=%22%3E%3Cscript%3E")
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.browser
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("state", ["", "?wrong=1"])
def test_all_of_them_together_are_accessible_and_fit(
    request: pytest.FixtureRequest, live_server: LiveServer, axe: Callable[[Page], None], size: str, state: str
) -> None:
    page: Page = request.getfixturevalue(size)
    page.goto(f"{live_server.url}/{state}")
    keep_picture(page, f"gallery{state and '-wrong'}-{size}")
    axe(page)
    assert_fits(page)


def test_a_double_tap_sends_a_form_once(page: Page, live_server: LiveServer) -> None:
    sent: list[str] = []
    page.route("**/slow/", lambda route: sent.append(route.request.url))
    page.goto(live_server.url)
    page.evaluate("document.querySelector('form').action = '/slow/'")
    page.evaluate("for (const wait of [0, 100]) setTimeout(() => document.querySelector('form button').click(), wait)")
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_the_bar_stays_in_reach_while_one_scrolls(phone: Page, live_server: LiveServer) -> None:
    phone.goto(live_server.url)
    phone.mouse.wheel(0, 3000)
    expect(phone.get_by_text("See something now").first).to_be_in_viewport()
    expect(phone.get_by_role("link", name="Leave quickly")).to_be_in_viewport()


@pytest.mark.parametrize("missing", ["/nowhere/", "/account/nowhere/"])
def test_a_page_that_is_not_there_says_so_and_keeps_the_numbers(client: Client, db: None, missing: str) -> None:
    response = client.get(missing)
    assert response.status_code == 404
    page = response.content.decode()
    assert "We cannot find that page" in page
    assert "0800 555 111" in page


def test_a_page_that_breaks_says_so_and_keeps_the_numbers(client: Client, db: None) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something went wrong on our side" in page
    assert "0808 800 5000" in page


def test_a_form_from_too_long_ago_says_what_to_do(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "That page was open too long" in response.content.decode()
