"""How an object is checked: a shape lists its properties with a check each; nothing else may stand in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lrs.validation.problems import Report

Check = Callable[[Any, str, Report], None]
NAMES = {str: "a string", bool: "true or false", dict: "an object", list: "an array", int: "a whole number"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties an object may have, those it must have, and the topic whose clause is cited."""

    topic: str
    fields: dict[str, Check]
    required: tuple[str, ...] = ()


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def check_shape(value: Any, shape: Shape, path: str, report: Report) -> bool:
    """Check `value` against `shape`; True when it is an object at all, so that rules across properties can follow."""
    if type(value) is not dict:
        report.add(path, shape.topic, "must be an object")
        return False
    fields = shape.fields
    for key, item in value.items():
        check = fields.get(key)
        if check is None:
            report.add(join(path, str(key)), shape.topic, _unknown(key, fields))
        elif item is None:
            report.add(join(path, key), "format", "must not be null: null is only allowed inside extensions")
        else:
            check(item, f"{path}.{key}" if path else key, report)
    for key in shape.required:
        if key not in value:
            report.add(join(path, key), shape.topic, "is required")
    return True


def _unknown(key: Any, fields: dict[str, Check]) -> str:
    if isinstance(key, str):
        for known in fields:
            if known.lower() == key.lower():
                return f'is not a property here: the case must be "{known}"'
    return "is not a property here"


def array_of(check: Check, topic: str, *, minimum: int = 0) -> Check:
    """An array whose every item passes `check`."""

    def run(value: Any, path: str, report: Report) -> None:
        if type(value) is not list:
            report.add(path, topic, "must be an array")
            return
        if len(value) < minimum:
            report.add(path, topic, f"must hold at least {minimum}")
        for place, item in enumerate(value):
            if item is None:
                report.add(f"{path}[{place}]", "format", "must not be null: null is only allowed inside extensions")
            else:
                check(item, f"{path}[{place}]", report)

    return run


def of_type(kind: type, topic: str) -> Check:
    """Strictly that JSON type: true is not a number, "1" is not a number."""

    def run(value: Any, path: str, report: Report) -> None:
        if type(value) is not kind:
            report.add(path, topic, f"must be {NAMES[kind]}")

    return run


def string_like(test: Callable[[str], Any], topic: str, message: str) -> Check:
    """A string for which `test` holds; `message` says what it must be."""

    def run(value: Any, path: str, report: Report) -> None:
        if type(value) is not str:
            report.add(path, topic, "must be a string")
        elif not test(value):
            report.add(path, topic, message)

    return run


def one_of(allowed: tuple[str, ...], topic: str) -> Check:
    """Exactly one of a few strings, case and all."""

    def run(value: Any, path: str, report: Report) -> None:
        if type(value) is not str or value not in allowed:
            report.add(path, topic, "must be " + " or ".join(f'"{word}"' for word in allowed))

    return run
