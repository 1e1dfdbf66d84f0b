"""Where somebody is in a course they have begun, for pages outside the player."""

from dataclasses import dataclass

from learning.models import Attempt
from learning.queries.attempts import progress
from learning.step_words import hint_of, title_of


@dataclass(frozen=True)
class Whereabouts:
    """`done` of `total` parts, and the part that comes next in words."""

    done: int
    total: int
    title: str
    hint: str


def whereabouts(attempt: Attempt) -> Whereabouts | None:
    """Where an open attempt goes on; None once nothing is left."""
    found = progress(attempt)
    step = found.next_step
    return Whereabouts(found.done, found.total, title_of(attempt, step), hint_of(attempt, step)) if step else None
