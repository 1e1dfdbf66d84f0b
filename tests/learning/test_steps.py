"""Lessons and scenarios: opened and read to the end, played to an ending by a good choice."""

import pytest

from learning import services
from learning.errors import AlreadyPassed, NotInSet, NotReached, StalePage, UnknownChoice
from learning.models import LessonProgress, ScenarioProgress
from learning.queries import progress
from tests.learning.conftest import next_step

pytestmark = pytest.mark.django_db


def choose(walk, node, choice):
    key = node.split(".")[0]
    return services.move_scenario(attempt=walk.attempt, key=key, node_key=node, choice_key=choice, at=walk.tick())


def state_of_story(walk):
    return next(step.state for step in progress(walk.attempt).steps if step.key == "S1")


def test_a_lesson_must_be_opened_before_it_is_finished(begin, driver):
    walk = begin(driver)
    with pytest.raises(NotReached):
        services.complete_lesson(attempt=walk.attempt, key="L1", at=walk.tick())
    walk.read("L1")
    assert progress(walk.attempt).done == 1


def test_opening_again_keeps_the_first_moment_and_finishing_twice_is_once(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    row = LessonProgress.objects.get()
    walk.read("L1")
    again = LessonProgress.objects.get()
    assert (again.opened_at, again.completed_at) == (row.opened_at, row.completed_at)


def test_a_later_part_cannot_be_opened_before_its_turn(begin, driver):
    walk = begin(driver)
    with pytest.raises(NotReached):
        services.open_lesson(attempt=walk.attempt, key="L2", at=walk.tick())
    with pytest.raises(NotReached):
        choose(walk, "S1.1", "B")


@pytest.mark.parametrize("key", ["L3", "L9", "S1", "Q1", "refresh"])
def test_a_lesson_outside_the_set_is_refused(begin, driver, key):
    walk = begin(driver)
    with pytest.raises(NotInSet):
        services.open_lesson(attempt=walk.attempt, key=key, at=walk.tick())


def test_a_scenario_comes_straight_after_its_lesson(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    step = next_step(walk.attempt)
    assert (step.kind, step.key) == ("scenario", "S1")


@pytest.mark.parametrize("choice", ["A", "C"])
def test_a_poor_or_unsafe_choice_comes_back_to_the_same_place(begin, driver, choice):
    walk = begin(driver)
    walk.read("L1")
    move = choose(walk, "S1.1", choice)
    assert move.is_again
    assert ScenarioProgress.objects.get().node_key == "S1.1"
    assert state_of_story(walk) == "next"


def test_an_ending_is_reached_by_a_good_choice(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    choose(walk, "S1.1", "A")
    choose(walk, "S1.1", "B")
    choose(walk, "S1.2", "B")
    assert state_of_story(walk) == "next"
    assert choose(walk, "S1.2", "A").has_ended
    assert state_of_story(walk) == "done"


def test_no_choice_is_kept_anywhere(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    choose(walk, "S1.1", "A")
    row = ScenarioProgress.objects.values().get()
    assert set(row) == {"id", "attempt_id", "key", "node_key", "completed_at"}


def test_a_choice_from_a_page_that_was_overtaken_moves_nothing(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    choose(walk, "S1.1", "B")
    with pytest.raises(StalePage):
        choose(walk, "S1.1", "B")
    assert ScenarioProgress.objects.get().node_key == "S1.2"


@pytest.mark.parametrize(("node", "choice"), [("S1.1", "Z"), ("S1.9", "A"), ("S1.1", "")])
def test_a_choice_that_is_not_there_is_refused(begin, driver, node, choice):
    walk = begin(driver)
    walk.read("L1")
    with pytest.raises(UnknownChoice):
        choose(walk, node, choice)


def test_an_ended_scenario_can_be_played_again_without_effect(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    walk.play("S1")
    ended = ScenarioProgress.objects.get()
    assert choose(walk, "S1.1", "A").is_again
    again = ScenarioProgress.objects.get()
    assert (again.node_key, again.completed_at) == (ended.node_key, ended.completed_at)


def test_nothing_changes_in_a_passed_attempt(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    with pytest.raises(AlreadyPassed):
        walk.read("L1")
    with pytest.raises(AlreadyPassed):
        choose(walk, "S1.1", "B")
