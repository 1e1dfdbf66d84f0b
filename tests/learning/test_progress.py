"""Where a learner is: a reading of what was done against the attempt's own set."""

from learning.progress import planned, read

PLAN = planned([("lesson", "L1"), ("scenario", "S4"), ("lesson", "L2"), ("scenario", "S1")], is_refresher=False)


def test_the_assessment_is_the_last_step():
    assert PLAN[-1] == ("assessment", "assessment")


def test_a_refresher_begins_with_its_reading_part():
    assert planned([], is_refresher=True) == [("refresh", "refresh"), ("assessment", "assessment")]


def test_nothing_done_means_the_first_step_is_next_and_the_rest_come_later():
    progress = read(PLAN, done=set())
    assert [step.state for step in progress.steps] == ["next", "later", "later", "later", "later"]
    assert (progress.done, progress.total, progress.is_assessment_open) == (0, 5, False)


def test_the_next_step_is_the_first_undone_one_even_with_later_ones_done():
    progress = read(PLAN, done={("lesson", "L1"), ("lesson", "L2")})
    assert progress.next_step is not None
    assert progress.next_step.key == "S4"
    assert progress.done == 2


def test_done_items_outside_the_set_do_not_count():
    assert read(PLAN, done={("lesson", "L9"), ("scenario", "L1")}).done == 0


def test_the_assessment_opens_when_all_before_it_is_done():
    progress = read(PLAN, done=set(PLAN[:-1]))
    assert progress.is_assessment_open
    assert progress.next_step is not None
    assert progress.next_step.kind == "assessment"


def test_a_passed_attempt_has_no_next_step():
    progress = read(PLAN, done=set(PLAN))
    assert progress.next_step is None
    assert progress.done == progress.total


def test_an_opened_lesson_is_not_a_done_one():
    step = read(PLAN, done=set(), opened={("lesson", "L1"): 2}).step("lesson", "L1")
    assert step is not None
    assert (step.is_opened, step.screen) == (True, 2)
    assert step.state == "next"
