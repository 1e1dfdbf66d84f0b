"""The evidence trail: every moment of a journey is one valid statement in the store, and says no more than that."""

import json

import pytest

from learning import services
from lrs.models import Statement
from lrs.validation import validate
from tests.learning.conftest import AT, Walk

pytestmark = pytest.mark.django_db


def recorded():
    return [json.loads(text) for text in Statement.objects.order_by("id").values_list("text", flat=True)]


def told(statements):
    return [(s["verb"]["id"].rsplit("/", 1)[1], s["object"]["id"].split("/course/")[1]) for s in statements]


def test_a_whole_journey_is_told_moment_by_moment(begin, dispatcher):
    walk = begin(dispatcher).to_assessment()
    walk.answer(wrong=("Q1",)).finish()
    walk.answer().finish()
    services.record_course_completed(attempt=walk.attempt, at=walk.tick())
    questions = [("answered", f"small/v1/question/{key}") for key in ("Q1", "Q2", "Q4")]
    assert told(recorded()) == [
        ("initialized", "small/v1"),
        ("completed", "small/v1/lesson/L1"),
        ("completed", "small/v1/scenario/S1"),
        ("completed", "small/v1/lesson/L3"),
        ("completed", "small/v1/scenario/S2"),
        *questions,
        ("failed", "small/v1/assessment"),
        *questions,
        ("passed", "small/v1/assessment"),
        ("completed", "small/v1"),
    ]


def test_every_statement_is_valid_in_both_versions_of_the_specification(begin, driver):
    walk = begin(driver).to_assessment().answer(wrong=("Q1",))
    walk.finish()
    services.record_course_completed(attempt=walk.attempt, at=walk.tick())
    for statement in recorded():
        for version in ("1.0.3", "2.0.0"):
            assert validate(statement, version) == []


def test_statements_say_who_by_an_opaque_name_alone(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    services.record_course_completed(attempt=walk.attempt, at=walk.tick())
    everything = json.dumps(recorded())
    for secret in ("Dana", "dana", "Casterley City Council", "phv_driver", "lookout.example", str(driver.uuid)):
        assert secret not in everything
    assert {s["actor"]["account"]["name"] for s in recorded()} == {str(driver.actor_ids.get().name)}


def test_no_answer_and_no_choice_is_told(begin, driver):
    begin(driver).to_assessment().answer(wrong=("Q1",)).finish()
    assert all("response" not in statement.get("result", {}) for statement in recorded())
    scenario = next(s for s in recorded() if "/scenario/" in s["object"]["id"])
    assert "result" not in scenario
    assert "Choice" not in json.dumps(scenario)


def test_finishing_and_certifying_twice_say_it_once(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    walk.finish()
    at = walk.tick()
    for _ in range(2):
        services.record_course_completed(attempt=walk.attempt, at=at)
    moments = told(recorded())
    assert moments.count(("passed", "small/v1/assessment")) == 1
    assert moments.count(("completed", "small/v1")) == 1


def test_a_refresher_tells_its_questions_and_its_end(begin, driver):
    begin(driver, kind="refresher").to_assessment().answer().finish()
    assert [activity for _, activity in told(recorded())] == [
        "small/v1",
        "small/v1/question/RQ1",
        "small/v1/question/RQ2",
        "small/v1/assessment",
    ]


@pytest.mark.parametrize(
    ("statement", "act"),
    [
        ("lesson_completed", lambda walk: walk.read("L1")),
        ("scenario_completed", lambda walk: walk.play("S1")),
        ("answered", lambda walk: walk.answer()),
        ("assessment_ended", lambda walk: walk.finish()),
    ],
)
def test_killed_in_between_leaves_neither_progress_nor_statement(begin, driver, monkeypatch, statement, act):
    walk = begin(driver)
    if statement == "scenario_completed":
        walk.read("L1")
    elif statement != "lesson_completed":
        walk.to_assessment()
    if statement == "assessment_ended":
        walk.answer()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    before = state(walk)
    monkeypatch.setattr(f"learning.xapi.{statement}", killed)
    with pytest.raises(KeyboardInterrupt):
        act(walk)
    assert state(walk) == before


def state(walk: Walk):
    """What counts: finished parts, answers, ended sittings, the pass and the statements."""
    attempt = type(walk.attempt).objects.get(pk=walk.attempt.pk)
    return (
        attempt.lessons.filter(completed_at__isnull=False).count(),
        attempt.scenarios.filter(completed_at__isnull=False).count(),
        sum(sitting.answers.count() for sitting in attempt.sittings.all()),
        attempt.sittings.filter(ended_at__isnull=False).count(),
        attempt.passed_at,
        Statement.objects.count(),
    )


def test_a_start_whose_statement_fails_is_no_start(course, driver, monkeypatch):
    monkeypatch.setattr("learning.services.attempts.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.start_attempt(person=driver, course=course, at=AT)
    assert not driver.attempts.exists()
