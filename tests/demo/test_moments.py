"""Learners at telling moments: true for any day, and in places that the population has anyway."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from certification.queries.my_training import duties_of
from certification.rules.status import Status
from common import clock
from demo.moments import MOMENTS
from demo.personas import PERSONAS
from demo.premises import PLACES
from demo.services import laying
from demo.wealdshire import PLANS
from learning import queries
from learning.entitlement import entitlement_for
from learning.models import Attempt
from partnership.models import Person
from tests.demo.test_trying import SMALL

DAY = date(2026, 11, 30)


def lay(day):
    """The personas' people by key, with Wealdshire laid out around `day`."""
    at = datetime.combine(day, time(8), tzinfo=UTC)
    laying.lay_out(on=day, at=at, with_people=True, say=lambda words: None, plans=SMALL, places=PLACES[:1])
    return {p.email.partition("@")[0]: p for p in Person.objects.filter(email__endswith="@lookout.example")}


@pytest.fixture(scope="module")
def laid(kept_for_the_module):
    return lay(DAY)


@pytest.fixture
def people(laid, db):
    return {key: Person.objects.get(pk=person.pk) for key, person in laid.items()}


def standing_of(person, day):
    (duty,) = duties_of(person, on=day)
    return duty.standing


def test_every_moment_is_somebodys():
    assert {persona.moment for persona in PERSONAS if persona.moment} == set(MOMENTS)


def test_every_place_is_one_that_the_population_has():
    sizes = {
        "never": "never", "failed": "tried", "started": "tried", "current": "current", "expired": "expired",
        "in_grace": "in_grace",
    }  # fmt: skip
    plans = {plan.name: plan for plan in PLANS}
    slots = [persona.slot for persona in PERSONAS if persona.slot]
    assert len(slots) == len(set(slots))
    for group, slot, number in slots:
        assert number < getattr(plans[group], sizes[slot])


STANDINGS = {
    "driver": Status.NEVER_STARTED,
    "nearly": Status.OVERDUE_STARTED,
    "twice": Status.OVERDUE_FAILED,
    "duesoon": Status.CURRENT,
    "renewing": Status.EXPIRED,
    "dispatch": Status.IN_GRACE,
    "councillor": Status.IN_GRACE,
    "clinician": Status.EXPIRED,
    "socialworker": Status.OVERDUE_STARTED,
}


@pytest.mark.parametrize("day", [DAY, date(2027, 3, 31), date(2028, 2, 29)], ids=str)
def test_on_any_day_everybody_stands_where_they_are_said_to_stand(db, day):
    people = lay(day)
    assert {key: standing_of(people[key], day).status for key in STANDINGS} == STANDINGS
    due_soon = standing_of(people["duesoon"], day)
    assert (due_soon.is_due_soon, due_soon.expires_on) == (True, day + timedelta(days=23))
    assert standing_of(people["renewing"], day).expires_on == day - timedelta(days=34)


def test_one_has_only_the_questions_left(people):
    attempt = Attempt.objects.get(person=people["nearly"])
    progress = queries.progress(attempt)
    assert progress.done == progress.total - 1
    assert progress.is_assessment_open
    assert not attempt.sittings.exists()


def test_one_has_failed_twice_and_may_try_again(people):
    attempt = Attempt.objects.get(person=people["twice"])
    assert list(attempt.sittings.values_list("number", "is_passed")) == [(1, False), (2, False)]
    assert attempt.is_open
    assert not attempt.sittings.filter(ended_on__gt=DAY).exists()


def test_two_renew_with_the_refresher_and_one_has_begun_it(people):
    attempt = Attempt.objects.get(person=people["renewing"])
    assert (attempt.kind, attempt.is_open) == (Attempt.Kind.REFRESHER, True)
    for key in ("renewing", "clinician", "duesoon"):
        (duty,) = duties_of(people[key], on=DAY)
        assert entitlement_for(people[key], duty.course, DAY).kind == "refresher"


def test_everybody_is_what_they_are_said_to_be(people):
    for persona in PERSONAS:
        if persona.role:
            (assignment,) = people[persona.key].assignments.all()
            assert assignment.role.code == persona.role
            assert persona.place in ("", assignment.organisation.code)


def test_laid_out_again_for_another_day_the_moments_move_along(people):
    later = DAY + timedelta(days=45)
    moved = lay(later)
    assert standing_of(moved["duesoon"], later).expires_on == later + timedelta(days=23)
    assert Attempt.objects.get(person=moved["twice"]).sittings.count() == 2


def test_who_has_only_the_questions_left_is_taken_to_them(db, client):
    lay(clock.today())
    client.force_login(User.objects.get(email="nearly@lookout.example"))
    page = client.post(reverse("learning:start", args=["cse-taxi"]), follow=True)
    assert page.redirect_chain[-1][0].endswith("/assessment/")
