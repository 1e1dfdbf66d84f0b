"""Small pieces that several sections share: heading attributes, options, `- ` items, keys."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.format.lines import Line, Part, shorten
from courses.format.model import LETTERS, Option
from courses.format.problems import Problems

OPTION = re.compile(r"- \[( |x)\] ([A-F])\. (.+)")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a heading says after its fixed parts: `critical`, `roles: a, b`, `after: L2`."""

    roles: tuple[str, ...] = ()
    after: str = ""
    critical: bool = False


def pieces(part: Part) -> list[str]:
    return [piece.strip() for piece in part.heading.split("|")]


def codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def attributes(parts: Sequence[str], allowed: Sequence[str], item: str, line: int, problems: Problems) -> Attributes:
    found: dict[str, str] = {}
    for part in parts:
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if key in found:
            problems.add(line, item, f"{item} says '{key}' twice. Keep one of them.")
        elif key not in allowed or bool(colon) == (key == "critical") or (colon and not value):
            known = ", ".join(f"'{name}'" if name == "critical" else f"'{name}: …'" for name in allowed)
            problems.add(
                line,
                item,
                f"The heading of {item} has a part that is not understood: '{part}'.",
                f"It may say {known}.",
            )
        else:
            found[key] = value
    return Attributes(codes(found.get("roles", "")), found.get("after", ""), "critical" in found)


def option(line: Line) -> tuple[str, Option] | None:
    match = OPTION.fullmatch(line.text.rstrip())
    return (match[2], Option(match[3].strip(), match[1] == "x", line.number)) if match else None


def letters(found: Iterable[tuple[str, Option]], item: str, problems: Problems) -> tuple[Option, ...]:
    """The options of `item`, whose letters must be A, B, C … in order."""
    options = list(found)
    for place, (letter, value) in zip(LETTERS, options, strict=False):
        if letter != place:
            problems.add(
                value.line,
                item,
                f"{item}: option {letter} stands where {place} should come. Letter the options A, B, C in order.",
            )
            break
    return tuple(value for _, value in options)


def items(lines: Iterable[Line], item: str, problems: Problems) -> tuple[str, ...]:
    """The `- ` lines of a list. A line indented under one carries it on."""
    found: list[str] = []
    for line in lines:
        text = line.text.strip()
        if line.text.startswith("- ") and text != "-":
            found.append(text[2:].strip())
        elif text and line.text.startswith("  ") and found:
            found[-1] += f" {text}"
        elif text:
            problems.add(
                line.number,
                item,
                f"{item} is a list, and '{shorten(text)}' is not one of its '- ' lines.",
                "Begin the line with '- '.",
            )
    return tuple(found)


def bad_key(key: str, pattern: str, example: str, what: str, line: int, problems: Problems) -> bool:
    if re.fullmatch(pattern, key):
        return False
    problems.add(line, key, f"The {what} heading begins with '{shorten(key)}', which is not a key such as {example}.")
    return True
