"""Many attempts at once: like the player's own, repeatable, and never in the future."""

import json
import time
from collections import Counter
from datetime import timedelta

import pytest

from learning import services
from learning.bulk import Plan, fabricate
from learning.models import Answer, Attempt, Sitting
from learning.queries import progress, sitting_summary
from lrs.models import Statement
from partnership.models import Person
from tests.learning.conftest import AT, version_of

pytestmark = pytest.mark.django_db
UNTIL = AT + timedelta(days=1)


@pytest.fixture
def plan(course, driver, districts):
    version = version_of(course)

    def make(outcome="passed", person=driver, **options):
        options = {"started_at": AT, "role_codes": ("phv_driver",), "area": districts["Casterley"], **options}
        return Plan(person=person, version=version, outcome=outcome, **options)

    return make


def told():
    texts = Statement.objects.order_by("timestamp", "id").values_list("text", flat=True)
    return [(s["verb"]["id"].rsplit("/", 1)[1], s["object"]["id"].rsplit("/v1", 1)[1]) for s in map(json.loads, texts)]


def test_a_passed_attempt_tells_what_the_players_own_would(plan, begin, people):
    fabricate([plan()], seed="one", until=UNTIL)
    made = Counter(told())
    Statement.objects.all().delete()
    begin(people.make("dora", "phv_driver")).to_assessment().answer().finish()
    assert made == Counter(told())


def test_it_is_done_and_passed_by_the_rules(plan):
    [attempt] = fabricate([plan()], seed="one", until=UNTIL)
    assert attempt.is_passed
    assert progress(attempt).done == progress(attempt).total
    assert attempt.lessons.count() == 2
    assert attempt.scenarios.get().node_key == "S1.2"
    sitting = attempt.sittings.get()
    assert sitting_summary(sitting).is_passed
    assert sitting.right == sitting.answers.filter(is_right=True).count()


@pytest.mark.parametrize("right", [0, 1, 2])
def test_a_failed_one_fails_by_the_rules_too(plan, right):
    [attempt] = fabricate([plan("failed", right=right, sittings=3)], seed="one", until=UNTIL)
    assert not attempt.is_passed
    assert attempt.is_open
    assert [s.is_passed for s in attempt.sittings.all()] == [False] * 3
    summary = sitting_summary(attempt.sittings.get(number=attempt.sittings.count()))
    assert summary.right == right
    assert right < summary.needed or summary.critical_missed
    assert summary.is_support_due


def test_a_started_one_has_no_sitting_and_something_left(plan):
    [attempt] = fabricate([plan("started")], seed="one", until=UNTIL)
    assert progress(attempt).next_step is not None
    assert not Sitting.objects.exists()


def test_failures_before_a_pass_are_told_as_tries(plan):
    [attempt] = fabricate([plan(sittings=2, right=3)], seed="one", until=UNTIL)
    assert [s.is_passed for s in attempt.sittings.all()] == [False, True]
    assert attempt.passed_at == attempt.sittings.get(number=attempt.sittings.count()).ended_at


@pytest.mark.parametrize(("outcome", "right"), [("passed", 1), ("failed", 3), ("passed", 0)])
def test_a_result_that_the_rules_do_not_give_is_refused(plan, outcome, right):
    with pytest.raises(ValueError, match="right does not"):
        fabricate([plan(outcome, right=right)], seed="one", until=UNTIL)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("minutes", [1, 30, 600])
def test_moments_rise_and_none_is_later_than_said(plan, minutes):
    until = AT + timedelta(minutes=minutes)
    [attempt] = fabricate([plan(sittings=2)], seed="one", until=until)
    moments = list(Statement.objects.order_by("id").values_list("timestamp", flat=True))
    assert moments == sorted(moments)
    assert moments[0] == AT
    assert moments[-1] == attempt.passed_at
    assert moments[-1] <= until


def test_nothing_can_start_after_the_moment_nothing_may_lie_behind(plan):
    with pytest.raises(ValueError, match="cannot start"):
        fabricate([plan(started_at=UNTIL)], seed="one", until=UNTIL)


def test_making_it_again_says_nothing_new(plan):
    [first] = fabricate([plan()], seed="one", until=UNTIL)
    before = Statement.objects.count()
    [again] = fabricate([plan()], seed="one", until=UNTIL)
    assert (again.pk, again.uuid) == (first.pk, first.uuid)
    assert Statement.objects.count() == before


def test_the_same_seed_gives_the_same_answers_and_moments(plan):
    def answers():
        fabricate([plan(sittings=3)], seed="one", until=UNTIL)
        rows = list(Answer.objects.order_by("pk").values_list("question_key", "chosen", "answered_at"))
        Attempt.objects.all().delete()
        Statement.objects.all().delete()
        return rows

    assert answers() == answers()


def test_somebody_can_carry_on_from_a_started_one(plan, begin, driver):
    [attempt] = fabricate([plan("started")], seed="one", until=UNTIL)
    walk = begin(driver)
    assert walk.attempt == attempt
    walk.at = UNTIL
    assert walk.to_assessment().answer().finish().is_passed


def test_a_refresher_can_be_made(plan):
    [attempt] = fabricate([plan(kind="refresher")], seed="one", until=UNTIL)
    assert attempt.lessons.get().key == "refresh"
    assert Counter(told())[("answered", "/question/RQ1")] == 1


def test_the_certificate_can_be_told_afterwards(plan):
    [attempt] = fabricate([plan()], seed="one", until=UNTIL)
    services.record_course_completed(attempt=attempt, at=UNTIL)
    assert told()[-1] == ("completed", "")


@pytest.mark.slow
def test_five_hundred_attempts_take_less_than_twenty_seconds(taxi, districts):
    version = version_of(taxi)
    people = Person.objects.bulk_create([Person(display_name=f"P{n}", is_fictional=True) for n in range(500)])
    area = districts["Casterley"]
    plans = [
        Plan(
            person=person,
            version=version,
            started_at=AT - timedelta(minutes=37 * n),
            outcome="passed",
            role_codes=("phv_driver",),
            area=area,
        )
        for n, person in enumerate(people)
    ]
    began = time.perf_counter()
    attempts = fabricate(plans, seed="many", until=UNTIL)
    took = time.perf_counter() - began
    print(f"500 attempts, {Statement.objects.count()} statements in {took:.1f} s")
    assert len(attempts) == 500
    assert Statement.objects.count() == 500 * 23
    assert took < 20
