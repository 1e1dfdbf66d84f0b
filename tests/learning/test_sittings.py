"""The assessment: answers are locked, the mark is unrounded, critical questions decide, help is offered, no bar."""

import pytest

from learning import queries, services
from learning.errors import (
    AlreadyPassed,
    NothingChosen,
    NotInSet,
    NotReached,
    OneAnswerOnly,
    StalePage,
    Unanswered,
    UnknownChoice,
)
from learning.models import Answer, Sitting
from learning.signals import assessment_passed
from tests.learning.conftest import ON, publish
from tests.learning.small_course import content, question

pytestmark = pytest.mark.django_db


def give(walk, sitting, key, *chosen):
    return services.answer_question(
        attempt=walk.attempt, sitting_number=sitting.number, question_key=key, chosen=chosen, at=walk.tick()
    )


@pytest.fixture
def ready(begin, driver):
    return begin(driver).to_assessment()


@pytest.fixture
def sitting(ready):
    return services.start_sitting(attempt=ready.attempt, at=ready.tick())


def test_it_cannot_be_started_before_all_else_is_done(begin, driver):
    walk = begin(driver)
    with pytest.raises(NotReached):
        services.start_sitting(attempt=walk.attempt, at=walk.tick())


def test_it_asks_the_questions_of_the_attempts_set_alone(sitting):
    assert sitting.order["questions"] == ["Q1", "Q2", "Q3"]


def test_starting_twice_gives_the_same_sitting_in_the_same_order(ready, sitting):
    again = services.start_sitting(attempt=ready.attempt, at=ready.tick())
    assert (again.pk, again.order) == (sitting.pk, sitting.order)


def test_an_answer_is_locked_once_given(ready, sitting):
    give(ready, sitting, "Q1", "C")
    again = give(ready, sitting, "Q1", "A")
    assert (again.chosen, again.is_right) == (["C"], False)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "chosen", "error"),
    [
        ("Q1", [], NothingChosen),
        ("Q1", ["Z"], UnknownChoice),
        ("Q1", ["A", "Z"], UnknownChoice),
        ("Q1", ["A", "B"], OneAnswerOnly),
        ("Q2", [], NothingChosen),
        ("Q4", ["D"], NotInSet),
        ("RQ1", ["A"], NotInSet),
        ("nonsense", ["A"], NotInSet),
    ],
)
def test_what_is_not_on_the_page_is_refused_and_kept_nowhere(ready, sitting, key, chosen, error):
    with pytest.raises(error):
        give(ready, sitting, key, *chosen)
    assert not Answer.objects.exists()


def test_an_answer_to_another_sitting_is_refused(ready, sitting):
    with pytest.raises(StalePage):
        services.answer_question(
            attempt=ready.attempt, sitting_number=2, question_key="Q1", chosen=["A"], at=ready.tick()
        )


def test_finishing_with_questions_left_says_which_and_loses_nothing(ready):
    ready.answer(leave=("Q2",))
    with pytest.raises(Unanswered) as caught:
        ready.finish()
    assert caught.value.numbers == [2]
    assert Answer.objects.count() == 2
    assert Sitting.objects.get().is_open


def test_all_right_passes_on_the_london_day(ready):
    sitting = ready.answer().finish()
    ready.attempt.refresh_from_db()
    assert (sitting.is_passed, sitting.right, sitting.total, sitting.scaled) == (True, 3, 3, 1)
    assert (ready.attempt.passed_on, ready.attempt.passed_at) == (ON, sitting.ended_at)
    assert queries.progress(ready.attempt).next_step is None


def test_two_of_three_passes_at_66_percent(ready):
    assert ready.answer(wrong=("Q3",)).finish().is_passed


def test_two_of_three_does_not_pass_at_67_percent_though_it_rounds_to_it(begin, dispatcher, course):
    publish(course, content(pass_mark_percent=67), "1.1")
    sitting = begin(dispatcher).to_assessment().answer(wrong=("Q4",)).finish()
    assert (sitting.right, sitting.total, sitting.is_passed) == (2, 3, False)


def test_a_missed_critical_question_does_not_pass(ready):
    sitting = ready.answer(wrong=("Q1",)).finish()
    assert (sitting.right, sitting.is_passed) == (2, False)
    ready.attempt.refresh_from_db()
    assert ready.attempt.is_open


