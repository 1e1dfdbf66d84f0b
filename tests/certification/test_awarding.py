"""A pass earns one certificate: at once, once however often it is asked for, and in the end whatever went wrong."""

import pytest

from certification import services
from certification.models import Certificate, CoverPeriod, Requirement
from certification.tasks import award_missing
from courses.models import Course
from learning import services as learning
from learning.models import Attempt
from learning.signals import assessment_passed
from lrs.models import Statement
from tests.certification.conftest import LONG_AGO
from tests.learning.conftest import AT
from tests.learning.test_two_at_once import at_once


def issued(attempt):
    """The statements that say a certificate was issued: course completed, with the version it was for."""
    about = Statement.objects.filter(text__contains=str(attempt.uuid)).filter(text__contains="course-version")
    return about.filter(text__contains='"http://adlnet.gov/expapi/verbs/completed"')


@pytest.fixture
def lost_nudges(monkeypatch):
    """The news of a pass reaches nobody."""
    monkeypatch.setattr(assessment_passed, "send_robust", lambda **_: [])


@pytest.fixture
def passed(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    return walk.attempt


def test_a_pass_is_awarded_after_its_transaction(transactional_db, passed):
    certificate = Certificate.objects.get(attempt=passed)
    assert (certificate.person, certificate.holder_name) == (passed.person, "Dana")
    assert issued(passed).count() == 1


def test_it_does_not_award_twice(transactional_db, passed):
    first = services.award_certificate(attempt=passed.uuid, at=AT)
    second = services.award_certificate(attempt=passed.uuid, at=AT)
    assert first == second
    assert (Certificate.objects.count(), issued(passed).count()) == (1, 1)


def test_four_at_once_get_the_same_certificate(transactional_db, lost_nudges, passed):
    assert not Certificate.objects.exists()
    results = at_once(*[lambda: services.award_certificate(attempt=passed.uuid, at=AT)] * 4)
    assert {result.pk for result in results} == {Certificate.objects.get().pk}
    assert issued(passed).count() == 1


def test_an_attempt_that_is_not_passed_earns_nothing(db, begin, driver):
    walk = begin(driver).to_assessment().answer(wrong=("Q1",))
    walk.finish()
    assert services.award_certificate(attempt=walk.attempt.uuid, at=AT) is None


def test_a_receiver_that_raises_cannot_undo_the_pass_and_reconcile_awards_it(
    transactional_db, begin, driver, monkeypatch
):
    def on_fire(**_):
        raise RuntimeError("the certificate printer is on fire")

    with monkeypatch.context() as broken:
        broken.setattr("certification.receivers.services.award_certificate", on_fire)
        walk = begin(driver).to_assessment().answer()
        walk.finish()
    assert Attempt.objects.get(pk=walk.attempt.pk).is_passed
    assert not Certificate.objects.exists()
    assert [award_missing(), award_missing()] == [1, 0]
    assert issued(walk.attempt).count() == 1


def test_an_award_killed_half_way_leaves_neither_certificate_nor_statement(
    transactional_db, lost_nudges, passed, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr("certification.services.awards.facts.refresh", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.award_certificate(attempt=passed.uuid, at=AT)
    assert (Certificate.objects.count(), issued(passed).count()) == (0, 0)
    assert award_missing() == 1


def test_cover_is_there_as_soon_as_the_certificate_is(db, begin, people):
    person = people.make("ria", "phv_driver")
    job = person.assignments.get()
    Requirement.objects.create(
        name="Drivers",
        course=Course.objects.get(key="small"),
        role_group=job.role.group,
        organisation=job.organisation,
        validity_months=36,
        basis="contract",
        effective_from=LONG_AGO,
        before_start=True,
    )
    walk = begin(person).to_assessment().answer()
    learning.finish_sitting(attempt=walk.attempt, at=AT)
    services.award_certificate(attempt=walk.attempt.uuid, at=AT)
    cover = CoverPeriod.objects.get(obligation__assignment=job)
    assert (cover.starts_on, cover.ends_on) == (AT.date(), AT.date().replace(year=2029))
