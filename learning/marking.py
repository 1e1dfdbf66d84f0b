"""The scoring rules of FORMAT section 4. Pure: a question and an answer in, right or wrong out. No Django here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from learning.content import Item


@dataclass(frozen=True)
class Result:
    """How a sitting came out. `scaled` is right ÷ total to four places; passing is decided unrounded."""

    right: int
    total: int
    scaled: Decimal
    is_passed: bool
    missed: tuple[str, ...]
    critical_missed: tuple[str, ...]


def option_keys(question: Item) -> frozenset[str]:
    return frozenset(option["key"] for option in question["options"])


def right_keys(question: Item) -> frozenset[str]:
    return frozenset(option["key"] for option in question["options"] if option["correct"])


def is_right(question: Item, chosen: Collection[str]) -> bool:
    """Whether exactly the right options were chosen: for `multiple`, no more and no fewer."""
    return frozenset(chosen) == right_keys(question)


def result(questions: Sequence[Item], right: Collection[str], *, pass_mark_percent: int) -> Result:
    """Mark a sitting. `right` holds the keys answered rightly; the mark is compared in whole numbers, unrounded.

    A set without questions (further items that are lessons alone) is passed by reaching its end.
    """
    total = len(questions)
    missed = tuple(question["key"] for question in questions if question["key"] not in right)
    critical = tuple(question["key"] for question in questions if question["critical"] and question["key"] in missed)
    score = total - len(missed)
    scaled = (Decimal(score) / Decimal(total)).quantize(Decimal("0.0001")) if total else Decimal(1)
    enough = score * 100 >= pass_mark_percent * total
    return Result(score, total, scaled, enough and not critical, missed, critical)


def needed(total: int, pass_mark_percent: int) -> int:
    """The fewest right answers that reach the pass mark: 80% of 12 is 9.6, so 10."""
    return -(-pass_mark_percent * total // 100)
