"""From the bytes of a file to the course it describes, line by line. What cannot be read is a problem with its line."""

from dataclasses import dataclass

from courses.format.frontmatter import read_settings
from courses.format.lessons import read_lessons
from courses.format.lines import Line, decode, numbered, sections
from courses.format.model import CourseFile, Settings
from courses.format.problems import Problem, Problems
from courses.format.questions import read_assessment, read_refresher
from courses.format.scenarios import read_scenarios
from courses.format.tables import (
    read_card,
    read_facts,
    read_glossary,
    read_inserts,
    read_language,
    read_outcomes,
)
from courses.prose import normalise


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, as far as it could be, and what could not. `course` is None when the settings cannot be read."""

    course: CourseFile | None
    problems: tuple[Problem, ...]


def read(data: bytes | str) -> Reading:
    text, wrong = decode(data)
    if wrong:
        return Reading(None, tuple(wrong))
    problems = Problems()
    settings, rest = read_settings(numbered(text), problems)
    course = _course(settings, rest, problems) if rest else None
    return Reading(course, tuple(problems.found))


def _course(settings: Settings | None, lines: list[Line], problems: Problems) -> CourseFile | None:
    found = sections(lines, problems)
    inserts, rows = read_inserts(found["Local inserts"], problems)
    parts = {
        "summary": normalise(found["Summary"].texts),
        "before": normalise(found["Before you start"].texts),
        "outcomes": read_outcomes(found["Outcomes"], problems),
        "lessons": read_lessons(found["Lessons"], problems),
        "scenarios": read_scenarios(found["Scenarios"], problems),
        "questions": read_assessment(found["Assessment"], problems),
        "inserts": inserts,
        "insert_rows": rows,
        "reporting_card": read_card(found["Reporting card"], problems),
        "language": read_language(found["Language"], problems),
        "glossary": read_glossary(found["Glossary"], problems),
        "support": normalise(found["Support and wellbeing"].texts),
        "refresher": read_refresher(found["Refresher"], problems),
        "facts": read_facts(found["Fact register"], problems),
    }
    return CourseFile(settings=settings, **parts) if settings else None  # type: ignore[arg-type]  # one value per field
