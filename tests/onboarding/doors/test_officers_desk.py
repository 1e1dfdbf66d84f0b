"""What a licensing officer does at the doors, and that nobody else gets there: a table of addresses and grants."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from onboarding.models import Poster, Registration, StartCode
from onboarding.services import posters, registration
from partnership.models import AccessGrant, Person
from tests.onboarding.doors.conftest import LONG_AGO, NUMBER, OTHER_NUMBER, Doors

pytestmark = pytest.mark.django_db
Kind = AccessGrant.Kind


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(doors: Doors) -> dict[str, str]:
    claim = doors.registered()
    return {
        "posters": reverse("onboarding:posters"),
        "poster_pdf": reverse("onboarding:poster_pdf", args=[doors.poster.pk]),
        "registrations": reverse("onboarding:registrations"),
        "registration": reverse("onboarding:registration", args=[claim.uuid]),
        "start_somebody": reverse("onboarding:start_somebody"),
        "licence_check": reverse("onboarding:licence_check"),
        "licence_check_keys": reverse("onboarding:licence_check_keys"),
    }


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.LICENSING_OFFICER])
def test_no_other_grant_opens_any_of_it(doors: Doors, kind: AccessGrant.Kind) -> None:
    user = User.objects.create_user("someone@aldermoor.example", is_superuser=True)
    AccessGrant.objects.create(user=user, kind=kind, organisation=doors.aldermoor, starts_on=LONG_AGO)
    client = signed_in(user)
    assert {name: client.get(at).status_code for name, at in addresses(doors).items()} == dict.fromkeys(
        addresses(doors), 404
    )


def test_a_visitor_is_asked_to_sign_in(doors: Doors) -> None:
    for address in addresses(doors).values():
        assert Client().get(address).headers["Location"].startswith(reverse("account_login"))


def test_the_officer_opens_all_of_it(doors: Doors) -> None:
    client = signed_in(doors.officer())
    assert {client.get(address).status_code for address in addresses(doors).values()} == {200}


@pytest.mark.parametrize("when", ["another authority's", "ended"])
def test_another_authoritys_officer_finds_nothing_of_it(doors: Doors, when: str) -> None:
    if when == "ended":
        user = doors.officer()
        AccessGrant.objects.update(ends_on=clock.today())
    else:
        user = doors.officer(doors.casterley)
    client, of = signed_in(user), addresses(doors)
    assert client.get(of["registration"]).status_code == 404
    assert client.get(of["poster_pdf"]).status_code == 404
    for action in ("poster_retire",):
        assert client.post(reverse(f"onboarding:{action}", args=[doors.poster.pk])).status_code == 404
    listed = client.get(of["registrations"])
    assert listed.status_code == 404 or "Dana" not in listed.content.decode()


def test_this_is_them(doors: Doors) -> None:
    licence = doors.driver(mobile=OTHER_NUMBER)
    claim = doors.registered()
    client = signed_in(doors.officer())
    address = reverse("onboarding:registration", args=[claim.uuid])
    page = client.get(address).content.decode()
    assert "The same number." in page
    assert "The same or a like name." in page
    assert "not the register’s" in page, "why nobody but an officer can say"
    answer = client.post(address, {"licence": licence.pk}, follow=True)
    assert "Dana Okafor is matched." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.licence == licence
    assert client.get(address).status_code == 404, "decided: out of the queue"


def test_a_licence_that_is_no_candidate_cannot_be_chosen(doors: Doors) -> None:
    other = doors.driver("Nobody Alike", number="Z1")
    claim = doors.registered()
    client = signed_in(doors.officer())
    client.post(reverse("onboarding:registration", args=[claim.uuid]), {"licence": other.pk})
    claim.refresh_from_db()
    assert claim.matched_at is None


def test_candidates_stand_by_number_and_by_name(doors: Doors) -> None:
    doors.driver("Nobody Alike", mobile=OTHER_NUMBER)
    doors.driver("Dana Okafor", number="Z1", mobile=OTHER_NUMBER)
    doors.driver("Dana Quite Different", number="Z2 7719930")
    claim = doors.registered()
    page = signed_in(doors.officer()).get(reverse("onboarding:registration", args=[claim.uuid])).content.decode()
    assert page.count("This is them") == 2
    assert "Z2 7719930" not in page


def test_not_ours(doors: Doors) -> None:
    claim = doors.registered()
    client = signed_in(doors.officer())
    client.post(reverse("onboarding:registration", args=[claim.uuid]), {"licence": "none"})
    claim.refresh_from_db()
    assert claim.refused_at is not None
    assert "Nobody is waiting." in client.get(reverse("onboarding:registrations")).content.decode()


def test_posters_are_made_printed_and_retired(doors: Doors) -> None:
    client = signed_in(doors.officer())
    made = {"kind": "mosque", "place": "Mill Street mosque", "area": doors.aldermoor.area.pk}  # type: ignore[union-attr]  # it has one
    assert client.post(reverse("onboarding:posters"), made).status_code == 302
    poster = Poster.objects.get(place="Mill Street mosque")
    assert len(poster.code) == 8
    assert not set(poster.code) & set("01OIL")
    pdf = client.get(reverse("onboarding:poster_pdf", args=[poster.pk])).content
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
    client.post(reverse("onboarding:poster_retire", args=[poster.pk]))
    page = client.get(reverse("onboarding:posters")).content.decode()
    assert "Retired on" in page


def test_the_list_tells_each_posters_reach(doors: Doors) -> None:
    for _ in range(3):
        Client().get(reverse("onboarding:taxi_landing", args=[doors.poster.code]))
    doors.registered()
    page = signed_in(doors.officer()).get(reverse("onboarding:posters")).content.decode()
    assert 'data-label="Opened">3</td>' in page
    assert 'data-label="Registered">1</td>' in page


@pytest.mark.parametrize("name", ["posters", "registrations"])
def test_lists_ask_as_much_for_many_as_for_few(doors: Doors, name: str, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        posters.make_poster(
            kind="cafe",
            place=f"Café {number}",
            area=doors.poster.area,
            authority=doors.aldermoor,
            on=clock.today(),
        )
        said = registration.Said(doors.aldermoor, f"X{number}", "phv", f"Driver {number}")
        person = Person.objects.create(display_name=said.name)
        registration.record(person=person, said=said, poster=doors.poster, at=clock.now())
    client = signed_in(doors.officer())
    with django_assert_max_num_queries(14):
        page = client.get(reverse(f"onboarding:{name}")).content.decode()
    assert "Page 1 of 2" in page


class TestWithoutAPhone:
    """The officer-assisted way in."""

    def start(self, doors: Doors, **said: str) -> tuple[Any, str]:
        officer = User.objects.filter(email="officer@aldermoor.example").first() or doors.officer()
        form = {"number": "AB 417", "kind": "phv", "name": "Dana Okafor", "authority": doors.aldermoor.pk, **said}
        answer = signed_in(officer).post(reverse("onboarding:start_somebody"), form)
        assert answer.status_code == 200, answer.content.decode()
        page = answer.content.decode()
        return page, page.partition('govuk-panel__title">')[2].partition("<")[0].strip()

    def use(self, code: str) -> Client:
        client = Client()
        client.post(reverse("onboarding:start"), {"code": code})
        return client

    def test_the_code_opens_the_training_once(self, doors: Doors) -> None:
        doors.driver()
        _page, code = self.start(doors)
        client = self.use(code)
        assert client.session["is_shared_device"]
        assert client.get(reverse("onboarding:taxi_notice")).status_code == 200
        assert client.post(reverse("onboarding:taxi_notice")).status_code == 302
        assert "_auth_user_id" not in self.use(code).session

    def test_the_licences_holder_is_matched_because_the_officer_saw_them(self, doors: Doors) -> None:
        licence = doors.driver(mobile=OTHER_NUMBER)
        page, _code = self.start(doors)
        assert "They are on your register" in page
        assert Registration.objects.get().licence == licence
        assert Person.objects.count() == 1

    def test_nobodys_number_waits_like_any_other(self, doors: Doors) -> None:
        page, code = self.start(doors)
        assert "wait to be matched" in page
        assert self.use(code).get(reverse("certification:my_training")).status_code == 200

    def test_an_impostors_claim_is_not_taken_for_the_driver(self, doors: Doors) -> None:
        """Somebody claimed the badge before, from their own phone. The driver at the counter is somebody else."""
        licence = doors.driver(mobile=OTHER_NUMBER)
        claim = doors.registered()
        self.start(doors)
        claim.refresh_from_db()
        assert claim.matched_at is None
        assert claim.person.canonical is None
        assert Registration.objects.get(licence=licence).person == licence.assignment.person

    def test_twice_is_one_registration_and_only_the_newest_code_opens(self, doors: Doors) -> None:
        _page, first = self.start(doors)
        _page, second = self.start(doors)
        assert Registration.objects.count() == 1
        assert "_auth_user_id" not in self.use(first).session
        assert "_auth_user_id" in self.use(second).session

    def test_a_number_written_down_lets_them_carry_on_with_their_own_phone(self, doors: Doors) -> None:
        doors.driver()
        _page, code = self.start(doors, mobile="07700 900123")
        user = self.use(code).session["_auth_user_id"]
        cache.clear()
        assert doors.proved(NUMBER).session["_auth_user_id"] == user

    def test_a_number_of_somebody_elses_is_refused(self, doors: Doors) -> None:
        doors.registered()
        form = {"number": "Z9", "kind": "phv", "name": "Some Body", "authority": doors.aldermoor.pk, "mobile": NUMBER}
        answer = signed_in(doors.officer()).post(reverse("onboarding:start_somebody"), form)
        assert answer.status_code == 400
        assert not Registration.objects.filter(number="Z9").exists()

    def test_no_code_for_who_may_see_others_records(self, doors: Doors) -> None:
        licence = doors.driver()
        person = licence.assignment.person
        person.user = User.objects.create_user("lead@aldermoor.example")
        person.save()
        AccessGrant.objects.create(user=person.user, kind="board", starts_on=LONG_AGO)
        form = {"number": "AB417", "kind": "phv", "name": "Dana Okafor", "authority": doors.aldermoor.pk}
        answer = signed_in(doors.officer()).post(reverse("onboarding:start_somebody"), form)
        assert answer.status_code == 400

    def test_a_day_later_it_opens_nothing(self, doors: Doors) -> None:
        _page, code = self.start(doors)
        with time_machine.travel(clock.now() + StartCode.LIFETIME, tick=False):
            assert "_auth_user_id" not in self.use(code).session

    def test_guessing_codes_is_stopped(self, doors: Doors) -> None:
        _page, code = self.start(doors)
        for _ in range(20):
            self.use("ZZZZZZZZ")
        assert "_auth_user_id" not in self.use(code).session
