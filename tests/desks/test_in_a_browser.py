"""The desks and the board in a real browser, on a phone: nothing that axe finds, nothing that scrolls sideways."""

import pytest
from django.urls import reverse

from common import clock
from reporting import services
from tests.browser import assert_fits, keep_picture

DESKS = {
    "licensing_officer": "desks:licences",
    "democratic_services": "desks:members",
    "training_lead": "desks:people",
    "partnership_manager": "desks:partnership",
    "board": "reporting:board",
}


@pytest.fixture
def partnership(board):
    services.fill(on=clock.today(), at=clock.now())
    return board


def test_every_desk_on_a_phone(partnership, live_server, browser, phone, axe, sign_in, user_with):
    for kind, name in DESKS.items():
        whole = kind in ("partnership_manager", "board")
        sign_in(phone, user_with(kind, None if whole else partnership.organisation("ALD")))
        phone.goto(f"{live_server.url}{reverse(name)}")
        for details in phone.locator("main details").all():
            details.evaluate("each => { each.open = true }")
        axe(phone)
        assert_fits(phone)
        keep_picture(phone, kind)


def test_a_name_is_found_by_keyboard_and_stands_in_no_address(partnership, live_server, page, sign_in, user_with):
    sign_in(page, user_with("training_lead", partnership.organisation("ALD")))
    page.goto(f"{live_server.url}{reverse('desks:people')}")
    page.get_by_label("Find by name or number").fill("Aldermoor 59")
    page.keyboard.press("Enter")
    page.get_by_text("Only those with “Aldermoor 59”").wait_for()
    assert "Aldermoor" not in page.url
    assert page.locator("tbody tr").count() == 1
