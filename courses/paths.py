"""Who meets what, and when: which items of a version a person with certain roles goes through. Pure: no Django.

Source: docs/course-format.md §3.1. Resolved once, when an attempt starts, and kept with it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["full", "refresher", "further"]


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A step of the course before its assessment."""

    kind: Literal["lesson", "scenario"]
    key: str


@dataclass(frozen=True, slots=True)
class ItemSet:
    """What one attempt rests on: its lessons and scenarios in the order they are met, and its questions."""

    lessons: tuple[str, ...]
    scenarios: tuple[str, ...]
    questions: tuple[str, ...]
    flow: tuple[FlowItem, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset((*self.lessons, *self.scenarios, *self.questions))

    @property
    def is_empty(self) -> bool:
        return not self.keys

    def as_json(self) -> dict[str, Any]:
        return {
            "lessons": list(self.lessons),
            "scenarios": list(self.scenarios),
            "questions": list(self.questions),
            "flow": [[item.kind, item.key] for item in self.flow],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ItemSet":
        flow = tuple(FlowItem(kind, key) for kind, key in data["flow"])
        return cls(tuple(data["lessons"]), tuple(data["scenarios"]), tuple(data["questions"]), flow)


def resolve(
    content: Mapping[str, Any], role_codes: Collection[str], *, kind: str = "full", held: Collection[str] = ()
) -> ItemSet:
    """The items of `content` for a person who holds `role_codes` today.

    Someone with two roles meets the items of both; someone with no role of the course (not known yet) meets all.
    `held` are the keys a valid certificate already rests on: only what is not among them is left. A refresher is its
    questions alone.
    """
    known = frozenset(role_codes) & frozenset(content["role_codes"])
    if kind == "refresher":
        return ItemSet((), (), _met(content["refresher"]["questions"], known, held), ())
    lessons = _met(content["lessons"], known, held)
    scenarios = _met(content["scenarios"], known, held)
    flow = _flow(content, lessons, scenarios)
    ordered = tuple(item.key for item in flow if item.kind == "scenario")
    return ItemSet(lessons, ordered, _met(content["questions"], known, held), flow)


def _met(items: Sequence[Mapping[str, Any]], known: frozenset[str], held: Collection[str]) -> tuple[str, ...]:
    return tuple(
        item["key"]
        for item in items
        if item["key"] not in held and (not known or not item["roles"] or known.intersection(item["roles"]))
    )


def _flow(content: Mapping[str, Any], lessons: Collection[str], scenarios: Collection[str]) -> tuple[FlowItem, ...]:
    """A scenario comes straight after its lesson; without one, after all lessons."""
    after = {item["key"]: item["after"] for item in content["scenarios"] if item["key"] in scenarios}
    flow: list[FlowItem] = []
    placed: set[str] = set()
    for lesson in content["lessons"]:
        if lesson["key"] in lessons:
            flow.append(FlowItem("lesson", lesson["key"]))
        # Where the lesson itself is held already, its new scenario still keeps its place.
        here = [key for key, place in after.items() if place == lesson["key"]]
        placed.update(here)
        flow += [FlowItem("scenario", key) for key in here]
    return (*flow, *(FlowItem("scenario", key) for key in after if key not in placed))
