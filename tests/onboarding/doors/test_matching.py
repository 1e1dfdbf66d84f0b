"""When a claim is matched, and when an officer has to look. Edge cases of pack 3.11 stand by their numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from certification.models import Certificate
from certification.queries.status import population, with_status
from common import clock
from learning.services import start_attempt
from messaging.models import Message
from onboarding import tasks
from onboarding.models import Registration
from onboarding.services import matching_claims, registration, waiting_claims
from partnership import services as partnership
from partnership.models import ActorId, Assignment, Inactivity, Person
from partnership.queries import person_of
from partnership.services import actor_name_of
from schemes.models import Licence
from tests.onboarding.doors.conftest import NUMBER, OTHER_NUMBER, Doors

pytestmark = pytest.mark.django_db(transaction=True)


def status_of(licence: Licence) -> str:
    return str(with_status(population(clock.today()), clock.today()).get(assignment=licence.assignment).status)


def holder(user_of: Registration) -> Person | None:
    return person_of(User.objects.get(person__registrations=user_of))


def test_number_name_and_proved_phone_match_at_once(doors: Doors) -> None:
    licence = doors.driver(mobile=NUMBER)
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    made = Registration.objects.get()
    assert made.licence == licence
    assert made.matched_at is not None
    assert Person.objects.count() == 1, "nobody new beside the register's person"
    assert not Assignment.objects.filter(is_unmatched=True).exists()


def test_a_register_without_a_phone_and_a_person_without_learning_match_too(doors: Doors) -> None:
    licence = doors.driver()
    assert doors.registered().licence == licence


def test_another_phone_than_the_registers_waits_for_an_officer(doors: Doors) -> None:
    doors.driver(mobile=OTHER_NUMBER)
    claim = doors.registered()
    assert claim.matched_at is None
    assert Person.objects.count() == 2


@pytest.mark.parametrize("thing", ["certificate", "attempt", "login"])
def test_a_badge_read_through_a_window_opens_nobodys_record(doors: Doors, thing: str) -> None:
    """The register holds no phone; but there is something to see, or somebody has the place."""
    licence = doors.driver()
    person = licence.assignment.person
    if thing == "certificate":
        doors.passed(person, clock.today())
    elif thing == "attempt":
        start_attempt(person=person, course=doors.course, at=clock.now())
    else:
        person.user = User.objects.create_user(None)
        person.save()
    claim = doors.registered()
    assert claim.matched_at is None
    assert holder(claim) != person


def test_the_right_phone_and_another_name_wait(doors: Doors) -> None:
    """A number handed on: whoever has it now is not whoever the register means."""
    doors.driver("Somebody Else", mobile=NUMBER)
    doors.driver("Third Person", number="Z9", mobile=NUMBER)  # two with one number: nobody is joined at sign-in
    assert doors.registered().matched_at is None


@pytest.mark.parametrize("state", ["suspended", "ended"])
def test_a_licence_not_in_force_is_not_matched(doors: Doors, state: str) -> None:
    licence = doors.driver()
    post = licence.assignment
    if state == "suspended":
        Inactivity.objects.create(assignment=post, starts_on=post.starts_on)
    else:
        Assignment.objects.filter(pk=post.pk).update(ends_on=clock.today())
    assert doors.registered().matched_at is None


def test_two_licences_of_one_number_in_force_are_told_apart_by_an_officer(doors: Doors) -> None:
    doors.driver()
    doors.driver("Dana Okafor", issued_on=clock.today() - timedelta(days=10))
    assert doors.registered().matched_at is None


def test_the_next_register_matches_who_waits_and_what_they_learned_counts(doors: Doors) -> None:
    claim = doors.registered()
    doors.passed(claim.person, clock.today())
    licence = doors.driver(mobile=NUMBER)
    partnership.announce_change(person_ids=[licence.assignment.person_id])  # as an import does
    claim.refresh_from_db()
    assert claim.licence == licence
    assert holder(claim) == licence.assignment.person
    tasks.match_claims()
    assert status_of(licence) == "current"
    assert Registration.objects.filter(matched_at__isnull=False).count() == 1


def test_the_nightly_task_finds_what_the_news_lost(doors: Doors) -> None:
    claim = doors.registered()
    licence = doors.driver()
    assert tasks.match_claims() == 1
    claim.refresh_from_db()
    assert claim.licence == licence
    assert tasks.match_claims() == 0


def test_what_needs_review_is_never_matched_by_itself(doors: Doors) -> None:
    claim = doors.registered()
    Registration.objects.filter(pk=claim.pk).update(needs_review=True)
    doors.driver(mobile=NUMBER)
    assert tasks.match_claims() == 0


def test_case_1_two_authorities_one_person_two_assignments_one_pass(doors: Doors) -> None:
    first = doors.driver(mobile=NUMBER)
    second = doors.driver(number="C77", at=doors.casterley, mobile=NUMBER)
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    client.post(reverse("onboarding:taxi_badge") + "?another=1", doors.badge(doors.casterley, number="c-77"))
    person = person_of(User.objects.get(phone__number=NUMBER))
    assert person is not None
    held = Assignment.objects.filter(person=person, is_unmatched=False)
    assert {post.organisation for post in held} == {doors.aldermoor, doors.casterley}
    doors.passed(person, clock.today())
    tasks.match_claims()
    for licence in (first, second):
        licence.refresh_from_db()
        assert status_of(licence) == "current"


def test_case_2_a_driver_who_moves_takes_the_certificate_along(doors: Doors) -> None:
    first = doors.driver(mobile=NUMBER)
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    person = first.assignment.person
    doors.passed(person, clock.today() - timedelta(days=100))
    partnership.end_assignment(assignment=first.assignment, on=clock.today())
    second = doors.driver(number="C77", at=doors.casterley, mobile=NUMBER)
    client.post(reverse("onboarding:taxi_badge"), doors.badge(doors.casterley, number="C77"))
    now = person_of(User.objects.get(phone__number=NUMBER))
    open_ones = Assignment.objects.filter(person=now, ends_on=None, is_unmatched=False)
    assert [post.organisation for post in open_ones] == [doors.casterley]
    second.refresh_from_db()
    assert status_of(second) == "current"


def test_case_25_two_drivers_of_one_name_stay_two(doors: Doors) -> None:
    one = doors.driver(mobile=NUMBER)
    two = doors.driver(number="AB00418", mobile=OTHER_NUMBER)
    assert doors.registered().licence == one
    assert doors.registered(OTHER_NUMBER, number="AB418").licence == two
    assert one.assignment.person != two.assignment.person
    assert Person.objects.filter(canonical=None).count() == 2


def test_case_25_nobody_takes_the_others_licence_by_the_name_they_share(doors: Doors) -> None:
    doors.driver(mobile=NUMBER)
    doors.driver(number="AB00418", mobile=OTHER_NUMBER)
    claim = doors.registered(number="AB418")  # the first one's phone, the second one's number
    assert claim.matched_at is None


def test_an_officer_says_this_is_them(doors: Doors) -> None:
    licence = doors.driver(mobile=OTHER_NUMBER)
    claim = doors.registered()
    doors.passed(claim.person, clock.today())
    officer = doors.officer()
    assert matching_claims.accept(registration=claim, licence=licence, by=officer, at=clock.now())
    assert not matching_claims.accept(registration=claim, licence=licence, by=officer, at=clock.now())
    tasks.match_claims()
    assert holder(claim) == licence.assignment.person
    assert status_of(licence) == "current"
    claim.refresh_from_db()
    assert claim.decided_by == officer


def test_an_officer_cannot_give_away_another_authoritys_licence(doors: Doors) -> None:
    licence = doors.driver(at=doors.casterley)
    claim = doors.registered()
    assert not matching_claims.accept(registration=claim, licence=licence, by=doors.officer(), at=clock.now())


def test_not_ours_leaves_the_queue_until_it_is_put_right(doors: Doors) -> None:
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    claim = Registration.objects.get()
    matching_claims.refuse(registration=claim, by=doors.officer(), at=clock.now())
    page = client.get(reverse("certification:my_training")).content.decode()
    assert "Not matched yet" in page
    assert tasks.match_claims() == 0


def test_on_day_14_they_are_asked_once(doors: Doors) -> None:
    claim = doors.registered()
    day = clock.now() + timedelta(days=14)
    assert waiting_claims.ask_again(at=day - timedelta(days=1)) == 0
    assert waiting_claims.ask_again(at=day) == 1
    assert waiting_claims.ask_again(at=day + timedelta(days=1)) == 0
    message = Message.objects.get(dedupe_key=f"claim:{claim.pk}:ask")
    assert (message.channel, message.recipient) == ("sms", NUMBER)
    assert "AB" not in str(message.context)


def test_a_match_takes_back_the_question(doors: Doors) -> None:
    claim = doors.registered()
    waiting_claims.ask_again(at=clock.now() + timedelta(days=14))
    licence = doors.driver(mobile=OTHER_NUMBER)
    matching_claims.accept(registration=claim, licence=licence, by=doors.officer(), at=clock.now())
    assert Message.objects.get(dedupe_key=f"claim:{claim.pk}:ask").cancelled_at is not None


def test_on_day_180_they_are_deleted_and_their_statements_point_to_nobody(doors: Doors) -> None:
    claim = doors.registered()
    doors.passed(claim.person, clock.today())
    name = actor_name_of(person=claim.person)
    assert waiting_claims.delete_old(at=clock.now() + timedelta(days=179)) == 0
    assert waiting_claims.delete_old(at=clock.now() + timedelta(days=180)) == 1
    assert not Person.objects.exists()
    assert not Registration.objects.exists()
    assert not Certificate.objects.exists()
    assert not Assignment.objects.exists()
    assert not User.objects.filter(phone__number=NUMBER).exists()
    assert ActorId.objects.get(name=name).person is None


def test_on_day_180_somebody_with_more_than_a_claim_keeps_it(doors: Doors) -> None:
    doors.driver(mobile=NUMBER)
    client = doors.proved()
    client.post(reverse("onboarding:taxi_badge"), doors.badge())
    client.post(reverse("onboarding:taxi_badge"), doors.badge(doors.casterley, number="nobody's 1"))
    assert Registration.objects.count() == 2
    assert waiting_claims.delete_old(at=clock.now() + timedelta(days=181)) == 1
    assert Person.objects.count() == 1
    assert Registration.objects.get().matched_at is not None


def test_a_legal_hold_keeps_everything(doors: Doors, settings) -> None:
    doors.registered()
    settings.LRS_LEGAL_HOLD = True
    assert waiting_claims.delete_old(at=clock.now() + timedelta(days=400)) == 0


def test_numbers_typed_and_never_proved_are_forgotten(doors: Doors, client) -> None:
    claim = doors.registered()
    client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": OTHER_NUMBER})
    others = {doors.officer(), User.objects.create_user("made-by-an-administrator@aldermoor.example")}
    assert waiting_claims.delete_unopened_logins(at=clock.now()) == 0
    assert waiting_claims.delete_unopened_logins(at=clock.now() + timedelta(days=3)) == 1
    assert set(User.objects.all()) == {claim.person.user, *others}


def test_a_merge_undone_takes_its_match_with_it(doors: Doors) -> None:
    licence = doors.driver(mobile=OTHER_NUMBER)
    claim = doors.registered()
    matching_claims.accept(registration=claim, licence=licence, by=doors.officer(), at=clock.now())
    Person.objects.filter(pk=claim.person_id).update(canonical=None)
    assert registration.reopen_undone(since=clock.now() - timedelta(days=30), at=clock.now()) == 1
    claim.refresh_from_db()
    assert claim.matched_at is None
    assert claim.needs_review
    assert claim.assignment is not None
    assert claim.assignment.ends_on is None
