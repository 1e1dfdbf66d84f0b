"""A premises gets its first champion from the coordinator, who lets in the holder of one address and nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common import clock
from messaging.models import Message
from partnership.models import AccessGrant, Assignment, Organisation, Person
from schemes.models import Champion, Premises
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels


@pytest.fixture
def premises(hotels: Hotels) -> Premises:
    cache.clear()
    return hotels.bare("Mill Inn")


@pytest.fixture
def coordinator(premises: Premises, client: Client, user_with: Any) -> Client:
    client.force_login(user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    return client


def name(client: Client, premises: Premises, contact: str) -> Any:
    told = {"form": "champion", "name": "Ewa Nowak", "contact": contact}
    return client.post(reverse("schemes:premises", args=[premises.uuid]), told)


def test_they_sign_in_by_the_code_sent_to_them_and_see_their_premises(coordinator: Client, premises: Premises) -> None:
    assert name(coordinator, premises, "ewa@mill.example").status_code == 302
    invitation = Message.objects.get()
    assert (invitation.recipient, invitation.template) == ("ewa@mill.example", "champion_invited")
    champion = Client()
    champion.post("/account/login/code/", {"email": "ewa@mill.example"})
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found
    champion.post("/account/login/code/confirm/", {"code": found[0]})
    assert "Mill Inn" in champion.get("/", follow=True).content.decode()


def test_named_twice_is_one_champion_with_one_post_and_one_message(coordinator: Client, premises: Premises) -> None:
    for _ in range(2):
        name(coordinator, premises, "07700 900123")
    assert Champion.objects.count() == Assignment.objects.count() == Message.objects.count() == 1
    assert AccessGrant.objects.filter(kind="champion", ends_on=None).count() == 1
    assert Person.objects.get().mobile == "+447700900123"


def test_somebody_who_speaks_for_another_premises_is_the_same_person(
    coordinator: Client, premises: Premises, hotels: Hotels
) -> None:
    other = hotels.bare("Ring Road Inn")
    for place in (premises, other):
        name(coordinator, place, "ewa@mill.example")
    assert Person.objects.count() == 1
    assert Champion.objects.count() == 2


def test_what_is_no_address_says_so_and_names_nobody(coordinator: Client, premises: Premises) -> None:
    answer = name(coordinator, premises, "ewa")
    assert answer.status_code == 400
    assert "Enter a mobile number like" in answer.content.decode()
    assert not Champion.objects.exists()


def test_a_premises_that_took_over_from_another_has_its_staff(
    coordinator: Client, premises: Premises, hotels: Hotels
) -> None:
    old = hotels.bare("Old Mill")
    hotels.post(old, clock.today() - timedelta(days=20))
    address = reverse("schemes:premises", args=[premises.uuid])
    assert coordinator.post(address, {"form": "follow", "follows": old.pk}).status_code == 302
    assert Assignment.objects.filter(organisation=premises.organisation, ends_on=None).count() == 1
    old.refresh_from_db()
    assert old.closed_on is not None
