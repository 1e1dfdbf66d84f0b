"""What somebody would meet if they started a course now."""

from datetime import datetime

from common.dates import london_day
from courses.models import Course, CourseVersion
from courses.paths import resolve
from learning.entitlement import Entitlement
from learning.models import Attempt
from learning.queries.attempts import assignments_for
from partnership.models import Person


def planned_attempt(
    person: Person, course: Course, version: CourseVersion, asked: Entitlement, *, at: datetime
) -> Attempt:
    """The attempt that starting now would make, not saved: its set resolved from the roles of this day (FORMAT 3.1)."""
    on = london_day(at)
    held_for = assignments_for(person, version.content["role_codes"], on=on)
    role_codes = list(dict.fromkeys(assignment.role.code for assignment in held_for))
    areas = list(dict.fromkeys(assignment.area for assignment in held_for))
    items = resolve(version.content, role_codes, kind=_resolved_as(asked.kind), held=_held(asked))
    kind = asked.kind
    if not items.keys and kind == Attempt.Kind.FURTHER:  # nothing further to meet: the whole course, read again
        kind, items = Attempt.Kind.FULL, resolve(version.content, role_codes)
    return Attempt(
        person=person,
        course=course,
        version=version,
        assignment=held_for[0] if held_for else None,
        area=areas[0] if areas else None,
        area_codes=[area.code for area in areas],
        kind=kind,
        role_codes=role_codes,
        items=items.as_json(),
        started_at=at,
        opened_on=on,
    )


def _resolved_as(kind: str) -> str:
    return "refresher" if kind == Attempt.Kind.REFRESHER else "full"


def _held(asked: Entitlement) -> frozenset[str]:
    return asked.held if asked.kind == Attempt.Kind.FURTHER else frozenset()
