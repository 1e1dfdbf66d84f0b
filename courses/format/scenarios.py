"""The Scenarios section: scenarios, their nodes and the choices at each."""

import re
from dataclasses import replace
from typing import Any

from courses.format.lines import Line, Part, shorten, split
from courses.format.model import QUALITIES, Choice, Node, Scenario
from courses.format.parts import attributes, bad_key, codes, pieces
from courses.format.problems import Problems
from courses.prose import normalise

CHOICE = re.compile(r"- ([A-F]) \[(\w+)\] (.+)")
FIELD = re.compile(r"  - (Consequence|Feedback|Next): (.+)")


def read_scenarios(section: Part, problems: Problems) -> tuple[Scenario, ...]:
    parts = split(section.lines, "### ", problems, "Scenarios")
    return tuple(scenario for part in parts if (scenario := _scenario(part, problems)))


def _scenario(part: Part, problems: Problems) -> Scenario | None:
    heading = pieces(part)
    if bad_key(heading[0], r"S\d+", "S1", "scenario", part.number, problems):
        return None
    key = heading[0]
    if len(heading) < 3:
        reason = f"The heading of {key} has {len(heading)} parts."
        problems.add(part.number, key, reason, "It reads '### S1 | Title | LO1,LO3'.")
        return None
    found = attributes(heading[3:], ("after", "roles"), key, part.number, problems)
    nodes = (_node(node, problems) for node in split(part.lines, "#### ", problems, key))
    return Scenario(
        key,
        heading[1],
        codes(heading[2]),
        found.after,
        found.roles,
        tuple(node for node in nodes if node),
        part.number,
    )


def _node(part: Part, problems: Problems) -> Node | None:
    key, _, title = (piece.strip() for piece in part.heading.partition("|"))
    if bad_key(key, r"S\d+\.\d+", "S1.1", "scenario step", part.number, problems):
        return None
    if not title:
        problems.add(part.number, key, f"{key} has no title.", f"Its heading reads '#### {key} | Title'.")
    text: list[str] = []
    choices: list[tuple[str, Choice]] = []
    for line in part.lines:
        if not _choice(line, key, choices, problems):
            if choices and line.text.strip():
                _lost(line, key, choices[-1][0], problems)
            elif not choices:
                text.append(line.text)
    _check_letters(choices, key, problems)
    return Node(key, title, normalise(text), tuple(choice for _, choice in choices), part.number)


def _choice(line: Line, node: str, choices: list[tuple[str, Choice]], problems: Problems) -> bool:
    """Take the line as a choice or as a field of the last one; say whether it was one."""
    if match := CHOICE.fullmatch(line.text.rstrip()):
        letter, quality, text = match.groups()
        if quality not in QUALITIES:
            reason = f"{node} choice {letter} is marked '{quality}'."
            problems.add(line.number, node, reason, f"Mark it {', '.join(QUALITIES[:-1])} or {QUALITIES[-1]}.")
        choices.append((letter, Choice(quality, text.strip(), "", "", "", line.number)))
        return True
    match = FIELD.fullmatch(line.text.rstrip())
    if not match or not choices:
        return False
    letter, last = choices[-1]
    field, value = match[1].lower(), match[2].strip()
    if getattr(last, field):
        problems.add(line.number, node, f"{node} choice {letter} has two {match[1]} lines. Keep one of them.")
    words: dict[str, Any] = {field: value}
    choices[-1] = (letter, replace(last, **words))
    return True


def _lost(line: Line, node: str, letter: str, problems: Problems) -> None:
    reason = f"{node}: the line '{shorten(line.text)}' under choice {letter} is not understood."
    hint = "Choices read '- A [best] text'; under them '  - Consequence: …', '  - Feedback: …' and '  - Next: …'."
    problems.add(line.number, node, reason, hint)


def _check_letters(choices: list[tuple[str, Choice]], node: str, problems: Problems) -> None:
    for place, (letter, choice) in zip("ABCDEF", choices, strict=False):
        if letter != place:
            problems.add(
                choice.line,
                node,
                f"{node}: choice {letter} stands where {place} should come. Letter the choices A, B, C in order.",
            )
            return
