"""What holds for the course must hold for every role code on it (docs/course-format.md §3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from courses.format.model import CourseFile, Lesson, Question, Scenario
from courses.format.problems import Problems


class _Tagged(Protocol):
    @property
    def roles(self) -> tuple[str, ...]: ...


Item = TypeVar("Item", bound=_Tagged)


@dataclass(frozen=True, slots=True)
class RoleSet:
    """What one role meets, in the order in which it meets it."""

    lessons: tuple[Lesson, ...]
    scenarios: tuple[Scenario, ...]
    questions: tuple[Question, ...]
    refresher: tuple[Question, ...]

    @property
    def flow(self) -> tuple[str, ...]:
        keys: list[str] = []
        for lesson in self.lessons:
            keys += [lesson.key, *(s.key for s in self.scenarios if s.after == lesson.key)]
        return (*keys, *(s.key for s in self.scenarios if not s.after))

    @property
    def lesson_minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def _met(items: Sequence[Item], role: str) -> tuple[Item, ...]:
    return tuple(item for item in items if not item.roles or role in item.roles)


def role_set(course: CourseFile, role: str) -> RoleSet:
    lists = (course.lessons, course.scenarios, course.questions, course.refresher.questions)
    return RoleSet(_met(lists[0], role), _met(lists[1], role), _met(lists[2], role), _met(lists[3], role))


def check_roles(course: CourseFile, problems: Problems) -> None:
    known = set(course.settings.role_codes)
    items: list[Lesson | Scenario | Question] = [*course.lessons, *course.scenarios, *course.questions]
    for item in (*items, *course.refresher.questions):
        for role in item.roles:
            if role not in known:
                reason = f"{item.key} is for the role '{role}', which is not one of the course's role codes."
                problems.add(item.line, item.key, reason)
    for role in course.settings.role_codes:
        found = role_set(course, role)
        _amounts(course, role, found, problems)
        _outcomes(course, role, found, problems)
        _places(course, role, found, problems)


def _amounts(course: CourseFile, role: str, found: RoleSet, problems: Problems) -> None:
    line = course.settings.role_codes_line
    amounts = (
        ("lessons", found.lessons, 3, 7),
        ("scenarios", found.scenarios, 1, 3),
        ("questions", found.questions, 8, 12),
    )
    for what, items, low, high in amounts:
        if not low <= len(items) <= high:
            reason = f"The role '{role}' meets {len(items)} {what}; it should meet {low} to {high}."
            problems.add(line, "", reason, broken=False)
    if any(q.critical for q in course.questions) and not any(q.critical for q in found.questions):
        problems.add(line, "", f"The role '{role}' meets no critical question.", broken=False)
    if course.refresher.questions and len(found.refresher) < 3:
        reason = f"The role '{role}' meets {len(found.refresher)} refresher questions; it should meet 3 or more."
        problems.add(line, "", reason, broken=False)


def _outcomes(course: CourseFile, role: str, found: RoleSet, problems: Problems) -> None:
    taught = {key for lesson in found.lessons for key in lesson.outcomes}
    tested = {question.outcome for question in found.questions}
    for outcome in course.outcomes:
        if outcome.key not in taught:
            reason = f"The role '{role}' meets no lesson for the outcome {outcome.key}."
            problems.add(outcome.line, outcome.key, reason, broken=False)
        if outcome.key not in tested:
            reason = f"The role '{role}' meets no question for the outcome {outcome.key}."
            problems.add(outcome.line, outcome.key, reason, broken=False)


def _places(course: CourseFile, role: str, found: RoleSet, problems: Problems) -> None:
    lessons = {lesson.key for lesson in course.lessons}
    met = {lesson.key for lesson in found.lessons}
    for scenario in found.scenarios:
        if scenario.after in lessons - met:
            reason = f"{scenario.key} comes after {scenario.after}, a lesson that the role '{role}' does not meet."
            problems.add(scenario.line, scenario.key, reason)
