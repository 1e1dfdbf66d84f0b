"""Each night passes and certificates are set beside the record store, and what it lacks is said, without a name."""

import logging

import time_machine

from certification import services
from certification.tasks import compare_with_record
from lrs.models import Statement, Term
from tests.learning.conftest import AT


def compare():
    with time_machine.travel(AT):
        return compare_with_record()


def certified(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    services.award_certificate(attempt=walk.attempt.uuid, at=AT)
    return walk.attempt


def take_out(moment):
    found = Statement.objects.filter(text__contains=moment)
    Term.objects.filter(statement__in=found).delete()
    found.delete()


def test_nothing_differs_when_nobody_meddled(db, begin, driver, caplog):
    certified(begin, driver)
    assert compare() == {"ended": 0, "certified": 0}
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_statement_taken_out_is_noticed_by_its_registration_alone(db, begin, driver, caplog):
    attempt = certified(begin, driver)
    take_out('verbs/passed"')
    take_out("course-version")
    assert compare() == {"ended": 1, "certified": 1}
    said = " ".join(record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR)
    assert str(attempt.uuid) in said
    assert "Dana" not in said
