"""Starting a course."""

from datetime import datetime

from django.db import transaction

from common.dates import london_day
from courses import queries as courses
from courses.models import Course
from learning import xapi
from learning.entitlement import Entitlement, entitlement_for
from learning.errors import NotPublished
from learning.models import Attempt
from learning.queries import open_attempt, planned_attempt
from learning.services.recording import record
from partnership.models import Person


def start_attempt(*, person: Person, course: Course, at: datetime, kind: str | None = None) -> Attempt:
    """The person's open attempt at the course, or a new one on its current version.

    `kind` (full, refresher, further) is what they are entitled to unless said. The set is resolved here, once, from the
    roles of that day. Raises NotPublished when the course has no version.
    """
    on = london_day(at)
    with transaction.atomic():
        # The person is what two simultaneous starts have in common, so it is what they queue at.
        person = Person.objects.select_for_update().get(pk=person.pk)
        asked = entitlement_for(person, course, on)
        kind = kind or asked.kind
        found = open_attempt(person, course)
        if found and not is_outgrown(found, kind):
            return found
        if found:
            set_aside(attempt=found, at=at)
        version = courses.current_version(course)
        if version is None:
            raise NotPublished
        attempt = planned_attempt(person, course, version, Entitlement(kind, asked.held), at=at)
        attempt.save(force_insert=True)
        record(attempt, lambda enrolment: xapi.initialized(enrolment, at=at), at=at)
    return attempt


def is_outgrown(attempt: Attempt, kind: str) -> bool:
    """A half-done refresher or further part is not enough once the whole course is due."""
    return kind == Attempt.Kind.FULL and attempt.kind != Attempt.Kind.FULL


def set_aside(*, attempt: Attempt, at: datetime) -> None:
    """Close an open attempt that no longer leads anywhere. What was done stays on record."""
    Attempt.objects.filter(pk=attempt.pk, passed_at=None, set_aside_at=None).update(set_aside_at=at)
