"""Hotel staff join by the code of their premises, by phone or by PIN, and come back."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certification import services as certification
from certification.models import Requirement
from common import clock
from common.dates import london_moment
from courses.models import Course
from messaging.mailbox import letters
from onboarding.services import pins
from partnership.models import Area, Assignment, Organisation, Person, Role, RoleGroup
from partnership.queries import person_of
from schemes.models import Premises, StaffLink
from schemes.services import join_codes, premises
from tests.learning import small_course
from tests.learning.conftest import publish
from tests.onboarding.doors.conftest import LONG_AGO, NUMBER

pytestmark = pytest.mark.django_db
PIN = "730194"


@dataclass
class House:
    """A hotel with a join code, and more hotels when asked."""

    premises: Premises
    code: str
    course: Course
    texts: Path

    def another(self, name: str) -> "House":
        area = self.premises.organisation.area
        assert area is not None
        found = premises.register_premises(name=name, area=area, kind="hotel", on=clock.today())
        return House(found, join_codes.give_code(premises=found, on=clock.today()).code, self.course, self.texts)

    def form(self, **said: Any) -> dict[str, Any]:
        role = Role.objects.get(code="hotel_night")
        return {"name": "Ewa Nowak", "role": role.pk, "shift": "night", "agency": "", **said}

    def join(self, client: Client | None = None, **said: Any) -> Any:
        return (client or Client()).post(reverse("onboarding:join", args=[self.code]), self.form(**said))

    def joined(self, name: str, pin: str) -> Person:
        said = pins.SaidAtHotel(name, Role.objects.get(code="hotel_night"), "night")
        user = pins.join_by_pin(premises=self.premises, said=said, pin=pin, on=clock.today())
        person = person_of(user) if user else None
        assert person is not None
        return person

    def by_phone(self, contact: str = NUMBER, client: Client | None = None, **said: Any) -> Client:
        """Join with a number, prove it by the code, and be led on to the course."""
        client = client or Client()
        answer = self.join(client, way="phone", contact=contact, **said)
        if answer.headers["Location"] == reverse("onboarding:join_code"):
            (newest, *_) = [letter for letter in letters(self.texts, most=50) if letter.recipient == contact]
            code = next(word for word in newest.body.replace(".", " ").split() if word.isdigit() and len(word) == 6)
            client.post(reverse("onboarding:join_code"), {"code": code})
            answer = client.get(reverse("onboarding:join_finish"))
        assert answer.headers["Location"] == reverse("learning:start", args=["cse-hotel"])
        return client

    def passed(self, person: Person, on: date) -> None:
        told = certification.HistoricPass(person, self.course, on, ("hotel_night",), 24)
        certification.import_historic(passes=[told], at=london_moment(on))
        certification.refresh(person_ids=[person.pk])


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Path) -> House:
    cache.clear()
    settings.SMS_FILE_PATH = str(tmp_path)
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "200/m/ip,50/m/key,5/h/key"}
    area = Area.objects.create(code="E07-H", name="Casterley", short_name="C", kind="district", valid_from=LONG_AGO)
    group = RoleGroup.objects.create(code="hotel", name="Hotels")
    for code in ("hotel_night", "hotel_reception"):
        Role.objects.create(code=code, name=code, group=group)
    course = Course.objects.create(key="cse-hotel", title="Hotels", short_title="Hotels")
    publish(course, small_course.content())
    Requirement.objects.create(
        name="Hotels",
        course=course,
        role_group=group,
        basis="policy",
        validity_months=24,
        new_starter_grace_days=28,
        effective_from=LONG_AGO,
    )
    found = premises.register_premises(name="Station Lodge", area=area, kind="hotel", on=clock.today())
    code = join_codes.give_code(premises=found, on=clock.today()).code
    return House(found, code, course, tmp_path)


def posts(user: User) -> list[Organisation]:
    found = Assignment.objects.filter(person=person_of(user)).order_by("pk")
    return [post.organisation for post in found]


def user_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_by_phone_from_the_code_to_the_course(house: House) -> None:
    client = house.by_phone()
    person = person_of(user_of(client))
    assert person is not None
    assert (person.display_name, person.mobile) == ("Ewa Nowak", NUMBER)
    assert posts(user_of(client)) == [house.premises.organisation]
    assert client.session.get_expiry_age() > 24 * 3600, "their own phone remembers them"


def test_nothing_is_made_before_the_number_is_proved(house: House) -> None:
    house.join(way="phone", contact=NUMBER)
    assert not Person.objects.exists()
    assert not Assignment.objects.exists()


def test_an_agency_is_named(house: House) -> None:
    house.by_phone(agency="Bright Cleaners")
    post = Assignment.objects.get()
    assert (post.contract, post.staff_link.agency_name) == ("agency", "Bright Cleaners")


def test_case_17_three_hotels_in_a_week_are_one_person_with_three_posts(house: House) -> None:
    client = house.by_phone(agency="Bright Cleaners")
    for name in ("Harbour Inn", "Park House"):
        house.another(name).by_phone(client=client, agency="Bright Cleaners")
    assert Person.objects.count() == 1
    assert len(posts(user_of(client))) == 3


def test_case_17_also_from_a_new_phone_each_time(house: House) -> None:
    """Nobody is signed in any more: the proved number is what makes them one."""
    house.by_phone()
    client = house.another("Harbour Inn").by_phone()
    assert Person.objects.count() == 1
    assert len(posts(user_of(client))) == 2


def test_case_17_also_by_pin(house: House) -> None:
    client = Client()
    house.join(client, way="pin", pin=PIN)
    house.another("Harbour Inn").join(client, pin=PIN)
    assert Person.objects.count() == 1
    assert len(posts(user_of(client))) == 2


def test_by_pin_from_the_code_to_the_course_without_any_phone(house: House) -> None:
    client = Client()
    answer = house.join(client, way="pin", pin=PIN)
    assert answer.headers["Location"] == reverse("learning:start", args=["cse-hotel"])
    link = StaffLink.objects.get()
    assert PIN not in link.pin_hash
    assert link.pin_hash
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "A small course" in page.content.decode()


def test_a_session_by_pin_is_a_shared_devices(house: House) -> None:
    client = Client()
    house.join(client, way="pin", pin=PIN)
    assert client.session["is_shared_device"]
    cookie = client.cookies["sessionid"]
    assert not cookie["max-age"] or int(cookie["max-age"]) <= 20 * 60


def test_they_come_back_by_name_and_pin(house: House) -> None:
    person = house.joined("Ewa Nowak", PIN)
    client = Client()
    said = {"name": " ewa  nowak", "pin": "730 194".replace(" ", "")}
    answer = client.post(reverse("onboarding:join_by_pin", args=[house.code]), said)
    assert answer.status_code == 302
    assert user_of(client) == person.user


def test_a_pin_opens_only_its_own_premises(house: House) -> None:
    house.joined("Ewa Nowak", PIN)
    other = house.another("Harbour Inn")
    answer = Client().post(reverse("onboarding:join_by_pin", args=[other.code]), {"name": "Ewa Nowak", "pin": PIN})
    assert answer.status_code == 400


@pytest.mark.parametrize("pin", ["", "1234", "111111", "123456", "987654", "12ab56", "123456789"])
def test_pins_anybody_would_guess_are_refused(house: House, pin: str) -> None:
    answer = house.join(way="pin", pin=pin)
    assert answer.status_code == 400
    assert not Person.objects.exists()


def test_ten_tries_an_hour_at_one_name_even_from_many_places(house: House) -> None:
    house.joined("Ewa Nowak", PIN)
    address = reverse("onboarding:join_by_pin", args=[house.code])
    for place in range(10):
        Client(REMOTE_ADDR=f"10.0.0.{place}").post(address, {"name": "Ewa Nowak", "pin": "000111"})
    right = Client(REMOTE_ADDR="10.0.1.1").post(address, {"name": "Ewa Nowak", "pin": PIN})
    assert right.status_code == 400, "the eleventh, though it is right"
    house.joined("Jan Nowak", "840275")
    assert Client(REMOTE_ADDR="10.0.1.1").post(address, {"name": "Jan Nowak", "pin": "840275"}).status_code == 302


def test_thirty_tries_an_hour_at_one_premises(house: House) -> None:
    house.joined("Ewa Nowak", PIN)
    address = reverse("onboarding:join_by_pin", args=[house.code])
    for place in range(30):
        Client(REMOTE_ADDR=f"10.0.0.{place}").post(address, {"name": f"Name {place}", "pin": "000111"})
    assert Client(REMOTE_ADDR="10.0.1.1").post(address, {"name": "Ewa Nowak", "pin": PIN}).status_code == 400


def test_a_code_that_was_rotated_opens_no_more(house: House) -> None:
    join_codes.rotate_code(premises=house.premises, on=clock.today())
    assert house.join(way="pin", pin=PIN).status_code == 404


def test_pressed_twice_is_one_post(house: House) -> None:
    client = house.by_phone()
    house.by_phone(client=client)
    assert Assignment.objects.count() == 1


def test_a_full_staff_room_on_one_wifi_bars_nobody(house: House) -> None:
    for number in range(40):
        assert house.join(way="pin", pin=f"73{number:02}91", name=f"Member {number}x").status_code == 302
    address = reverse("onboarding:join_by_pin", args=[house.code])
    for number in range(40):
        said = {"name": f"Member {number}x", "pin": f"73{number:02}91"}
        assert Client().post(address, said).status_code == 302


def test_who_tries_many_codes_finds_none(house: House) -> None:
    for _ in range(30):
        Client().get(reverse("onboarding:join", args=["ZZZZZZZZ"]))
    assert Client().get(reverse("onboarding:join", args=[house.code])).status_code == 404


@pytest.mark.parametrize("door", ["join", "taxi_landing"])
def test_after_a_mistyped_code_the_right_one_opens_from_the_same_page(house: House, door: str) -> None:
    client = Client()
    missed = client.get(reverse(f"onboarding:{door}", args=["ZZZZ9999"]))
    assert missed.status_code == 404
    page = missed.content.decode()
    assert 'value="ZZZZ9999"' in page, "what was typed is there to be put right"
    found = re.search(r'<form method="post" action="([^"]+)"', page)
    assert found
    answer = client.post(found[1], {"code": house.code.lower()})
    way_on = {"join": "join", "taxi_landing": "taxi_landing"}[door]
    assert answer.headers["Location"] == reverse(f"onboarding:{way_on}", args=[house.code])


def test_who_has_joined_is_told_so_and_how_to_come_back(house: House) -> None:
    client = Client()
    house.join(client, way="pin", pin=PIN)
    page = client.get(reverse("learning:start", args=["cse-hotel"])).content.decode()
    assert f"You have joined at {house.premises.organisation.name}." in page
    assert "your name as you wrote it now, and your PIN" in page


def test_nobody_makes_themselves_a_champion_at_the_door(house: House) -> None:
    group = RoleGroup.objects.get(code="hotel")
    champion = Role.objects.create(code="hotel_champion", name="Hotel champion", group=group)
    assert house.join(way="pin", pin=PIN, role=champion.pk).status_code == 400
    assert not Assignment.objects.filter(role=champion).exists()
