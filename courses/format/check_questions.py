"""Rules for questions of the assessment and the refresher."""

import re

from courses.format.model import CourseFile, Question
from courses.format.problems import Problems

# Options are shuffled, so neither an option nor an explanation may call one by its letter (docs/course-format.md §3).
NAMED_LETTER = re.compile(r"\b[Oo]ptions? [A-F]\b|\b[A-F](, [A-F])* (and|or) [A-F]\b|\bboth [A-F]\b")


def check_questions(course: CourseFile, problems: Problems) -> None:
    outcomes = {outcome.key for outcome in course.outcomes}
    for question in (*course.questions, *course.refresher.questions):
        _words(question, problems)
        _answers(question, problems)
        if question.outcome not in outcomes:
            reason = f"{question.key} tests the outcome '{question.outcome}', which does not exist."
            problems.add(question.line, question.key, reason)


def _words(question: Question, problems: Problems) -> None:
    key = question.key
    if not question.text:
        problems.add(question.line, key, f"{key} has no question text above its options.", broken=False)
    if not question.explanation:
        problems.add(
            question.line, key, f"{key} has no Explanation line.", "Add 'Explanation: …' under it.", broken=False
        )
    if NAMED_LETTER.search(question.explanation) or any(NAMED_LETTER.search(o.text) for o in question.options):
        problems.add(
            question.line, key, f"{key} calls an option by its letter, but options are shuffled.", "Say what it says."
        )


def _answers(question: Question, problems: Problems) -> None:
    key, right = question.key, sum(option.correct for option in question.options)
    if len(question.options) < 3:
        reason = f"{key} has {len(question.options)} options; 3 or more are needed."
        problems.add(question.line, key, reason, broken=False)
    if question.type not in ("single", "multiple"):
        problems.add(question.line, key, f"{key} is of the type '{question.type}'. Write single or multiple.")
    elif question.type == "single" and right != 1:
        problems.add(
            question.line, key, f"{key} is single, so one option is right; it has {right}.", "Mark it '- [x]'."
        )
    elif question.type == "multiple" and right < 2:
        problems.add(question.line, key, f"{key} is multiple, so two or more options are right; it has {right}.")
