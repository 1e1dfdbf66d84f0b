"""Every rule a course must keep, over its values: the same for a file and for a page in the CMS.

Sources: docs/course-format.md §3, §3.1 (role by role), §3.2 (practice blocks), §3.3 (local inserts).
"""

from collections.abc import Iterator

from courses.format.check_inserts import check_inserts
from courses.format.check_lessons import check_lessons
from courses.format.check_questions import check_questions
from courses.format.check_roles import check_roles
from courses.format.check_scenarios import check_scenarios
from courses.format.model import CourseFile
from courses.format.problems import Problem, Problems

LIMITS = {
    "pass_mark_percent": (1, 100),
    "refresher_pass_mark_percent": (1, 100),
    "duration_minutes": (1, 600),
    "refresher_duration_minutes": (1, 600),
    "validity_months": (1, 120),
    "max_attempts_before_support": (1, 20),
}


def check(course: CourseFile) -> list[Problem]:
    """All problems of `course`, in the order of its file; none when it can be published."""
    problems = Problems()
    _settings(course, problems)
    _texts(course, problems)
    _keys(course, problems)
    check_lessons(course, problems)
    check_scenarios(course, problems)
    check_questions(course, problems)
    check_inserts(course, problems)
    check_roles(course, problems)
    return sorted(problems.found, key=lambda problem: problem.line)


def _settings(course: CourseFile, problems: Problems) -> None:
    for name, (low, high) in LIMITS.items():
        value = getattr(course.settings, name)
        if not low <= value <= high:
            problems.add(1, "", f"The setting '{name}' is {value}; it should be {low} to {high}.")
    codes = course.settings.role_codes
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        problems.add(course.settings.role_codes_line, "", f"The role code '{code}' is listed twice.")


def _texts(course: CourseFile, problems: Problems) -> None:
    wanted = {
        "Summary": course.summary,
        "Before you start": course.before,
        "Outcomes": course.outcomes,
        "Reporting card": course.reporting_card,
        "Support and wellbeing": course.support,
    }
    for name, value in wanted.items():
        if not value:
            problems.add(1, "", f"The section '{name}' is empty.", broken=False)
    for fact in course.facts:
        if not fact.mark.startswith(("found: ", "general knowledge: verify")):
            reason = f"Fact {fact.key} is marked '{fact.mark}'."
            problems.add(fact.line, fact.key, reason, "Its mark is 'found: …' or 'general knowledge: verify'.")


def _keyed(course: CourseFile) -> Iterator[tuple[str, str, int]]:
    yield from (("outcome", item.key, item.line) for item in course.outcomes)
    yield from (("lesson", item.key, item.line) for item in course.lessons)
    yield from (("scenario", item.key, item.line) for item in course.scenarios)
    yield from (("scenario step", node.key, node.line) for item in course.scenarios for node in item.nodes)
    yield from (("question", item.key, item.line) for item in (*course.questions, *course.refresher.questions))
    yield from (("fact", item.key, item.line) for item in course.facts)


def _keys(course: CourseFile, problems: Problems) -> None:
    seen: set[tuple[str, str]] = set()
    for what, key, line in _keyed(course):
        if (what, key) in seen:
            problems.add(line, key, f"The {what} {key} is given twice. Every {what} has a key of its own.")
        seen.add((what, key))
