"""Likely answers: which questions are missed so that a sitting passes or fails, and what was chosen. No Django here."""

import random
from collections.abc import Sequence

from learning import marking
from learning.content import Item


def wrong_keys(
    asked: Sequence[Item], *, passes: bool, right: int | None, pass_mark_percent: int, chance: random.Random
) -> frozenset[str]:
    """Which questions are missed. ValueError when `right` cannot give that outcome."""
    total, needed = len(asked), marking.needed(len(asked), pass_mark_percent)
    critical = [question["key"] for question in asked if question["critical"]]
    others = [question["key"] for question in asked if not question["critical"]]
    if right is None:
        right = _likely(total, needed, len(others), passes=passes, chance=chance)
    misses = total - right
    if passes:
        if right < needed or misses > len(others):
            raise ValueError(f"{right} of {total} right does not pass with {needed} needed")
        return frozenset(chance.sample(others, misses))
    if right < needed:
        return frozenset(chance.sample([*critical, *others], misses))
    if not critical or not misses:
        raise ValueError(f"{right} of {total} right does not fail with {needed} needed")
    first = chance.choice(critical)  # enough right, but a critical question missed
    rest = [key for key in [*critical, *others] if key != first]
    return frozenset([first, *chance.sample(rest, misses - 1)])


def _likely(total: int, needed: int, misses_allowed: int, *, passes: bool, chance: random.Random) -> int:
    if passes:
        return chance.randint(max(needed, total - misses_allowed), total)
    return chance.randint(max(0, needed - 4), max(0, needed - 1))


def chosen(question: Item, *, is_right: bool, chance: random.Random) -> list[str]:
    """Option keys somebody might have chosen, sorted."""
    right = sorted(marking.right_keys(question))
    if is_right:
        return right
    wrong = sorted(marking.option_keys(question) - set(right))
    if question["type"] == "single":
        return [chance.choice(wrong)]
    return sorted([*right[1:], chance.choice(wrong)]) if wrong else right[1:]
