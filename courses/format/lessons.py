"""The Lessons section: lessons and their blocks."""

import re
from collections.abc import Callable

from courses.format.lines import Part, split, table
from courses.format.model import (
    Block,
    Callout,
    Check,
    InsertPlace,
    KeyPoints,
    Lesson,
    Listing,
    Myth,
    Option,
    Reflect,
    Spot,
    Text,
)
from courses.format.parts import attributes, bad_key, codes, items, letters, option, pieces
from courses.format.problems import Problems
from courses.prose import normalise


def read_lessons(section: Part, problems: Problems) -> tuple[Lesson, ...]:
    parts = split(section.lines, "### ", problems, "Lessons")
    return tuple(lesson for part in parts if (lesson := _lesson(part, problems)))


def _lesson(part: Part, problems: Problems) -> Lesson | None:
    heading = pieces(part)
    if bad_key(heading[0], r"L\d+", "L1", "lesson", part.number, problems):
        return None
    key = heading[0]
    if len(heading) < 4:
        reason = f"The heading of {key} has {len(heading)} parts."
        problems.add(part.number, key, reason, "It reads '### L1 | Title | 8 min | LO1,LO2'.")
        return None
    minutes = re.fullmatch(r"(\d{1,3}) min", heading[2])
    if not minutes:
        problems.add(part.number, key, f"The time of {key} is '{heading[2]}'. Write it as '8 min'.")
    found = attributes(heading[4:], ("roles",), key, part.number, problems)
    blocks = (_block(block, key, problems) for block in split(part.lines, "#### ", problems, key))
    return Lesson(
        key,
        heading[1],
        int(minutes[1]) if minutes else 0,
        codes(heading[3]),
        found.roles,
        tuple(block for block in blocks if block),
        part.number,
    )


def _block(part: Part, lesson: str, problems: Problems) -> Block | None:
    kind, _, argument = (piece.strip() for piece in part.heading.partition(":"))
    if kind not in READERS:
        reason = f"{lesson} has a block of the kind '{kind}', which is not known."
        problems.add(part.number, lesson, reason, f"Use one of: {', '.join(READERS)}.")
        return None
    return READERS[kind](part, argument, lesson, problems)


def _text(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return Text(normalise(part.texts), part.number)


def _list(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return Listing(argument, items(part.lines, lesson, problems), part.number)


def _callout(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return Callout(argument, normalise(part.texts), part.number)


def _insert(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    for line in part.lines:
        if line.text.strip():
            problems.add(
                line.number,
                lesson,
                f"{lesson}: an insert block holds no text of its own.",
                "Its text comes from the area.",
            )
            break
    return InsertPlace(argument, part.number)


def _reflect(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return Reflect(normalise(part.texts), part.number)


def _key_points(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return KeyPoints(items(part.lines, lesson, problems), part.number)


def _myth(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    return Myth(argument, normalise(part.texts), part.number)


def _check(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    options, explanation = _practice(part, lesson, problems)
    return Check(argument, _intro(part), options, explanation, part.number)


def _spot(part: Part, argument: str, lesson: str, problems: Problems) -> Block:
    options, explanation = _practice(part, lesson, problems)
    columns, rows = table(part.lines)
    asks = [line.text[4:].strip() for line in part.lines if line.text.startswith("Ask:")]
    if len(asks) > 1:
        problems.add(part.number, lesson, f"{lesson}: the spot '{argument}' has {len(asks)} 'Ask:' lines. Keep one.")
    for line, row in rows:
        if len(row) != len(columns):
            problems.add(
                line.number,
                lesson,
                f"{lesson}: the row '{row[0]}' has {len(row)} cells, and the table has {len(columns)} columns.",
            )
    values = tuple(row for _, row in rows)
    return Spot(argument, _intro(part), columns, values, asks[0] if asks else "", options, explanation, part.number)


def _practice(part: Part, lesson: str, problems: Problems) -> tuple[tuple[Option, ...], str]:
    found = [value for line in part.lines if (value := option(line))]
    for line in part.lines:
        if line.text.startswith("- [") and not option(line):
            problems.add(
                line.number,
                lesson,
                f"{lesson}: this option cannot be read.",
                "Write it as '- [ ] A. text' or '- [x] A. text'.",
            )
    explanation = " ".join(line.text[12:].strip() for line in part.lines if line.text.startswith("Explanation:"))
    return letters(found, lesson, problems), explanation


def _intro(part: Part) -> str:
    return normalise(line.text for line in part.lines if not re.match(r"- \[|Explanation:|Ask:|\|", line.text))


READERS: dict[str, Callable[[Part, str, str, Problems], Block]] = {
    "text": _text,
    "list": _list,
    "callout": _callout,
    "insert": _insert,
    "reflect": _reflect,
    "key-points": _key_points,
    "myth": _myth,
    "check": _check,
    "spot": _spot,
}
