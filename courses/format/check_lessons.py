"""Rules for lessons and their blocks."""

from courses.format.model import (
    TONES,
    Block,
    Callout,
    Check,
    CourseFile,
    KeyPoints,
    Lesson,
    Listing,
    Myth,
    Reflect,
    Spot,
    Text,
)
from courses.format.problems import Problems


def check_lessons(course: CourseFile, problems: Problems) -> None:
    outcomes = {outcome.key for outcome in course.outcomes}
    for lesson in course.lessons:
        _lesson(lesson, outcomes, problems)
        for block in lesson.blocks:
            _block(block, lesson.key, problems)


def _lesson(lesson: Lesson, outcomes: set[str], problems: Problems) -> None:
    if not lesson.title:
        problems.add(lesson.line, lesson.key, f"{lesson.key} has no title.", broken=False)
    if not 1 <= lesson.minutes <= 120:
        problems.add(lesson.line, lesson.key, f"{lesson.key} takes {lesson.minutes} minutes; 1 to 120 are allowed.")
    for key in lesson.outcomes:
        if key not in outcomes:
            problems.add(lesson.line, lesson.key, f"{lesson.key} names the outcome '{key}', which does not exist.")
    if not any(isinstance(block, KeyPoints) for block in lesson.blocks):
        hint = "Add a '#### key-points' block."
        problems.add(lesson.line, lesson.key, f"{lesson.key} has no key points.", hint, broken=False)


def _block(block: Block, lesson: str, problems: Problems) -> None:
    match block:
        case Text() | Reflect():
            _needs(block.text, "text", block, lesson, problems)
        case Callout():
            _needs(block.text, "text", block, lesson, problems)
            if block.tone not in TONES:
                reason = f"{lesson}: the callout is of the tone '{block.tone}'."
                problems.add(block.line, lesson, reason, f"Use one of: {', '.join(TONES)}.")
        case Listing() | KeyPoints():
            _needs(block.items, "lines", block, lesson, problems)
        case Myth():
            _needs(block.statement, "statement in its heading", block, lesson, problems)
            _needs(block.text, "text to reveal", block, lesson, problems)
        case Check():
            _needs(block.question, "question in its heading", block, lesson, problems)
            _practice(block, lesson, problems)
        case Spot():
            _needs(block.title, "title in its heading", block, lesson, problems)
            _needs(block.intro, "intro paragraph", block, lesson, problems)
            _needs(block.ask, "'Ask: …' line", block, lesson, problems)
            _practice(block, lesson, problems)
            _table(block, lesson, problems)


def _needs(value: object, what: str, block: Block, lesson: str, problems: Problems) -> None:
    if not value:
        problems.add(block.line, lesson, f"{lesson}: a block of the kind '{block.kind}' has no {what}.", broken=False)


def _practice(block: Check | Spot, lesson: str, problems: Problems) -> None:
    name = f"{lesson}: the {block.kind} '{block.question if isinstance(block, Check) else block.title}'"
    right = sum(option.correct for option in block.options)
    if not 3 <= len(block.options) <= 6:
        reason = f"{name} has {len(block.options)} options; 3 to 6 are allowed."
        problems.add(block.line, lesson, reason, broken=False)
    elif not right or right == len(block.options):
        reason = f"{name} needs some options that are right and some that are wrong."
        problems.add(block.line, lesson, reason, "Mark the right ones '- [x]'.")
    if not block.explanation:
        problems.add(block.line, lesson, f"{name} has no explanation.", "Add a line 'Explanation: …'.", broken=False)


def _table(block: Spot, lesson: str, problems: Problems) -> None:
    if not 2 <= len(block.columns) <= 6 or not 3 <= len(block.rows) <= 12:
        reason = (
            f"{lesson}: the table of the spot '{block.title}' has {len(block.columns)} columns and "
            f"{len(block.rows)} rows; 2 to 6 columns and 3 to 12 rows are allowed."
        )
        problems.add(block.line, lesson, reason)
