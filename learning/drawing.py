"""Drawing a sitting: which question comes when, and its options shuffled. No Django here."""

import random
from collections.abc import Collection, Sequence
from typing import TypedDict

from learning.content import Item


class Order(TypedDict):
    """Kept with the sitting, so that a page looks the same when a learner returns to it."""

    questions: list[str]
    options: dict[str, list[str]]


def draw(questions: Sequence[Item], *, missed: Collection[str] = (), chance: random.Random) -> Order:
    """All the questions, those missed last time first, each with its options shuffled (FORMAT section 4)."""
    keys = sorted((question["key"] for question in questions), key=lambda key: key not in missed)
    options = {question["key"]: [option["key"] for option in question["options"]] for question in questions}
    for shuffled in options.values():
        chance.shuffle(shuffled)
    return Order(questions=keys, options=options)
