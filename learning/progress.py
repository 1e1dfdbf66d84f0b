"""Where somebody is in an attempt: what was done, read against the set it was resolved for. No Django here.

Steps come in the order of the course flow; each opens when all before it are done; the assessment is the last.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

StepKind = Literal["lesson", "scenario", "refresh", "assessment"]
State = Literal["done", "next", "later"]

REFRESH_KEY = "refresh"
ASSESSMENT_KEY = "assessment"


@dataclass(frozen=True)
class Step:
    kind: StepKind
    key: str
    state: State
    is_opened: bool = False
    screen: int = 0  # of a lesson that was opened: where to go on

    @property
    def is_reached(self) -> bool:
        return self.state != "later"


@dataclass(frozen=True)
class Progress:
    """`done` of `total` steps; `next_step` is the first undone one, None once the attempt is passed."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.state == "next"), None)

    @property
    def is_assessment_open(self) -> bool:
        return self.steps[-1].is_reached

    def step(self, kind: str, key: str) -> Step | None:
        """The step of this kind and key; None when it is not in the attempt's set."""
        return next((step for step in self.steps if (step.kind, step.key) == (kind, key)), None)

    def after(self, step: Step) -> Step | None:
        """The step that follows, done or not: for reading again."""
        following = self.steps[self.steps.index(step) + 1 :]
        return following[0] if following else None


def planned(flow: Iterable[tuple[StepKind, str]], *, is_refresher: bool) -> list[tuple[StepKind, str]]:
    """The steps of an attempt in order. A refresher begins with its reading part."""
    refresh: list[tuple[StepKind, str]] = [("refresh", REFRESH_KEY)] if is_refresher else []
    return [*refresh, *flow, ("assessment", ASSESSMENT_KEY)]


def read(
    plan: Iterable[tuple[StepKind, str]],
    *,
    done: Collection[tuple[str, str]],
    opened: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> Progress:
    """Progress from the (kind, key) pairs done, and those opened with the screen to go on from.

    The first undone step is next, the rest are later.
    """
    steps: list[Step] = []
    is_next_found = False
    for kind, key in plan:
        is_done = (kind, key) in done
        state: State = "done" if is_done else ("later" if is_next_found else "next")
        is_next_found = is_next_found or not is_done
        screen = opened.get((kind, key))
        steps.append(Step(kind, key, state, is_opened=is_done or screen is not None, screen=screen or 0))
    return Progress(tuple(steps))
