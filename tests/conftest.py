"""Fixtures every room's tests share: the kept database, and a real browser.

A browser test asks for `page` (1280 px) or `phone` (360 px) and `live_server`, and is marked `browser` by that. It
skips, visibly, where there is no Chromium, and fails instead when CI is set. `sign_in(page, user)` puts a session into
a page.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests import browser as chrome
from tests import database

BROWSER_FIXTURES = {"page", "phone", "browser"}
_stamp = pytest.StashKey[tuple[Path, str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_createdb(request: pytest.FixtureRequest, django_db_createdb: bool, django_test_environment: None) -> bool:
    """Also make the database again when a migration changed or the last run was cut short."""
    stamp, wanted = database.stamp_file(), database.migrations_hash()
    is_whole = stamp.exists() and stamp.read_text() == wanted
    stamp.unlink(missing_ok=True)
    request.config.stash[_stamp] = (stamp, wanted)
    if is_whole and not django_db_createdb:
        database.skip_migrating()
    return django_db_createdb or not is_whole


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    database.allow_migrating()
    with django_db_blocker.unblock():
        undo = database.put_rows_back_after_each_flush()
    yield
    undo()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _stamp in session.config.stash:
        stamp, wanted = session.config.stash[_stamp]
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would take a test's own database call for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        instance = chrome.launch(playwright)
        yield instance
        instance.close()


def _page(browser: Browser, size: tuple[int, int], **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB", **options)
    context.set_default_timeout(chrome.PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, chrome.DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, chrome.PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every violation axe finds on the page as it stands."""
    return chrome.assert_accessible


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """`sign_in(page, user)`: the page's next visit to the live server is the user's."""

    def put_session(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return put_session
