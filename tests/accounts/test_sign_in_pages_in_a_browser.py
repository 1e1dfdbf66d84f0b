"""The way in, in a real Chromium, on a phone and on a desk."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser import assert_fits, keep_picture

EMAIL = "sam@example.org"
PASSWORD = "three odd words"
PUBLIC = ["login/", "login/code/", "password/reset/", "signup/", "inactive/", "password/reset/done/"]
SIGNED_IN = ["password/change/", "logout/", "reauthenticate/"]


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def user(transactional_db: None) -> User:
    return User.objects.create_user(EMAIL, PASSWORD)


@pytest.mark.browser
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("path", PUBLIC)
def test_each_way_in_is_accessible_and_fits(
    request: pytest.FixtureRequest, live_server: LiveServer, axe: Callable[[Page], None], size: str, path: str
) -> None:
    page: Page = request.getfixturevalue(size)
    page.goto(f"{live_server.url}/account/{path}")
    keep_picture(page, f"account-{path.strip('/').replace('/', '-')}-{size}")
    axe(page)
    assert_fits(page)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_each_page_of_ones_account_is_accessible(
    phone: Page,
    live_server: LiveServer,
    user: User,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    path: str,
) -> None:
    sign_in(phone, user)
    phone.goto(f"{live_server.url}/account/{path}")
    keep_picture(phone, f"account-{path.strip('/').replace('/', '-')}-phone")
    axe(phone)
    assert_fits(phone)


def test_a_mistake_puts_the_reader_at_the_summary_which_leads_to_the_field(
    page: Page, live_server: LiveServer, user: User, axe: Callable[[Page], None]
) -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_role("button", name="Sign in").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    axe(page)
    keep_picture(page, "account-login-mistake")
    summary.get_by_role("link", name="Enter your password.").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_value(EMAIL)


def test_a_code_lets_one_in_on_a_phone(
    phone: Page, live_server: LiveServer, user: User, axe: Callable[[Page], None]
) -> None:
    phone.goto(f"{live_server.url}/account/login/")
    phone.get_by_role("link", name="Have a code sent to you").click()
    phone.get_by_label("E-mail address").fill(EMAIL)
    phone.get_by_role("button", name="Send me a code").click()
    axe(phone)
    keep_picture(phone, "account-login-code-confirm-phone")
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code is not None
    phone.get_by_label("Code", exact=True).fill("12")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("That code is not right.")
    keep_picture(phone, "account-wrong-code-phone")
    phone.get_by_label("Code", exact=True).fill(code[0])
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_page_obeys_its_own_security_policy(page: Page, live_server: LiveServer) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/account/login/")
    page.wait_for_load_state("networkidle")
    assert refused == []


def test_leaving_quickly_puts_another_page_in_this_ones_place(page: Page, live_server: LiveServer) -> None:
    page.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
    )
    page.goto("about:blank")
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("link", name="Leave this page quickly").click()
    expect(page).to_have_title("Weather")
    page.go_back()
    assert page.url == "about:blank"


def test_escape_three_times_leaves_too(page: Page, live_server: LiveServer) -> None:
    page.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
    )
    page.goto(f"{live_server.url}/account/login/")
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page).to_have_title("Weather")


@pytest.mark.parametrize("script", [True, False])
def test_numbers_for_something_seen_now_open_with_and_without_script(
    browser, live_server: LiveServer, axe: Callable[[Page], None], script: bool
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_text("See something now").click()
    expect(page.get_by_role("link", name="0800 555 111")).to_be_visible()
    if script:
        axe(page)
        assert_fits(page)
        keep_picture(page, "see-something-now-phone")
    context.close()
