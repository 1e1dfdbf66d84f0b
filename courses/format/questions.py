"""Questions of the assessment and of the refresher."""

from collections.abc import Iterable

from courses.format.lines import Part, shorten, split
from courses.format.model import Option, Question, Refresher
from courses.format.parts import attributes, bad_key, letters, option, pieces
from courses.format.problems import Problems
from courses.prose import normalise

REFRESHER_PARTS = ("What changed", "Quick refresh")


def read_assessment(section: Part, problems: Problems) -> tuple[Question, ...]:
    return _questions(split(section.lines, "### ", problems, "Assessment"), r"Q\d+", "Q1", problems)


def read_refresher(section: Part, problems: Problems) -> Refresher:
    parts = split(section.lines, "### ", problems, "Refresher")
    named = {part.heading: normalise(part.texts) for part in parts if part.heading in REFRESHER_PARTS}
    for name in REFRESHER_PARTS:
        if name not in named and section.number:
            problems.add(
                section.number, "", f"The Refresher has no part '{name}'.", f"Add a line '### {name}' with its text."
            )
    rest = (part for part in parts if part.heading not in REFRESHER_PARTS)
    return Refresher(
        named.get(REFRESHER_PARTS[0], ""),
        named.get(REFRESHER_PARTS[1], ""),
        _questions(rest, r"RQ\d+", "RQ1", problems),
    )


def _questions(parts: Iterable[Part], pattern: str, example: str, problems: Problems) -> tuple[Question, ...]:
    return tuple(question for part in parts if (question := _question(part, pattern, example, problems)))


def _question(part: Part, pattern: str, example: str, problems: Problems) -> Question | None:
    heading = pieces(part)
    if bad_key(heading[0], pattern, example, "question", part.number, problems):
        return None
    key = heading[0]
    if len(heading) < 3:
        reason = f"The heading of {key} has {len(heading)} parts."
        problems.add(part.number, key, reason, f"It reads '### {example} | LO2 | single'.")
        return None
    found = attributes(heading[3:], ("critical", "roles"), key, part.number, problems)
    text, options, explanation = _body(part, key, problems)
    return Question(key, heading[1], heading[2], found.critical, found.roles, text, options, explanation, part.number)


def _body(part: Part, key: str, problems: Problems) -> tuple[str, tuple[Option, ...], str]:
    text: list[str] = []
    found: list[tuple[str, Option]] = []
    explanations: list[str] = []
    for line in part.lines:
        stripped = line.text.strip()
        if value := option(line):
            found.append(value)
        elif line.text.startswith("Explanation:"):
            explanations.append(line.text[12:].strip())
        elif stripped and (found or explanations or line.text.startswith("- [")):
            hint = "Options read '- [ ] A. text' or '- [x] A. text', and the explanation is one line."
            problems.add(line.number, key, f"{key}: the line '{shorten(stripped)}' is not understood.", hint)
        elif stripped:
            text.append(stripped)
    if len(explanations) > 1:
        problems.add(part.number, key, f"{key} has {len(explanations)} Explanation lines. Keep one of them.")
    return " ".join(text), letters(found, key, problems), explanations[0] if explanations else ""
