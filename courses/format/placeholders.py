"""`{{local.key}}`: where learner text leaves room for what an area fills in."""

import re
from collections.abc import Iterator

from courses.format.model import (
    Block,
    Callout,
    Check,
    CourseFile,
    InsertPlace,
    KeyPoints,
    Listing,
    Myth,
    Question,
    Reflect,
    Spot,
    Text,
)

PLACEHOLDER = re.compile(r"\{\{local\.([a-z_0-9]+)\}\}")


def strings(course: CourseFile) -> Iterator[tuple[str, int, str]]:
    """Everything a learner can read, as (item key, line, text). The line is the nearest known, 0 for none."""
    for text in (course.summary, course.before, course.support, course.refresher.what_changed, course.refresher.quick):
        yield "", 0, text
    yield from ((outcome.key, outcome.line, outcome.text) for outcome in course.outcomes)
    yield from (("", entry.line, f"{entry.label} {entry.text}") for entry in course.reporting_card)
    yield from (("", term.line, f"{term.term} {term.meaning}") for term in course.glossary)
    for lesson in course.lessons:
        yield lesson.key, lesson.line, lesson.title
        for block in lesson.blocks:
            yield from ((lesson.key, block.line, text) for text in block_strings(block))
    for scenario in course.scenarios:
        for node in scenario.nodes:
            yield node.key, node.line, f"{node.title} {node.text}"
            for choice in node.choices:
                yield node.key, choice.line, f"{choice.text} {choice.consequence} {choice.feedback}"
    for question in (*course.questions, *course.refresher.questions):
        yield from _question(question)


def _question(question: Question) -> Iterator[tuple[str, int, str]]:
    yield question.key, question.line, f"{question.text} {question.explanation}"
    yield from ((question.key, option.line, option.text) for option in question.options)


def block_strings(block: Block) -> Iterator[str]:
    match block:
        case Text() | Callout() | Reflect():
            yield block.text
        case Listing():
            yield from (block.heading, *block.items)
        case KeyPoints():
            yield from block.items
        case Myth():
            yield from (block.statement, block.text)
        case Check():
            yield from (block.question, block.intro, block.explanation, *(o.text for o in block.options))
        case Spot():
            yield from (block.title, block.intro, block.ask, block.explanation, *block.columns)
            yield from (cell for row in block.rows for cell in row)
            yield from (option.text for option in block.options)
        case InsertPlace():
            return
