"""A premises asks to join on the public page; a coordinator says which it is; who asked becomes its champion, once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common import clock
from messaging.models import Message
from partnership.models import Organisation
from schemes import tasks
from schemes.models import Champion, Premises, PremisesRequest
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import DISTRICTS, Hotels

ASK = "/hotel-watch/join-us/"


@pytest.fixture
def known(hotels: Hotels) -> Premises:
    cache.clear()
    return hotels.bare("Kingfisher Lodge", address="12 Quay St., Dunmere", postcode="ZZ1 2AB")


@pytest.fixture
def coordinator(known: Premises, client: Client, user_with: Any) -> Client:
    client.force_login(user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    return client


def told(hotels: Hotels, **more: str) -> dict[str, Any]:
    return {
        "name": "The Old Ferry",
        "kind": "hotel",
        "area": hotels.areas[DISTRICTS[0]].pk,
        "address": "12 Quay Street",
        "postcode": "ZZ9 9ZZ",
        "contact_name": "Ewa Nowak",
        "signed_by_role": "Owner",
        "contact": "ewa@ferry.example",
        "agrees": "on",
        **more,
    }


def ask(hotels: Hotels, **more: str) -> PremisesRequest:
    answer = Client().post(ASK, told(hotels, **more))
    assert "coordinator looks at what you said" in answer.content.decode()
    return PremisesRequest.objects.get()


def test_asking_changes_nothing_says_nothing_of_who_is_known_and_twice_is_once(hotels: Hotels, known: Premises) -> None:
    for _ in range(2):
        ask(hotels)
    assert Premises.objects.count() == 1
    assert "Kingfisher" not in Client().post(ASK, told(hotels)).content.decode()
    wrong = Client().post(ASK, told(hotels, agrees="", contact="12"))
    assert wrong.status_code == 400
    assert "Tick that you sign the pledge." in wrong.content.decode()


def test_a_coordinator_adds_it_pledged_and_with_its_champion(hotels: Hotels, coordinator: Client) -> None:
    asked = ask(hotels)
    assert "1 premises asks to join" in coordinator.get(reverse("desks:coordinator")).content.decode()
    address = reverse("schemes:decide_request", args=[asked.uuid])
    for _ in range(2):
        coordinator.post(address, {"is_which": "new"})
    added = Premises.objects.get(organisation__name="The Old Ferry")
    assert (added.pledges.count(), Champion.objects.get(premises=added).person.email) == (1, "ewa@ferry.example")
    assert Message.objects.get().template == "champion_invited"
    assert "Nobody waits." in coordinator.get(reverse("schemes:requests")).content.decode()


def test_one_that_is_known_by_its_street_is_claimed_and_not_doubled(
    hotels: Hotels, coordinator: Client, known: Premises
) -> None:
    address = reverse("schemes:decide_request", args=[ask(hotels).uuid])
    assert "Kingfisher Lodge" in coordinator.get(address).content.decode()
    coordinator.post(address, {"is_which": str(known.pk)})
    assert Premises.objects.get() == known
    assert known.pledges.exists()


def test_one_that_is_none_is_not_taken(hotels: Hotels, coordinator: Client) -> None:
    coordinator.post(reverse("schemes:decide_request", args=[ask(hotels).uuid]), {"is_which": "none"})
    assert Premises.objects.count() == 1
    assert PremisesRequest.objects.get().decision == "declined"


def test_who_asked_is_forgotten_90_days_after_somebody_decided(hotels: Hotels, coordinator: Client) -> None:
    coordinator.post(reverse("schemes:decide_request", args=[ask(hotels).uuid]), {"is_which": "none"})
    ask_again = PremisesRequest.objects.create(area=hotels.areas[DISTRICTS[0]], asked_at=clock.now())
    for days, left in ((89, 2), (91, 1)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            tasks.look_after_premises()
        assert PremisesRequest.objects.count() == left
    assert PremisesRequest.objects.get() == ask_again


@pytest.mark.parametrize("kind", ["champion", "board", ""])
def test_nobody_else_sees_who_asks(hotels: Hotels, known: Premises, client: Client, user_with: Any, kind: str) -> None:
    client.force_login(user_with(kind, known.organisation))
    assert client.get(reverse("schemes:requests")).status_code == 404
    assert client.get(reverse("schemes:decide_request", args=[ask(hotels).uuid])).status_code == 404