@pytest.mark.parametrize(
    ("chosen", "is_right"), [("A", False), ("ABC", False), ("BD", False), ("AC", True), ("CA", True)]
)
def test_only_the_exact_set_counts_for_several_answers(ready, sitting, chosen, is_right):
    assert give(ready, sitting, "Q2", *chosen).is_right is is_right


def test_a_retry_shows_the_missed_ones_first(ready):
    ready.answer(wrong=("Q3", "Q2")).finish()
    again = services.start_sitting(attempt=ready.attempt, at=ready.tick())
    assert again.number == 2
    assert again.order["questions"] == ["Q2", "Q3", "Q1"]


def test_after_the_agreed_number_of_failures_help_is_offered_and_nothing_is_barred(ready):
    for expected in (False, True, True):
        sitting = ready.answer(wrong=("Q1",)).finish()
        assert queries.sitting_summary(sitting).is_support_due is expected
    assert ready.answer().finish().is_passed


def test_finishing_again_gives_the_same_sitting_back(ready):
    first = ready.answer().finish()
    again = ready.finish()
    assert (again.pk, again.ended_at) == (first.pk, first.ended_at)


def test_a_late_finish_of_an_earlier_sitting_leaves_the_new_one_open(ready):
    ready.answer(wrong=("Q1",)).finish()
    services.start_sitting(attempt=ready.attempt, at=ready.tick())
    back = services.finish_sitting(attempt=ready.attempt, at=ready.tick(), number=1)
    assert back.number == 1
    assert ready.attempt.sittings.get(number=2).is_open


def test_a_passed_attempt_takes_no_further_sitting(ready):
    ready.answer().finish()
    with pytest.raises(AlreadyPassed):
        services.start_sitting(attempt=ready.attempt, at=ready.tick())


def test_the_pass_is_announced_after_commit_and_a_broken_listener_breaks_nothing(
    ready, django_capture_on_commit_callbacks
):
    heard = []

    def listen(attempt_uuid, **_):
        heard.append(attempt_uuid)
        raise RuntimeError("a broken certificate template")

    ready.answer()
    assessment_passed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert ready.finish().is_passed
            assert heard == []
    finally:
        assessment_passed.disconnect(listen)
    assert heard == [ready.attempt.uuid]
    assert list(queries.passed_attempts()) == [ready.attempt]


def test_a_failure_is_not_announced_as_a_pass(ready, django_capture_on_commit_callbacks):
    ready.answer(wrong=("Q1",))
    with django_capture_on_commit_callbacks() as callbacks:
        ready.finish()
    assert callbacks == []


def test_the_refresher_has_its_own_pass_mark(begin, driver):
    walk = begin(driver, kind="refresher")
    sitting = walk.to_assessment().answer(wrong=("RQ2",)).finish()
    assert (sitting.right, sitting.total, sitting.is_passed) == (1, 2, True)


def test_the_summary_tells_the_learner_what_was_missed_and_why_by_outcome(begin, driver, course):
    outcomes = [{"key": "LO1", "text": "Notice"}, {"key": "LO2", "text": "Tell"}]
    asked = [question("Q1", "A", critical=True), question("Q2", "AC", outcome="LO2"), question("Q3", "B")]
    publish(course, content(outcomes=outcomes, questions=asked), "1.1")
    summary = queries.sitting_summary(begin(driver).to_assessment().answer(wrong=("Q1", "Q2")).finish())
    assert [(o.key, [m.key for m in o.missed]) for o in summary.outcomes] == [("LO1", ["Q1"]), ("LO2", ["Q2"])]
    assert summary.outcomes[0].missed[0].explanation == "Because of Q1."
    assert (summary.right, summary.total, summary.needed, summary.percent) == (1, 3, 2, 33)
    assert (summary.critical_missed, summary.failed, summary.is_passed) == (1, 1, False)


def test_a_set_without_questions_is_passed_by_reaching_its_end(begin, driver, course):
    publish(course, content(questions=[]), "1.1")
    sitting = begin(driver).to_assessment().answer().finish()
    assert (sitting.total, sitting.is_passed) == (0, True)
