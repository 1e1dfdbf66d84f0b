"""Reading attempts: whose they are, and where they have got to."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q, QuerySet, Value

from courses.models import Course
from courses.paths import ItemSet
from learning import progress as reading
from learning.models import Attempt, LessonProgress, ScenarioProgress
from partnership.models import Assignment, Person
from partnership.queries import assignments_of

AT_HAND = ("course", "version", "person", "area__parent")


def attempts_of(person: Person) -> QuerySet[Attempt]:
    """A person's attempts, and those of people merged into them, newest first."""
    own = Attempt.objects.filter(Q(person=person) | Q(person__canonical=person))
    return own.order_by("-started_at", "-pk")


def attempt_of(person: Person, attempt_uuid: uuid.UUID) -> Attempt | None:
    """The person's attempt with its course, version and area at hand; None when it is not theirs."""
    return attempts_of(person).select_related(*AT_HAND).filter(uuid=attempt_uuid).first()


def open_attempts(person: Person) -> QuerySet[Attempt]:
    """What somebody is in the middle of."""
    return attempts_of(person).filter(passed_at=None, set_aside_at=None).select_related("course", "version")


def passed_attempts() -> QuerySet[Attempt]:
    """Every attempt that was passed, oldest first: what a lost `assessment_passed` is caught up from."""
    return Attempt.objects.filter(passed_at__isnull=False).order_by("passed_at", "pk")


def latest_attempt(person: Person, course: Course) -> Attempt | None:
    return attempts_of(person).filter(course=course, set_aside_at=None).select_related("version").first()


def progress(attempt: Attempt) -> reading.Progress:
    """Where the attempt is. One query while it is open, none once it is passed."""
    items = item_set(attempt)
    plan = reading.planned(
        [(step.kind, step.key) for step in items.flow], is_refresher=attempt.kind == Attempt.Kind.REFRESHER
    )
    if attempt.is_passed:
        return reading.read(plan, done=plan)
    done, opened = _done_and_opened(attempt)
    return reading.read(plan, done=done, opened=opened)


def item_set(attempt: Attempt) -> ItemSet:
    return ItemSet.from_json(attempt.items)


def question_keys(attempt: Attempt) -> tuple[str, ...]:
    return item_set(attempt).questions


def _done_and_opened(attempt: Attempt) -> tuple[set[tuple[str, str]], dict[tuple[str, str], int]]:
    lessons = LessonProgress.objects.filter(attempt=attempt).annotate(kind=Value("lesson"), place=F("screen"))
    scenarios = ScenarioProgress.objects.filter(attempt=attempt).annotate(kind=Value("scenario"), place=Value(0))
    columns = ("kind", "key", "completed_at", "place")
    done: set[tuple[str, str]] = set()
    opened: dict[tuple[str, str], int] = {}
    for kind, key, ended, screen in lessons.values_list(*columns).union(scenarios.values_list(*columns), all=True):
        step = ("refresh" if key == reading.REFRESH_KEY else kind, key)
        if ended:
            done.add(step)
        else:
            opened[step] = screen
    return done, opened


def scenario_place(attempt: Attempt, key: str) -> ScenarioProgress | None:
    """Where the learner is in a scenario; None when they have not chosen anything yet."""
    return ScenarioProgress.objects.filter(attempt=attempt, key=key).first()


def open_attempt(person: Person, course: Course) -> Attempt | None:
    """The attempt this person can carry on with, their newest if a merge left them two."""
    own = attempts_of(person).select_related(*AT_HAND)
    return own.filter(course=course, passed_at=None, set_aside_at=None).first()


def assignments_for(person: Person, role_codes: Sequence[str], *, on: date) -> list[Assignment]:
    """The person's assignments on the day whose role is one of these, oldest first."""
    return list(assignments_of(person, on=on).filter(role__code__in=role_codes))
