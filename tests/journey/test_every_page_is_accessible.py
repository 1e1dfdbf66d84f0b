"""Every page that a GET reaches, through axe in a real browser at 360 px, as whoever meets it, in its telling states.

The pages are listed in tests/journey/walk/visits.py; `test_every_address_is_in_the_table` fails for an address that is
not in it.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Error

from accounts.models import User
from demo.personas import PERSONAS
from tests.browser import DESKTOP, PATIENCE, PHONE, keep_picture
from tests.journey.walk.visit import Visit
from tests.journey.walk.visits import NO_PAGE, NOT_OURS, ON_THE_WAY, OURS_IN_CMS, VISITS
from tests.journey.walk.world import World, small_world

STATES = {"400.html": 400, "403.html": 403, "403_csrf.html": 403, "404.html": 404, "429.html": 429, "500.html": 500}
KNOWN = {name for visit in VISITS for name in visit.names} | set(NO_PAGE) | ON_THE_WAY


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every name there is; below /cms/ those of our own pages."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            within = names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            is_wagtails = str(pattern.pattern).startswith(("cms/", "documents/"))
            yield from (name for name in within if not is_wagtails or name.startswith(OURS_IN_CMS))
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}"


def test_every_address_is_in_the_table() -> None:
    missing = {name for name in names(get_resolver()) if name and name not in KNOWN}
    missing -= {name for name in missing if name.startswith(NOT_OURS)}
    assert sorted(missing) == [], "say in VISITS how the page is looked at, or in NO_PAGE why it is none"


def test_the_table_names_nothing_that_is_gone() -> None:
    assert sorted(KNOWN - set(names(get_resolver())) - {"wagtailadmin_home"}) == []


@pytest.fixture
def world(wealdshire: None) -> World:
    for key in ("new", "badge"):  # at the doors: a login that has told nothing yet, and one that has
        User.objects.create_user(f"{key}@lookout.example")
    return small_world()


def violations(page: Any, only: str | None = None) -> list[str]:
    found = Axe().run(page, context=only).response["violations"] if only else Axe().run(page).response["violations"]
    where = f"{page.url} at {page.viewport_size['width']}"
    return [f"{where}: {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def overflow(page: Any) -> list[str]:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{page.url} is {wide} px wide in {room}"] if wide > room else []


def file_name(visit: Visit) -> str:
    return f"{VISITS.index(visit):03}-{visit.name.replace(':', '-')}-{visit.who}"


def printed(page: Any, visit: Visit) -> list[str]:
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert sheets, "no sheet found in the PDF"
    return [f"{page.url} takes {sheets} sheets"] if sheets > visit.sheets else []


def look(page: Any, visit: Visit) -> list[str]:
    """What is wrong with the page as it stands, on a phone and, where it matters, on a desk."""
    found = violations(page, visit.only) + ([] if visit.only else overflow(page))
    keep_picture(page, f"{file_name(visit)}-{PHONE[0]}")
    if visit.wide:
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        found += violations(page, visit.only)
        keep_picture(page, f"{file_name(visit)}-{DESKTOP[0]}")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return found + printed(page, visit) if visit.sheets else found


def fill(page: Any, field: str, value: str) -> None:
    box = page.locator(f"main [name={field}]")
    if box.first.get_attribute("type") == "radio":
        page.locator(f"main [name={field}][value='{value}']").check()
    else:
        box.first.fill(value)


def send(page: Any, visit: Visit, sent: dict[str, str], server: str) -> list[str]:
    """Send the page's form, and look at what comes of it: its errors, or the page that it says."""
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
    for field, value in sent.items():
        fill(page, field, value)
    with page.expect_navigation():
        page.locator(visit.press).first.click()
    if visit.to:
        there = page.url.removeprefix(server).partition("?")[0]
        if not names_of(there) & {visit.to}:
            return [f"{visit.name} as {visit.who}: came to {page.url} and not to {visit.to}"]
    elif not page.locator("main .govuk-error-summary").is_visible():
        return [f"{visit.name} as {visit.who}: no errors are shown for {sent}"]
    keep_picture(page, f"{file_name(visit)}-sent")
    return violations(page) + overflow(page)


def names_of(path: str) -> set[str]:
    return {get_resolver().resolve(path).view_name}


@pytest.fixture
def pages(browser: Any, sign_in: Any) -> Iterator[Any]:
    """`pages("driver")`: a phone in that persona's hands, the same one each time; "" is a visitor's."""
    opened: dict[str, Any] = {}

    def page_of(who: str) -> Any:
        if who not in opened:
            context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-GB")
            context.set_default_timeout(PATIENCE)
            opened[who] = context.new_page()
            if who:
                sign_in(opened[who], User.objects.get(email=f"{who}@lookout.example"))
        return opened[who]

    yield page_of
    for page in opened.values():
        page.context.close()


def walk(visit: Visit, world: World, page: Any, server: str) -> list[str]:
    if visit.before:
        visit.before(world)
    address = server + visit.address(world)
    page.goto(address)
    found = [] if page.url.partition("#")[0] == address else [f"{visit.name} as {visit.who}: sent on to {page.url}"]
    found += look(page, visit)
    sent = visit.sent(world)
    return found if sent is None else found + send(page, visit, sent, server)


def test_axe_finds_nothing_on_any_of_them(world: World, pages: Any, live_server: Any) -> None:
    found: list[str] = []
    for visit in VISITS:
        cache.clear()  # limits on sign-in are not what is looked at
        try:
            found += walk(visit, world, pages(visit.who), live_server.url)
        except Error as error:  # the rest is looked at all the same
            found.append(f"{visit.name} as {visit.who}: {error}")
    assert found == [], "\n" + "\n".join(found)


def test_the_first_screen_of_every_persona(wealdshire: None, pages: Any, live_server: Any) -> None:
    found: list[str] = []
    looked_at = [persona.key for persona in PERSONAS if not persona.is_editor]  # Wagtail's own front page is theirs
    for key in looked_at:
        page = pages(key)
        page.goto(live_server.url + "/")
        found += violations(page) + overflow(page)
    assert found == [], "\n" + "\n".join(found)


def answer_with(body: str, status: int, route: Any) -> None:
    route.fulfill(body=body, status=status, content_type="text/html")


def test_the_pages_for_what_went_wrong(page: Any, phone: Any, live_server: Any, rf: Any, db: None) -> None:
    found: list[str] = []
    for template, status in STATES.items():
        request = rf.get("/state/")
        request.user = AnonymousUser()
        body = render(request, template).content.decode()
        for window in (page, phone):
            window.route("**/state/", partial(answer_with, body, status))
            window.goto(live_server.url + "/state/")
            found += violations(window) + overflow(window)
            keep_picture(window, f"state-{status}-{window.viewport_size['width']}")
            window.unroute("**/state/")
    assert found == [], "\n" + "\n".join(found)
