"""Many links are a menu on a phone, opened and closed by hand or by keyboard; a wide window shows them all."""

import pytest
from django.urls import reverse


@pytest.fixture
def address(live_server, places):
    return f"{live_server.url}{reverse('certification:my_training')}"


@pytest.fixture
def places(transactional_db, world):
    world.organisation("ALD")
    return world


def test_an_officer_opens_the_menu_and_goes_where_it_leads(address, places, phone, axe, sign_in, user_with):
    sign_in(phone, user_with("licensing_officer", places.organisation("ALD")))
    phone.goto(address)
    links = phone.get_by_role("navigation", name="Main")
    assert not links.is_visible()
    phone.get_by_role("button", name="Menu").click()
    axe(phone)
    phone.keyboard.press("Escape")
    assert not links.is_visible()
    phone.keyboard.press("Enter")  # the button has the focus again
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"**{reverse('desks:licences')}")


def test_a_wide_window_shows_every_link_and_no_menu(address, places, page, sign_in, user_with):
    sign_in(page, user_with("licensing_officer", places.organisation("ALD")))
    page.goto(address)
    assert page.get_by_role("navigation", name="Main").get_by_role("link").count() > 3
    assert page.get_by_role("link", name="Drivers").is_visible()
    assert not page.get_by_role("button", name="Menu").is_visible()


def test_somebody_with_few_links_has_them_before_their_eyes(address, places, phone, sign_in, user_with):
    sign_in(phone, user_with("board", None))
    phone.goto(address)
    assert phone.get_by_role("link", name="Coverage").is_visible()
    assert phone.get_by_role("button", name="Menu").count() == 0
