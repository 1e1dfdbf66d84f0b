"""A login becomes the person it is when that is certain: one unclaimed person, by an address shown to be theirs."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from django.test import RequestFactory

from accounts.models import Phone, User
from accounts.services import login_for
from partnership.models import Person
from partnership.queries import person_of
from partnership.services import claim_person
from partnership.tasks import claim_waiting

ON = date(2026, 11, 30)


@pytest.fixture
def user(db):
    user = User.objects.create_user("sam@lookout.example", "correct horse battery")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(user):
    user_logged_in.send(sender=User, request=RequestFactory().get("/"), user=user)


def test_signing_in_with_a_verified_address_claims_the_person(user):
    person = Person.objects.create(display_name="Sam Ferris", email="Sam@Lookout.example")
    sign_in(user)
    assert person_of(user) == person


def test_an_address_that_was_not_verified_claims_nobody(user):
    Person.objects.create(display_name="Sam Ferris", email=user.email)
    EmailAddress.objects.filter(user=user).update(verified=False)
    sign_in(user)
    assert person_of(user) is None


def test_two_people_with_one_address_are_left_for_an_officer(user):
    for name in ("Sam Ferris", "Sam Ferris the younger"):
        Person.objects.create(display_name=name, email=user.email)
    assert claim_person(user=user, on=ON) is None


def test_a_person_claimed_by_somebody_else_is_not_taken(user):
    other = User.objects.create_user("other@lookout.example", "correct horse battery")
    Person.objects.create(display_name="Sam Ferris", email=user.email, user=other)
    assert claim_person(user=user, on=ON) is None


def test_claiming_twice_gives_the_same_person(user):
    person = Person.objects.create(display_name="Sam Ferris", email=user.email)
    assert [claim_person(user=user, on=ON), claim_person(user=user, on=ON)] == [person, person]


def test_a_merged_person_answers_as_the_one_that_stands_for_both(user):
    kept = Person.objects.create(display_name="Sam Ferris")
    Person.objects.create(display_name="S Ferris", user=user, canonical=kept)
    assert person_of(user) == kept


def test_a_person_who_comes_with_a_later_roster_is_claimed_by_the_hourly_task(user):
    assert claim_waiting() == 0
    person = Person.objects.create(display_name="Sam Ferris", email=user.email)
    assert [claim_waiting(), claim_waiting()] == [1, 0]
    assert person_of(user) == person


def test_a_proved_mobile_number_claims_the_person_it_reaches(db):
    user = login_for(phone="+447700900123")
    person = Person.objects.create(display_name="Sam Ferris", mobile="+447700900123")
    assert claim_person(user=user, on=ON) is None
    Phone.objects.update(is_verified=True)
    assert claim_waiting() == 1
    assert person_of(user) == person
