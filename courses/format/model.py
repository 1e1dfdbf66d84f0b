"""What a course file says, as values. Equality ignores line numbers: a course from a page equals the one from its file.

Running text (`text`, `summary` …) is prose: paragraphs and `- ` lists separated by blank lines, with `**bold**` and
`[label](address)`; see courses/prose.py. Short strings (options, list items, titles) are plain text.
"""

from dataclasses import dataclass, field
from typing import ClassVar

END = "END"
RETRY = "RETRY"
QUALITIES = ("best", "ok", "poor", "unsafe")
LETTERS = "ABCDEF"


def line_number() -> int:
    """A line number: where it stood in the file, 0 for none, no part of what it says."""
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """The front matter."""

    id: str
    title: str
    short_title: str
    audience: str
    role_codes: tuple[str, ...]
    duration_minutes: int
    version: str
    pass_mark_percent: int
    max_attempts_before_support: int
    validity_months: int
    due_soon_days: int
    new_starter_grace_days: int
    refresher_duration_minutes: int
    refresher_pass_mark_percent: int
    reading_age: str = ""
    languages_wanted: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    intercollegiate_level_contribution: str = ""
    cpd_minutes: int | None = None
    participatory: bool | None = None
    status: str = ""
    role_codes_line: int = line_number()


@dataclass(frozen=True, slots=True)
class Outcome:
    key: str
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Option:
    """Its letter is its place: A for the first."""

    text: str
    correct: bool
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Text:
    kind: ClassVar[str] = "text"
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Listing:
    kind: ClassVar[str] = "list"
    heading: str
    items: tuple[str, ...]
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Callout:
    kind: ClassVar[str] = "callout"
    tone: str
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class InsertPlace:
    kind: ClassVar[str] = "insert"
    key: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Reflect:
    kind: ClassVar[str] = "reflect"
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class KeyPoints:
    kind: ClassVar[str] = "key-points"
    items: tuple[str, ...]
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Myth:
    kind: ClassVar[str] = "myth"
    statement: str
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Check:
    kind: ClassVar[str] = "check"
    question: str
    intro: str
    options: tuple[Option, ...]
    explanation: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Spot:
    kind: ClassVar[str] = "spot"
    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ask: str
    options: tuple[Option, ...]
    explanation: str
    line: int = line_number()


Block = Text | Listing | Callout | InsertPlace | Reflect | KeyPoints | Myth | Check | Spot
TONES = ("info", "action", "warning")


@dataclass(frozen=True, slots=True)
class Lesson:
    key: str
    title: str
    minutes: int
    outcomes: tuple[str, ...]
    roles: tuple[str, ...]
    blocks: tuple[Block, ...]
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Choice:
    quality: str
    text: str
    consequence: str
    feedback: str
    next: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Node:
    """A moment in a scenario. Without choices it is an ending."""

    key: str
    title: str
    text: str
    choices: tuple[Choice, ...]
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Scenario:
    """`after` is the key of the lesson it follows, empty when it comes after all lessons."""

    key: str
    title: str
    outcomes: tuple[str, ...]
    after: str
    roles: tuple[str, ...]
    nodes: tuple[Node, ...]
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    outcome: str
    type: str
    critical: bool
    roles: tuple[str, ...]
    text: str
    options: tuple[Option, ...]
    explanation: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Refresher:
    what_changed: str
    quick: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """A local insert the course declares: what each area has to provide."""

    key: str
    what: str
    owner: str
    required: str
    visible_to: str
    audience: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class InsertRow:
    """A value a file brings for an insert, for one area (a short name or a code) or for the whole partnership."""

    key: str
    area: str
    owner: str
    value: str
    visible_to: str
    audience: str
    checked_on: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class CardLine:
    label: str
    text: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Wording:
    avoid: str
    use: str
    why: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    meaning: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class Fact:
    key: str
    fact: str
    mark: str
    where: str
    line: int = line_number()


@dataclass(frozen=True, slots=True)
class CourseFile:
    settings: Settings
    summary: str
    before: str
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    scenarios: tuple[Scenario, ...]
    questions: tuple[Question, ...]
    inserts: tuple[Insert, ...]
    insert_rows: tuple[InsertRow, ...]
    reporting_card: tuple[CardLine, ...]
    language: tuple[Wording, ...]
    glossary: tuple[Term, ...]
    support: str
    refresher: Refresher
    facts: tuple[Fact, ...]
