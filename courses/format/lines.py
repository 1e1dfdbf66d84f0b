"""A course file as numbered lines, cut into sections and headed parts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.format.problems import Problem, Problems

SECTIONS = (
    "Summary",
    "Before you start",
    "Outcomes",
    "Lessons",
    "Scenarios",
    "Assessment",
    "Local inserts",
    "Reporting card",
    "Language",
    "Glossary",
    "Support and wellbeing",
    "Refresher",
    "Fact register",
)


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines under it."""

    heading: str
    number: int
    lines: tuple[Line, ...]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


def decode(data: bytes | str) -> tuple[str, list[Problem]]:
    """The text of a file, or why it is not one: UTF-8 with LF line ends. A byte order mark is dropped."""
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            reason = "This line is not UTF-8 text. Save the file with the encoding UTF-8 and try again."
            return "", [Problem(line, "", reason, broken=True)]
    else:
        text = data.removeprefix("\ufeff")
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        reason = "The file has Windows line ends (CRLF). Save it with Unix line ends (LF) and try again."
        return "", [Problem(line, "", reason, broken=True)]
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        return "", [Problem(line, "", "This line holds a null character. Course files are plain text.", broken=True)]
    return text, []


def numbered(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def split(lines: Iterable[Line], prefix: str, problems: Problems, where: str) -> list[Part]:
    """The parts headed by `prefix` ("### "). Words before the first heading belong nowhere, and are a problem."""
    parts: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.text.startswith(prefix):
            parts.append((line, []))
        elif parts:
            parts[-1][1].append(line)
        elif line.text.strip():
            reason = f"'{shorten(line.text)}' stands before the first '{prefix.strip()}' heading of {where}."
            problems.add(line.number, "", reason, f"Put it under a '{prefix.strip()}' heading or take it out.")
    return [Part(head.text[len(prefix) :].strip(), head.number, tuple(body)) for head, body in parts]


def sections(lines: Sequence[Line], problems: Problems) -> dict[str, Part]:
    """The H2 sections by name: every one there, once, in the order of the format, and no other."""
    parts = split(lines, "## ", problems, "the file")
    found: dict[str, Part] = {}
    for part in parts:
        if part.heading not in SECTIONS:
            known = ", ".join(f"'{name}'" for name in SECTIONS)
            problems.add(part.number, "", f"Section '{part.heading}' is not part of the format.", f"Use: {known}.")
        elif part.heading in found:
            problems.add(part.number, "", f"Section '{part.heading}' is given twice. Keep one of them.")
        else:
            found[part.heading] = part
    _check_order(found, lines[-1].number if lines else 1, problems)
    empty = Part("", 0, ())
    return {name: found.get(name, empty) for name in SECTIONS}


def _check_order(found: dict[str, Part], last: int, problems: Problems) -> None:
    for name in SECTIONS:
        if name not in found:
            problems.add(last, "", f"Section '{name}' is missing.", f"Add a line '## {name}' with its content.")
    order = list(found)
    wanted = [name for name in SECTIONS if name in found]
    for name, expected in zip(order, wanted, strict=True):
        if name != expected:
            problems.add(found[name].number, "", f"Section '{name}' comes where '{expected}' should come.")
            return


def cells(line: Line) -> tuple[str, ...]:
    """The cells of a table row; an empty cell at either end is kept."""
    return tuple(cell.strip() for cell in re.sub(r"^\||\|$", "", line.text.strip()).split("|"))


def table(lines: Iterable[Line]) -> tuple[tuple[str, ...], list[tuple[Line, tuple[str, ...]]]]:
    """The header cells and the rows (with their lines) of the pipe table in `lines`."""
    rows = [(line, cells(line)) for line in lines if line.text.startswith("|")]
    return (rows[0][1] if rows else ()), rows[2:]


def shorten(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else f"{text[:39]}…"
