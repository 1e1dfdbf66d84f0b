"""Somebody who joined with a PIN becomes deputy with a way to be reached, and loses their own training by no press."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from onboarding.services import pins
from partnership.models import AccessGrant, Person, Role
from schemes.models import Champion, Premises
from schemes.services import champions, reaching
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels

NAME, PIN = "Nadia Petrova", "503917"


@pytest.fixture
def place(hotels: Hotels) -> Premises:
    cache.clear()
    return hotels.place(clock.today(), staff=3, trained=3)


@pytest.fixture
def champion(place: Premises, client: Client, user_with: Any) -> Client:
    client.force_login(user_with("champion", place.organisation))
    return client


@pytest.fixture
def nadia(place: Premises) -> Person:
    said = pins.SaidAtHotel(NAME, Role.objects.get(code="hotel_night"), "night")
    user = pins.join_by_pin(premises=place, said=said, pin=PIN, on=clock.today())
    assert user is not None
    return Person.objects.get(user=user)


def by_pin(place: Premises) -> User | None:
    return pins.sign_in_by_pin(premises=place, name=NAME, pin=PIN, on=clock.today())


def name(champion: Client, place: Premises, person: Person, contact: str = "") -> str:
    post = place.organisation.assignments.get(person=person)
    told = {"person": post.pk, "is_deputy": "yes", "contact": contact}
    return champion.post(reverse("schemes:team", args=[place.uuid]), told, follow=True).content.decode()


def test_named_without_a_number_is_asked_for_one(champion: Client, place: Premises, nadia: Person) -> None:
    assert "They joined with a PIN." in name(champion, place, nadia)
    assert by_pin(place) == nadia.user


def test_with_a_number_of_theirs_they_sign_in_by_a_code_and_see_the_premises(
    champion: Client, place: Premises, nadia: Person
) -> None:
    name(champion, place, nadia, "07700 900321")
    nadia.refresh_from_db()
    assert nadia.user is not None
    assert (nadia.mobile, nadia.user.phone.number) == ("+447700900321", "+447700900321")
    deputy = Client()
    deputy.force_login(nadia.user)
    assert deputy.get(reverse("desks:champion")).status_code == 200


def test_a_number_of_somebody_elses_is_refused(
    champion: Client, place: Premises, nadia: Person, hotels: Hotels
) -> None:
    other = hotels.person("Ewa Nowak")
    reaching.reach_by(person=other, mobile="+447700900321")
    assert "Somebody else signs in with this." in name(champion, place, nadia, "07700 900321")
    assert not Champion.objects.filter(person=nadia).exists()


def test_who_was_shut_out_before_gets_their_training_back(place: Premises, nadia: Person) -> None:
    assert nadia.user is not None
    Champion.objects.create(premises=place, person=nadia, is_deputy=True, starts_on=clock.today())
    AccessGrant.objects.create(
        user=nadia.user, kind="champion", organisation=place.organisation, starts_on=clock.today()
    )
    assert by_pin(place) is None
    champions.grant_waiting(on=clock.today())
    assert by_pin(place) == nadia.user
