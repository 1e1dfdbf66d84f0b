"""Two devices at the same moment: real threads, real transactions, one outcome."""

import threading
from typing import Any

import pytest
from django.db import connection

from learning import services
from learning.models import Answer, Attempt, Sitting
from lrs.models import Statement
from tests.learning.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)


def moments(verb):
    """How many statements say that this happened."""
    return Statement.objects.filter(text__contains=f'"http://adlnet.gov/expapi/verbs/{verb}"').count()


def at_once(*acts):
    """Run these together, each in its own thread and connection; their results in order, an error as itself."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place, act):
        try:
            gate.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_two_finishes_are_one_pass_and_one_set_of_statements(begin, driver):
    walk = begin(driver).to_assessment().answer()
    results = at_once(*[lambda: services.finish_sitting(attempt=walk.attempt, at=AT)] * 4)
    assert {(r.pk, r.is_passed, r.ended_at) for r in results} == {(results[0].pk, True, results[0].ended_at)}
    assert (moments("passed"), moments("failed"), moments("answered")) == (1, 0, 3)
    assert Attempt.objects.filter(passed_at__isnull=False).count() == 1


def test_two_failing_finishes_are_one_failure(begin, driver):
    walk = begin(driver).to_assessment().answer(wrong=("Q1",))
    at_once(*[lambda: services.finish_sitting(attempt=walk.attempt, at=AT)] * 2)
    assert Sitting.objects.filter(is_passed=False).count() == 1
    assert (moments("passed"), moments("failed")) == (0, 1)


def test_two_starts_are_one_attempt(course, driver):
    results = at_once(*[lambda: services.start_attempt(person=driver, course=course, at=AT)] * 3)
    assert len({attempt.pk for attempt in results}) == 1
    assert Statement.objects.count() == 1


def test_two_sittings_started_are_one(begin, driver):
    walk = begin(driver).to_assessment()
    results = at_once(*[lambda: services.start_sitting(attempt=walk.attempt, at=AT)] * 3)
    assert len({sitting.pk for sitting in results}) == 1


def test_two_different_answers_leave_the_first_and_both_are_shown_it(begin, driver):
    walk = begin(driver).to_assessment()
    services.start_sitting(attempt=walk.attempt, at=AT)

    def give(key):
        return lambda: services.answer_question(
            attempt=walk.attempt, sitting_number=1, question_key="Q1", chosen=[key], at=AT
        )

    results = at_once(give("A"), give("C"))
    assert Answer.objects.count() == 1
    assert {tuple(answer.chosen) for answer in results} == {tuple(Answer.objects.get().chosen)}


def test_two_ends_of_a_lesson_are_one(begin, driver):
    walk = begin(driver)
    services.open_lesson(attempt=walk.attempt, key="L1", at=AT)
    results = at_once(*[lambda: services.complete_lesson(attempt=walk.attempt, key="L1", at=AT)] * 3)
    assert results == [None, None, None]
    assert Statement.objects.count() == 2
