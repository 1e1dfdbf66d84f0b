"""Finding things in a frozen course version's content (schema lookout-course-version/1). No Django here."""

from collections.abc import Iterable, Mapping
from typing import Any

Content = Mapping[str, Any]
Item = Mapping[str, Any]


def item(items: Iterable[Item], key: str) -> Item:
    """The item with this key. KeyError when there is none: the caller asked for something outside its set."""
    for found in items:
        if found["key"] == key:
            return found
    raise KeyError(key)


def lesson(content: Content, key: str) -> Item:
    return item(content["lessons"], key)


def scenario(content: Content, key: str) -> Item:
    return item(content["scenarios"], key)


def node(scenario: Item, key: str) -> Item:
    return item(scenario["nodes"], key)


def questions(content: Content, keys: Iterable[str]) -> list[Item]:
    """The questions with these keys, in that order, from the course or its refresher."""
    refresher = content.get("refresher") or {}
    found = {question["key"]: question for question in [*content["questions"], *refresher.get("questions", [])]}
    return [found[key] for key in keys]


def question(content: Content, key: str) -> Item:
    return questions(content, [key])[0]


def pass_mark_percent(content: Content, kind: str) -> int:
    """The refresher has its own pass mark; further items have the course's (FORMAT section 3.1)."""
    source = content["refresher"] if kind == "refresher" else content
    return int(source["pass_mark_percent"])


def minutes(content: Content, kind: str) -> int:
    return int(content["refresher"]["minutes"] if kind == "refresher" else content["duration_minutes"])
