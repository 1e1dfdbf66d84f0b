"""A champion pastes a list of staff: looked at line by line, added once, invited on a chosen day, and joined as one."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from common.dates import london_moment
from messaging.models import Message
from messaging.rendering import body_of
from onboarding.services import pins
from partnership.models import Assignment, Person, Role
from schemes import tasks
from schemes.models import Premises, StaffInvitation
from schemes.services import staff
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels

LIST = """Agnes Ward, reception, 07700 900111
Ben Okoro; cleaner
Nadia P, night, nadia@post.example
Ewa, housekeeping
, reception
Carl Venn, astronaut
Dee Hall, night, 12
"""


@pytest.fixture
def place(hotels: Hotels) -> Premises:
    cache.clear()
    for code, name in (
        ("hotel_reception", "Hotel reception"),
        ("hotel_housekeeping", "Housekeeping"),
        ("hotel_night", "Night staff"),
    ):
        Role.objects.filter(code=code).update(name=name)
    made = hotels.bare()
    hotels.post(made, clock.today(), hotels.person("Ewa Nowak"))
    return made


@pytest.fixture
def champion(place: Premises, client: Client, user_with: Any) -> Client:
    client.force_login(user_with("champion", place.organisation))
    return client


def send(champion: Client, place: Premises, people: str = LIST, **more: str) -> str:
    told = {"people": people, "send_on": clock.today().isoformat(), **more}
    return champion.post(reverse("schemes:staff_list", args=[place.uuid]), told, follow=True).content.decode()


def test_each_line_is_looked_at_before_anything_changes(champion: Client, place: Premises) -> None:
    page = send(champion, place)
    assert "3 people are new." in page
    for said in (
        "May be Ewa N., who is on the list.",
        "There is no name in this line.",
        "“astronaut” is not a role here. Write one of:",
        "The phone number or e-mail address cannot be read.",
    ):
        assert said in page
    assert Assignment.objects.count() == 1


def test_confirmed_the_new_ones_are_added_and_the_same_list_again_adds_nobody(
    champion: Client, place: Premises
) -> None:
    assert "3 people are added." in send(champion, place, confirmed="yes")
    assert "Nobody is new" in send(champion, place, confirmed="yes")
    roles = dict(Assignment.objects.values_list("person__display_name", "role__code"))
    assert roles == {
        "Ewa Nowak": "hotel_night",
        "Agnes Ward": "hotel_reception",
        "Ben Okoro": "hotel_housekeeping",
        "Nadia P": "hotel_night",
    }
    send(champion, place, confirmed="yes", another="4")
    assert Person.objects.filter(display_name="Ewa").exists()


def test_they_are_written_to_on_the_chosen_day_and_once_more_when_asked(champion: Client, place: Premises) -> None:
    later = clock.today() + timedelta(days=3)
    send(champion, place, confirmed="yes", send_on=later.isoformat())
    tasks.look_after_premises()
    assert not Message.objects.filter(template="staff_invited").exists()
    with time_machine.travel(london_moment(later), tick=False):
        tasks.look_after_premises()
        tasks.look_after_premises()
    told = Message.objects.filter(template="staff_invited")
    assert {m.recipient for m in told} == {"nadia@post.example", "+447700900111"}
    assert place.join_codes.get().code in body_of(told[0])
    again = reverse("schemes:invite_again", args=[place.uuid, StaffInvitation.objects.exclude(send_on=None)[0].pk])
    with time_machine.travel(london_moment(later + timedelta(days=2)), tick=False):
        champion.force_login(User.objects.get(access_grants__kind="champion"))
        for _ in range(2):
            champion.post(again)
    assert Message.objects.filter(template="staff_invited").count() == 3


def test_who_joins_under_the_name_they_were_listed_with_is_that_person(champion: Client, place: Premises) -> None:
    send(champion, place, confirmed="yes")
    said = pins.SaidAtHotel("ben okoro", Role.objects.get(code="hotel_night"), "night")
    pins.join_by_pin(premises=place, said=said, pin="503917", on=clock.today())
    staff.join(
        premises=place,
        name="Agnes Ward",
        role=said.role,
        shift="day",
        on=clock.today(),
        mobile="+447700900111",
    )
    assert Assignment.objects.count() == Person.objects.count() == 4
    assert StaffInvitation.objects.get(assignment__person__display_name="ben okoro").assignment.staff_link.pin_hash
    page = champion.get(reverse("schemes:staff_list", args=[place.uuid])).content.decode()
    assert "Ben O." not in page


def test_another_premises_list_is_not_found(champion: Client, place: Premises, hotels: Hotels) -> None:
    send(champion, place, confirmed="yes")
    other = hotels.bare("Mill Inn")
    invitation = StaffInvitation.objects.all()[0]
    assert champion.get(reverse("schemes:staff_list", args=[other.uuid])).status_code == 404
    assert champion.post(reverse("schemes:invite_again", args=[other.uuid, invitation.pk])).status_code == 404


def test_pack_and_address_are_the_champions(champion: Client, place: Premises) -> None:
    assert champion.get(reverse("schemes:pack", args=[place.uuid])).content.startswith(b"%PDF")
    champion.post(
        reverse("schemes:address", args=[place.uuid]), {"address": "2 Quay Street", "postcode": "ZZ1 1AA", "rooms": "9"}
    )
    place.refresh_from_db()
    assert (place.address, place.postcode, place.rooms) == ("2 Quay Street", "ZZ1 1AA", 9)
