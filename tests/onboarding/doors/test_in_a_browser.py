"""The two ways in, in a real Chromium on a small phone, with and without JavaScript: from the address on the poster to
the first lesson, every page through axe, and weighed as a phone would fetch it.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, ViewportSize

from messaging.mailbox import letters
from onboarding.models import Registration
from partnership.models import Assignment
from tests.browser import PATIENCE, PHONE, assert_accessible, assert_fits, keep_picture
from tests.onboarding.doors.conftest import NUMBER, Doors
from tests.onboarding.doors.test_hotel import House, house  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 100 * 1024
BUILD = Path(settings.BASE_DIR) / "static" / "build"
SQUEEZED = {".css", ".js", ".svg"}  # what WhiteNoise serves compressed; fonts are so already, pages are not


class Scale:
    """Adds up what a phone fetches: headers, pages as sent, and each file once, as WhiteNoise serves it."""

    def __init__(self, page: Page) -> None:
        self.weights: dict[str, int] = {}
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        path, headers = urlsplit(response.url).path, response.headers
        sent = sum(len(name) + len(value) + 4 for name, value in headers.items())
        if path.startswith("/static/"):
            self.weights[path] = sent + _served(BUILD / path.removeprefix("/static/"))
        else:
            page = int(headers.get("content-length", 0))
            assert page or response.status >= 300, f"{path} does not say how long it is"
            self.weights[f"{len(self.weights)} {path}"] = sent + page

    @property
    def total(self) -> int:
        return sum(self.weights.values())


def _served(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9)) if file.suffix in SQUEEZED else file.stat().st_size


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size: ViewportSize = {"width": PHONE[0], "height": PHONE[1]}
    context = browser.new_context(
        viewport=size, locale="en-GB", is_mobile=True, has_touch=True, java_script_enabled=request.param
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def look(browser: Browser, request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Look at a page: it fits the phone, and axe finds nothing. axe needs JavaScript, so without it only its fit is."""
    has_script = "without" not in request.node.name

    def at(page: Page, name: str) -> None:
        if has_script:
            assert_fits(page)
            assert_accessible(page)
            keep_picture(page, f"doors-{name}")
        assert page.locator("h1").count() == 1

    return at


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).or_(
        page.locator("main").get_by_role("link", name=name, exact=True)
    ).first.click()
    page.wait_for_load_state()


def to_the_first_lesson(page: Page, scale: Scale) -> None:
    """Pressed on, the course begins; what came before weighed less than a picture."""
    styles = [path for path in scale.weights if path.endswith(".css")]
    assert styles, "the scale sees what is fetched"
    assert scale.total <= MOST, scale.weights
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(re.compile("/learn/.+/lesson/"))


def test_from_the_poster_to_the_first_lesson(
    doors: Doors, live_server: Any, visitor: Page, look: Callable[[Page, str], None]
) -> None:
    scale = Scale(visitor)
    visitor.goto(live_server.url + reverse("onboarding:taxi_landing", args=[doors.poster.code]))
    assert visitor.get_by_role("link", name="Worried about someone now?").is_visible()
    look(visitor, "taxi-1-landing")
    press(visitor, "Start")
    assert "Step 1 of 4" in visitor.content()
    look(visitor, "taxi-2-contact")
    visitor.get_by_label("Mobile number or e-mail address").fill("07700 900123")
    press(visitor, "Send me a code")
    assert "Step 2 of 4" in visitor.content()
    look(visitor, "taxi-3-code")
    visitor.get_by_label("Code").fill(doors.code_for(NUMBER))
    press(visitor, "Carry on")
    assert "Step 3 of 4" in visitor.content()
    look(visitor, "taxi-4-badge")
    press(visitor, "Carry on")
    look(visitor, "taxi-5-badge-empty")
    assert "There is a problem" in visitor.content()
    visitor.get_by_label("Aldermoor Council").check()
    visitor.get_by_label("Badge number").fill("ab 417")
    visitor.get_by_label("Private hire", exact=True).check()
    visitor.get_by_label("Name, as on the badge").fill("Dana Okafor")
    press(visitor, "Carry on")
    assert "Step 4 of 4" in visitor.content()
    look(visitor, "taxi-6-notice")
    press(visitor, "Go to the course")
    assert "You are registered." in visitor.content()
    look(visitor, "taxi-7-course")
    to_the_first_lesson(visitor, scale)
    assert Registration.objects.get().number_key == "AB417"


@pytest.mark.parametrize("way", ["phone", "pin"])
def test_from_the_staff_room_to_the_first_lesson(
    house: House,
    live_server: Any,
    visitor: Page,
    look: Callable[[Page, str], None],
    way: str,
) -> None:
    scale = Scale(visitor)
    visitor.goto(live_server.url + reverse("onboarding:join_type_code"))
    look(visitor, "hotel-1-code")
    visitor.get_by_label("Code").fill(f"{house.code[:4]} {house.code[4:]}".lower())
    press(visitor, "Carry on")
    look(visitor, "hotel-2-join")
    visitor.get_by_label("Your name").fill("Ewa Nowak")
    visitor.get_by_label("hotel_night").check()
    visitor.get_by_label("Night", exact=True).check()
    if way == "phone":
        visitor.get_by_label("With a code sent to my phone or e-mail").check()
        visitor.get_by_label("Your mobile number or e-mail address").fill("07700 900123")
        press(visitor, "Carry on")
        look(visitor, "hotel-3-code")
        code = re.search(r"\b\d{6}\b", letters(house.texts, most=1)[0].body)
        assert code
        visitor.get_by_label("Code").fill(code[0])
    else:
        visitor.get_by_label("With a PIN that I choose").check()
        visitor.get_by_label("Your PIN").fill("730194")
    press(visitor, "Carry on")
    look(visitor, f"hotel-4-course-{way}")
    assert ("Finish and sign out" in visitor.content()) is (way == "pin")
    to_the_first_lesson(visitor, scale)
    assert Assignment.objects.get().organisation == house.premises.organisation


def test_the_officers_pages_fit_a_phone_and_a_desk(
    doors: Doors, live_server: Any, browser: Browser, sign_in: Callable[[Page, Any], None]
) -> None:
    doors.driver(mobile="+447700900456")
    claim = doors.registered()
    officer = doors.officer()
    pages = {
        "posters": reverse("onboarding:posters"),
        "registrations": reverse("onboarding:registrations"),
        "registration": reverse("onboarding:registration", args=[claim.uuid]),
        "start": reverse("onboarding:start_somebody"),
        "check": reverse("onboarding:licence_check"),
        "keys": reverse("onboarding:licence_check_keys"),
        "by-code": reverse("onboarding:start"),
        "by-pin": reverse("onboarding:join_by_pin", args=["ZZZZZZZZ"]),
    }
    for size in (PHONE, (1280, 900)):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
        page = context.new_page()
        sign_in(page, officer)
        for name, address in pages.items():
            page.goto(live_server.url + address)
            assert_fits(page)
            assert_accessible(page)
            keep_picture(page, f"doors-officer-{name}-{size[0]}")
        context.close()
