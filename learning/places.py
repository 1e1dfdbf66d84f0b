"""Where in the player somebody is, as a URL name and its arguments. The same answer on every device."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from learning.progress import Step


@dataclass(frozen=True)
class Place:
    """`reverse(place.name, kwargs=place.kwargs)` is its address."""

    name: str
    kwargs: dict[str, object] = field(default_factory=dict)


def overview(attempt: uuid.UUID) -> Place:
    return Place("learning:overview", {"attempt": attempt})


def of_step(attempt: uuid.UUID, step: Step) -> Place:
    if step.kind in {"refresh", "assessment"}:
        return Place(f"learning:{step.kind}", {"attempt": attempt})
    return Place(f"learning:{step.kind}", {"attempt": attempt, "key": step.key})


def in_sitting(attempt: uuid.UUID, order: list[str], answered: Collection[str]) -> Place:
    """The first question without an answer, or the finish when there is none."""
    for number, key in enumerate(order, start=1):
        if key not in answered:
            return question(attempt, number)
    return Place("learning:finish", {"attempt": attempt})


def question(attempt: uuid.UUID, number: int) -> Place:
    return Place("learning:question", {"attempt": attempt, "number": number})
