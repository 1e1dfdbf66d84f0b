"""The scoring rules all courses share (FORMAT section 4), as tables. No database."""

from decimal import Decimal

import pytest

from learning import marking


def question(key, right="A", *, kind="single", critical=False, options="ABCD"):
    return {
        "key": key,
        "type": kind,
        "critical": critical,
        "options": [{"key": letter, "text": letter, "correct": letter in right} for letter in options],
    }


@pytest.mark.parametrize(
    ("right", "chosen", "expected"),
    [
        ("B", ["B"], True),
        ("B", ["A"], False),
        ("B", [], False),
        ("B", ["A", "B"], False),
        ("AC", ["A", "C"], True),
        ("AC", ["C", "A"], True),
        ("AC", ["A"], False),
        ("AC", ["A", "B", "C"], False),
        ("AC", ["B", "D"], False),
    ],
)
def test_only_exactly_the_right_options_are_right(right, chosen, expected):
    asked = question("Q1", right, kind="multiple" if len(right) > 1 else "single")
    assert marking.is_right(asked, chosen) is expected


@pytest.mark.parametrize(
    ("total", "right", "mark", "passes"),
    [
        (12, 12, 80, True),
        (12, 10, 80, True),
        (12, 9, 80, False),  # 75 %
        (10, 8, 80, True),
        (5, 4, 80, True),
        (9, 7, 80, False),  # 77.8 %, which rounds to 80 by tens and must not
        (200, 159, 80, False),  # 79.5 %, which rounds to 80 by ones and must not
        (3, 2, 67, False),  # 66.67 % rounds to 67 and must not
        (3, 2, 66, True),
        (1, 0, 0, True),
        (0, 0, 80, True),
    ],
)
def test_the_pass_mark_is_never_rounded(total, right, mark, passes):
    asked = [question(f"Q{n}") for n in range(total)]
    result = marking.result(asked, [f"Q{n}" for n in range(right)], pass_mark_percent=mark)
    assert (result.right, result.total, result.is_passed) == (right, total, passes)
    assert passes == (right >= marking.needed(total, mark))


def test_a_missed_critical_question_fails_whatever_the_score():
    asked = [question(f"Q{n}", critical=n == 3) for n in range(12)]
    result = marking.result(asked, [f"Q{n}" for n in range(12) if n != 3], pass_mark_percent=80)
    assert result.right == 11
    assert not result.is_passed
    assert result.critical_missed == ("Q3",)


def test_critical_questions_right_do_not_help_below_the_mark():
    asked = [question(f"Q{n}", critical=n < 2) for n in range(10)]
    result = marking.result(asked, ["Q0", "Q1"], pass_mark_percent=80)
    assert not result.is_passed
    assert result.critical_missed == ()


def test_the_scaled_score_is_right_over_total_to_four_places():
    asked = [question(f"Q{n}") for n in range(12)]
    assert marking.result(asked, ["Q1"], pass_mark_percent=80).scaled == Decimal("0.0833")


def test_answers_to_questions_outside_the_set_count_for_nothing():
    result = marking.result([question("Q1"), question("Q2")], ["Q1", "Q9"], pass_mark_percent=100)
    assert (result.right, result.is_passed) == (1, False)
