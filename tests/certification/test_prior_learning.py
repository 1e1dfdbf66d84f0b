"""Training done elsewhere counts once accepted, ends as dated from the day it was done, and one person decides."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from accounts.models import User
from certification import services
from certification.models import Certificate, EquivalenceRule, PriorLearning
from messaging.models import Message
from tests.certification.conftest import ON, World, moment

ACCEPTED_ON = date(2026, 11, 1)
DONE_ON = date(2025, 1, 20)


@pytest.fixture(autouse=True)
def evidence(monkeypatch):
    store = InMemoryStorage()
    monkeypatch.setattr(PriorLearning._meta.get_field("evidence"), "storage", store)
    return store


@pytest.fixture
def reviewer(db):
    return User.objects.create_user("reviewer@council.example")


def claim_of(world: World, job, done_on: date = DONE_ON, **values) -> PriorLearning:
    told = {"provider": "A trust", "reference": "CSE level 1", "evidence": None, **values}
    return services.claim_prior(
        person=job.person,
        organisation=job.organisation,
        course=world.course,
        completed_on=done_on,
        at=moment(date(2026, 10, 20)),
        **told,
    )


@pytest.fixture
def job(world):
    world.rule("ALD", validity_months=24)
    return world.job(world.person())


def test_case_23_what_is_accepted_on_1_november_for_january_2025_ends_in_january_2027(world, job, reviewer):
    claim = claim_of(world, job)
    services.accept_prior(claim=claim, course=world.course, by=reviewer, at=moment(ACCEPTED_ON))
    assert world.status(job, date(2026, 10, 31)) == "never_started"
    standing = world.standing(job, ACCEPTED_ON)
    assert (standing.status, standing.expires_on) == ("current", date(2027, 1, 20))
    assert world.status(job, date(2027, 1, 21)) == "expired"


def test_until_it_is_decided_a_claim_counts_for_nothing(world, job, reviewer):
    claim = claim_of(world, job)
    assert world.status(job, ON) == "never_started"
    services.decline_prior(claim=claim, reason="We could not read it.", by=reviewer, at=moment(ACCEPTED_ON))
    assert world.status(job, ON) == "never_started"


def test_with_a_briefing_asked_it_counts_from_the_day_that_is_read(world, job, reviewer):
    claim = claim_of(world, job)
    at = moment(ACCEPTED_ON)
    claim = services.accept_prior(claim=claim, course=world.course, by=reviewer, at=at, needs_briefing=True)
    assert world.status(job, date(2026, 11, 9)) == "never_started"
    for day in (10, 11):
        services.record_briefing(claim=claim, at=moment(date(2026, 11, day)))
    assert world.status(job, date(2026, 11, 9)) == "never_started"
    assert world.standing(job, ON).expires_on == date(2027, 1, 20)
    assert Certificate.objects.filter(prior=claim).count() == 1


def test_two_reviewers_decide_once_and_nobody_decides_about_themselves(world, job, reviewer):
    claim = claim_of(world, job)
    job.person.user = own = User.objects.create_user("sam@council.example")
    job.person.save()
    with pytest.raises(services.PriorRefused, match="your own"):
        services.accept_prior(claim=claim, course=world.course, by=own, at=moment(ACCEPTED_ON))
    services.decline_prior(claim=claim, reason="Not this course.", by=reviewer, at=moment(ACCEPTED_ON))
    with pytest.raises(services.PriorRefused, match="already"):
        services.accept_prior(claim=claim, course=world.course, by=reviewer, at=moment(ACCEPTED_ON))
    assert not Certificate.objects.exists()


def test_what_would_have_ended_already_cannot_be_accepted(world, job, reviewer):
    claim = claim_of(world, job, date(2020, 1, 1))
    with pytest.raises(services.PriorRefused, match="cannot count"):
        services.accept_prior(claim=claim, course=world.course, by=reviewer, at=moment(ACCEPTED_ON))


def test_the_same_training_is_claimed_once_and_may_be_asked_anew_once_declined(world, job, reviewer):
    claim = claim_of(world, job)
    with pytest.raises(services.PriorRefused, match="already"):
        claim_of(world, job, reference="cse LEVEL 1")
    services.decline_prior(claim=claim, reason="No name on it.", by=reviewer, at=moment(ACCEPTED_ON))
    again = claim_of(world, job)
    assert (again.pk, again.outcome, again.reason, again.decided_by) == (claim.pk, "", "", None)


def test_whoever_claimed_is_told_once_with_the_reason(world, job, reviewer):
    job.person.email = "sam@post.example"
    job.person.save()
    services.decline_prior(claim=claim_of(world, job), reason="We could not read it.", by=reviewer, at=moment(ON))
    message = Message.objects.get()
    assert (message.template, message.context["reason"]) == ("prior_declined", "We could not read it.")


def rule(world: World, **values) -> EquivalenceRule:
    told = {"provider": "A trust", "reference": "CSE-OTHER", "approved_by": "Board", "course": world.course}
    days = {"approved_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}
    return EquivalenceRule.objects.create(**{**told, **days, **values})


def listed(job) -> PriorLearning:
    return PriorLearning.objects.create(
        person=job.person,
        organisation=job.organisation,
        reference="cse-other",
        completed_on=DONE_ON,
        claimed_at=moment(date(2026, 10, 20)),
        is_from_list=True,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"passed_from": date(2025, 2, 1)},
        {"passed_until": date(2025, 1, 19)},
        {"approved_on": date(2026, 11, 2)},
        {"ends_on": date(2026, 10, 31)},
        {"satisfies": "part"},
        {"satisfies": "hours"},
        {"reference": "CSE-OTHER-2"},
    ],
)
def test_a_rule_that_does_not_cover_a_pass_leaves_it_to_a_person(world, job, values):
    listed(job)
    rule(world, **values)
    assert services.accept_by_rule(at=moment(ACCEPTED_ON)) == 0


def test_a_rule_accepts_what_a_list_says_and_never_what_somebody_says_of_themselves(world, job):
    rule(world)
    own = claim_of(world, world.job(world.person("Ola Novak")), reference="CSE-OTHER")
    claim = listed(job)
    assert [services.accept_by_rule(at=moment(ACCEPTED_ON)) for _ in range(2)] == [1, 0]
    claim.refresh_from_db()
    own.refresh_from_db()
    assert (claim.outcome, claim.certificate.counts_from, own.outcome) == ("accepted", DONE_ON, "")


def test_evidence_goes_a_year_after_its_certificate_ended_and_the_decision_stays(world, job, reviewer, evidence):
    claim = claim_of(world, job, evidence=ContentFile(b"%PDF-1.7", name="x.pdf"))
    services.accept_prior(claim=claim, course=world.course, by=reviewer, at=moment(ACCEPTED_ON))
    ends = Certificate.objects.get().valid_until
    assert services.forget_evidence(on=ends.replace(year=ends.year + 1)) == 0
    assert len(evidence.listdir("")[1]) == 1
    assert services.forget_evidence(on=ends.replace(year=ends.year + 1, day=ends.day + 1)) == 1
    assert (evidence.listdir("")[1], PriorLearning.objects.get().outcome) == ([], "accepted")
