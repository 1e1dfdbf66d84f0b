"""Before champions are reminded in bulk: who gets one, who not and why. And a premises is found by its name."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common import clock
from messaging.models import Message
from messaging.rendering import body_of, subject_of
from partnership.models import Organisation, Person
from schemes.models import Champion, Premises
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels


@pytest.fixture
def due(hotels: Hotels) -> dict[str, Premises]:
    """Four premises whose roll-call is due: one reached, one told this week, one unreachable, one without champion."""
    cache.clear()
    day = clock.today() - timedelta(days=95)
    made = {name: hotels.place(day, staff=2, trained=2, name=name) for name in ("Ash", "Birch", "Cedar", "Dogwood")}
    for name in ("Ash", "Birch"):
        person = Champion.objects.get(premises=made[name]).person
        Person.objects.filter(pk=person.pk).update(email=f"{name.lower()}@hotel.example")
    Champion.objects.filter(premises=made["Dogwood"]).delete()
    return made


@pytest.fixture
def coordinator(due: dict[str, Premises], client: Client, user_with: Any) -> Client:
    client.force_login(user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    return client


def test_the_counts_are_said_before_and_are_what_is_sent(coordinator: Client, due: dict[str, Premises]) -> None:
    address = reverse("schemes:remind")
    page = coordinator.get(address).content.decode()
    assert "2 champions and deputies get a reminder." in page
    assert "1 premises has a champion without phone or e-mail here" in page
    assert "1 premises has no champion: ring or visit" in page
    assert not Message.objects.exists()
    assert "2 champions are reminded." in coordinator.post(address, follow=True).content.decode()
    assert Message.objects.count() == 2
    again = coordinator.get(address).content.decode()
    assert "Nobody gets a reminder now." in again
    assert "2 premises were told this week already" in again


@pytest.mark.parametrize(("typed", "found"), [("birch", {"Birch"}), ("", {"Ash", "Birch", "Cedar", "Dogwood"})])
def test_a_premises_is_found_by_its_name(
    coordinator: Client, due: dict[str, Premises], typed: str, found: set[str]
) -> None:
    page = coordinator.get(reverse("desks:coordinator"), {"name": typed}).content.decode()
    assert {name for name, place in due.items() if str(place.uuid) in page} == found


def test_the_words_of_the_message_are_those_of_the_page(coordinator: Client, due: dict[str, Premises]) -> None:
    coordinator.post(reverse("schemes:remind"))
    message = Message.objects.all()[0]
    assert "tick only those who have left" in body_of(message)
    assert "still" not in body_of(message) + subject_of(message)
