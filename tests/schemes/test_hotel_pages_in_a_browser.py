"""The desks on a phone in a real browser: axe finds nothing, nothing scrolls sideways, a roll-call takes taps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from partnership.models import Assignment, Organisation
from schemes.models import TestVisit
from schemes.services import badges, champions, join_codes
from tests.browser import assert_fits, keep_picture
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import hotels  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db, hotels):
    found = hotels.place(clock.today() - timedelta(days=95), staff=6, trained=5)
    join_codes.give_code(premises=found, on=clock.today())
    badges.give_badge(premises=found, on=clock.today())
    TestVisit.objects.create(
        premises=found, visited_on=clock.today(), scenario_code="walk-in", outcome="not_challenged"
    )
    return found


def looked_at(phone, axe, live_server, path):
    phone.goto(live_server.url + path)
    axe(phone)
    assert_fits(phone)
    keep_picture(phone, path.strip("/").replace("/", "-") or "home")


def test_a_champion_on_a_phone(place, phone, axe, live_server, sign_in, user_with):
    sign_in(phone, user_with("champion", place.organisation))
    for name in ("code", "team", "pledge", "badge"):
        looked_at(phone, axe, live_server, reverse(f"schemes:{name}", args=[place.uuid]))
    looked_at(phone, axe, live_server, reverse("desks:champion"))
    phone.get_by_role("link", name="Take the roll-call").click()
    axe(phone)
    assert_fits(phone)
    phone.get_by_label("How many people work here now?").fill("6")
    phone.get_by_role("button", name="Carry on").click()
    phone.get_by_role("heading", name="Is this right?").wait_for()
    axe(phone)
    assert_fits(phone)
    phone.get_by_role("button", name="Yes, that is right").click()
    phone.get_by_text("Roll-call taken").wait_for()
    assert Assignment.objects.filter(confirmations__confirmed_on=clock.today()).count() == 6
    looked_at(phone, axe, live_server, reverse("schemes:check_badge", args=[place.badge.code]))


def test_a_coordinator_on_a_phone(place, hotels, phone, axe, live_server, sign_in, user_with):
    hotels.bare("Mill Inn", postcode="WX1 1AA")
    champions.end_champion(champion=place.champions.get(), on=clock.today())
    sign_in(phone, user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    for path in (reverse("desks:coordinator"), reverse("schemes:add")):
        looked_at(phone, axe, live_server, path)
    phone.goto(live_server.url + reverse("schemes:premises", args=[place.uuid]))
    for each in phone.locator("details.govuk-details").all():
        each.evaluate("it => { it.open = true }")
    axe(phone)
    assert_fits(phone)
