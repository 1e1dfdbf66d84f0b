"""Which question comes when, and in which order its options stand."""

import random

from learning.drawing import draw


def seeded():
    return random.Random(1)  # noqa: S311 - an order to read in, not a secret


QUESTIONS = [
    {"key": f"Q{n}", "options": [{"key": letter, "text": letter, "correct": letter == "A"} for letter in "ABCD"]}
    for n in range(1, 13)
]
KEYS = [f"Q{n}" for n in range(1, 13)]


def test_the_first_time_all_questions_come_in_the_order_of_the_course():
    assert draw(QUESTIONS, chance=seeded())["questions"] == KEYS


def test_a_retry_asks_every_question_again_and_the_missed_ones_first():
    order = draw(QUESTIONS, missed={"Q9", "Q4"}, chance=seeded())["questions"]
    assert order[:2] == ["Q4", "Q9"]
    assert sorted(order) == sorted(KEYS)


def test_options_are_shuffled_and_none_is_lost():
    options = draw(QUESTIONS, chance=seeded())["options"]
    assert all(sorted(keys) == list("ABCD") for keys in options.values())
    assert len({tuple(keys) for keys in options.values()}) > 3


def test_drawing_does_not_touch_the_frozen_questions():
    before = repr(QUESTIONS)
    draw(QUESTIONS, missed={"Q2"}, chance=seeded())
    assert repr(QUESTIONS) == before
