"""Joining at a hotel: what is asked, what is told of who sees it, and how to come back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.phones import as_read
from tests.onboarding.doors.test_hotel import PIN, House, house  # noqa: F401

pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_without_a_way_chosen_the_way_is_asked_for_and_no_pin(house: House) -> None:
    said = words(house.join())
    assert "Choose how you will sign in next time." in said
    assert "Choose a PIN of 6 to 8 numbers." not in said


def test_a_pin_typed_without_choosing_the_way_is_not_taken_for_it(house: House) -> None:
    answer = house.join(pin=PIN)
    assert answer.status_code == 400
    assert "Choose how you will sign in next time." in words(answer)


def test_who_chose_a_pin_and_typed_none_is_asked_for_it(house: House) -> None:
    assert "Choose a PIN of 6 to 8 numbers." in words(house.join(way="pin"))


def test_the_way_back_names_the_code(house: House) -> None:
    client = Client()
    answer = house.join(client, way="pin", pin=PIN)
    shown = f"{house.code[:4]} {house.code[4:]}"
    assert f"Next time you need the code {shown}, your name" in words(client.get(answer.headers["Location"]))


def test_all_that_the_champion_sees_is_said_before_joining(house: House) -> None:
    page = words(Client().get(reverse("onboarding:join", args=[house.code])))
    for seen in (
        "first name and initial",
        "what you do",
        "your shift",
        "your agency",
        "whether you have begun",
        "dates",
    ):
        assert seen in page
    assert "Never your answers or scores" in page


@pytest.mark.parametrize(
    ("number", "read"), [("+447700900555", "07700 900 555"), ("+48501234567", "+48501234567"), ("", "")]
)
def test_a_number_is_read_as_it_is_said(number: str, read: str) -> None:
    assert as_read(number) == read
