"""A driver comes by a poster: what is asked, what is kept, and that twice is once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import Phone, User
from common import clock
from learning.models import Attempt
from onboarding.models import PosterDay, Registration
from onboarding.services import registration
from partnership.models import Assignment, Person
from partnership.queries import person_of
from tests.onboarding.doors.conftest import NUMBER, OTHER_NUMBER, Doors

pytestmark = pytest.mark.django_db


def landing(doors: Doors) -> str:
    return reverse("onboarding:taxi_landing", args=[doors.poster.code])


def test_the_poster_says_what_it_is_and_who_to_call_before_anything_is_asked(client: Client, doors: Doors) -> None:
    page = client.get(landing(doors)).content.decode()
    for words in ("Worried about someone now?", "Free", "English", "Start"):
        assert words in page
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".lower()])
def test_the_code_may_be_typed_in_any_way(client: Client, doors: Doors, typed: str) -> None:
    code = f"{doors.poster.code[:4]} {doors.poster.code[4:]}".lower()
    answer = client.post(reverse("onboarding:taxi"), {"code": typed.format(code)})
    assert answer.headers["Location"] == landing(doors)


def test_an_unknown_code_is_asked_for_again(client: Client, doors: Doors) -> None:
    answer = client.get(reverse("onboarding:taxi_landing", args=["ZZZZZZZZ"]))
    assert answer.status_code == 404
    assert "We do not know that code" in answer.content.decode()


def test_from_the_number_to_the_course(doors: Doors) -> None:
    client = doors.proved()
    steps = [client.post(reverse("onboarding:taxi_badge"), doors.badge())]
    steps.append(client.post(reverse("onboarding:taxi_notice")))
    assert [step.headers["Location"] for step in steps] == [
        reverse("onboarding:taxi_notice"),
        reverse("learning:start", args=["cse-taxi"]),
    ]
    page = client.get(steps[1].headers["Location"]).content.decode()
    assert "You are registered. Here is the course" in page
    made = Registration.objects.get()
    assert (made.number_key, made.authority, made.poster) == ("AB417", doors.aldermoor, doors.poster)
    assert made.noticed_at is not None


def test_they_learn_with_their_role_and_area_and_are_not_counted(doors: Doors) -> None:
    claim = doors.registered()
    assert claim.assignment is not None
    assert claim.assignment.is_unmatched
    assert (claim.assignment.role.code, claim.assignment.area) == ("phv_driver", doors.aldermoor.area)
    assert claim.person.verified_on is None
    assert not claim.assignment.obligations.exists()


@pytest.mark.parametrize("number", ["AB 00417", "ab-417", "AB00417", " ab 0417 "])
def test_spaces_signs_and_zeros_are_forgiven(doors: Doors, number: str) -> None:
    assert doors.registered(number=number).number_key == "AB417"


def test_a_number_without_numbers_is_asked_for_again(doors: Doors) -> None:
    answer = doors.proved().post(reverse("onboarding:taxi_badge"), doors.badge(number="--"))
    assert answer.status_code == 400
    assert "Enter the number on the badge" in answer.content.decode()


def test_pressed_twice_is_one_registration(doors: Doors) -> None:
    client = doors.proved()
    for _ in range(2):
        client.post(reverse("onboarding:taxi_badge"), doors.badge())
    assert Registration.objects.count() == 1
    assert Person.objects.count() == 1
    assert Assignment.objects.count() == 1
    assert PosterDay.objects.get().registrations == 1


def test_it_is_resumed_on_another_phone(doors: Doors) -> None:
    doors.registered()
    client = doors.proved(client=Client())
    page = client.get(reverse("onboarding:taxi_badge")).content.decode()
    assert "This is what you told us" in page
    assert 'value="AB 00417"' in page
    page = client.get(reverse("certification:my_training")).content.decode()
    assert "Not matched yet" in page
    assert reverse("learning:start", args=["cse-taxi"]) in page


def test_somebody_who_stopped_before_the_badge_finds_the_way_on(doors: Doors) -> None:
    doors.proved()
    page = doors.proved(client=Client()).get(reverse("certification:my_training")).content.decode()
    assert reverse("onboarding:taxi_badge") in page


def test_a_claim_is_put_right_and_not_made_twice(doors: Doors) -> None:
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    client.post(reverse("onboarding:taxi_badge"), doors.badge(doors.casterley, number="C9"))
    claim = Registration.objects.get()
    assert (claim.authority, claim.number_key) == (doors.casterley, "C9")
    assert claim.assignment is not None
    assert claim.assignment.area == doors.casterley.area
    open_ones = Assignment.objects.filter(person=claim.person, ends_on=None)
    assert list(open_ones) == [claim.assignment]


def test_works_here_licensed_elsewhere_is_known_with_its_area(doors: Doors) -> None:
    claim = doors.registered(authority="elsewhere", elsewhere="Faraway City")
    assert claim.authority is None
    assert claim.elsewhere == "Faraway City"
    assert claim.assignment is not None
    assert claim.assignment.area == doors.poster.area
    assert claim.assignment.is_unmatched


def test_an_address_does_as_well_as_a_number(doors: Doors, mailoutbox: list) -> None:
    client = Client()
    client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": "dana@post.example"})
    code = next(word for word in mailoutbox[0].body.split() if word.isdigit() and len(word) == 6)
    client.post(reverse("onboarding:taxi_code"), {"code": code})
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    assert Registration.objects.get().person.email == "dana@post.example"


def test_a_wrong_code_goes_no_further_and_says_so(doors: Doors) -> None:
    client = Client()
    client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": NUMBER})
    page = client.post(reverse("onboarding:taxi_code"), {"code": "000000"}).content.decode()
    assert "That code is not right" in page
    assert "Step 2 of 4" in page
    assert client.get(reverse("onboarding:taxi_badge")).status_code == 302
    assert not Phone.objects.get().is_verified


def test_too_many_wrong_codes_lead_back_to_the_number(doors: Doors) -> None:
    client = Client()
    client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": NUMBER})
    answers = [client.post(reverse("onboarding:taxi_code"), {"code": "000000"}) for _ in range(5)]
    assert answers[-1].headers["Location"] == reverse("onboarding:taxi_again")


def test_five_codes_an_hour_for_one_number_whoever_asks(doors: Doors) -> None:
    address = reverse("onboarding:taxi_contact", args=[doors.poster.code])
    answers = [Client().post(address, {"contact": NUMBER}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [400] * 2
    assert "Wait an hour" in answers[-1].content.decode()
    assert len(list(doors.texts.glob("*.log"))) == 5
    assert Client().post(address, {"contact": OTHER_NUMBER}).status_code == 302


def test_after_twenty_an_hour_a_posters_registrations_wait_for_an_officer(doors: Doors) -> None:
    doors.driver(mobile=NUMBER)
    people = [User.objects.create_user(f"d{number}@post.example") for number in range(20)]
    for number, user in enumerate(people):
        said = registration.Said(doors.aldermoor, f"X{number}", "phv", "Some Body")
        registration.register(user=user, said=said, poster=doors.poster, at=clock.now())
    late = doors.registered()
    assert late.needs_review
    assert late.matched_at is None
    assert late.assignment is not None, "not lost: they learn"
    registration.register(
        user=User.objects.create_user("later@post.example"),
        said=registration.Said(doors.aldermoor, "X99", "phv", "Some Body"),
        poster=doors.poster,
        at=clock.now() + timedelta(hours=2),
    )
    assert not Registration.objects.get(number="X99").needs_review


def test_a_retired_poster_still_lets_people_learn(doors: Doors) -> None:
    doors.poster.retired_on = clock.today()
    doors.poster.save()
    assert doors.registered().needs_review


def test_scans_and_registrations_are_counted_by_day_and_nothing_else(doors: Doors) -> None:
    for _ in range(3):
        Client().get(landing(doors))
    doors.registered()
    day = PosterDay.objects.get()
    assert (day.scans, day.registrations, day.day) == (3, 1, clock.today())


def test_learning_begun_as_a_claim_has_the_area_of_the_authority(doors: Doors) -> None:
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge(doors.casterley))
    client.post(reverse("learning:start", args=["cse-taxi"]))
    attempt = Attempt.objects.get()
    assert attempt.area == doors.casterley.area
    assert attempt.person == person_of(User.objects.get(phone__number=NUMBER))


def told(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_was_typed_is_shown_once_more_and_can_be_gone_back_to(doors: Doors) -> None:
    client = doors.proved()
    landed = client.get(reverse("onboarding:taxi_badge")).content.decode()
    assert f'href="{landing(doors)}" class="govuk-back-link"' in landed
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    notice = client.get(reverse("onboarding:taxi_notice"))
    for words in ("Aldermoor Council", "AB 00417", "Private hire", "Dana Okafor"):
        assert words in told(notice)
    assert f'href="{reverse("onboarding:taxi_badge")}" class="govuk-back-link"' in notice.content.decode()
    again = client.get(reverse("onboarding:taxi_badge")).content.decode()
    assert re.search(r'value="phv"[^>]*checked', again)
    assert 'value="AB 00417"' in again


def test_who_was_matched_at_once_finds_what_they_typed_as_well(doors: Doors) -> None:
    doors.driver(mobile=NUMBER)
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    assert Registration.objects.get().matched_at
    assert 'value="AB 00417"' in client.get(reverse("onboarding:taxi_badge")).content.decode()
    assert 'value="AB 00417"' not in client.get(reverse("onboarding:taxi_badge"), {"another": 1}).content.decode()


def test_the_last_step_says_that_the_council_looks_before_it_counts(doors: Doors) -> None:
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    page = told(client.get(reverse("onboarding:taxi_notice")))
    assert "Aldermoor Council checks this against its register. You can start now: it counts once you are found" in page


def test_my_training_shows_what_was_told_who_looks_and_by_when(doors: Doors) -> None:
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    page = client.get(reverse("certification:my_training"))
    by = date_format(clock.today() + timedelta(days=14), "j F Y")
    for words in ("AB 00417", "Dana Okafor", "a licensing officer there looks at it", f"found you by {by}"):
        assert words in told(page)
    assert reverse("onboarding:taxi_badge") in page.content.decode()


def test_a_number_is_shown_as_it_is_said(doors: Doors) -> None:
    client = Client()
    client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": NUMBER})
    assert "07700 900 123" in told(client.get(reverse("onboarding:taxi_code")))
