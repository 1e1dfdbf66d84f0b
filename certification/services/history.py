"""Certificates from before this platform, with their original dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from certification.models import Certificate, Requirement
from certification.services.awards import role_names
from common.dates import add_months
from courses.models import Course
from courses.queries import current_version
from partnership.models import Person

DEFAULT_MONTHS = 36


@dataclass(frozen=True)
class HistoricPass:
    """One pass as another system recorded it. `validity_months` is what its document said. `is_equivalent` where the
    course was another one, which a rule accepts for this.
    """

    person: Person
    course: Course
    passed_on: date
    role_codes: tuple[str, ...]
    validity_months: int
    is_equivalent: bool = False


def months_of(course: Course) -> int:
    """For how long a pass holds as the course itself says; an outside course's as its longest requirement says."""
    version = current_version(course)
    asked = Requirement.objects.filter(course=course).order_by("-validity_months").first()
    return (version and version.content["validity_months"]) or (asked.validity_months if asked else DEFAULT_MONTHS)


def import_historic(*, passes: Sequence[HistoricPass], at: datetime) -> int:
    """Record passes; one recorded already stays as it is. Returns how many are new. Refresh facts afterwards."""
    known = set(
        Certificate.objects.filter(attempt=None, person__in={p.person.pk for p in passes}).values_list(
            "person_id", "course_id", "passed_on"
        )
    )
    names = {codes: role_names(list(codes)) for codes in {p.role_codes for p in passes}}
    fresh = [p for p in passes if (p.person.pk, p.course.pk, p.passed_on) not in known]
    with transaction.atomic():
        Certificate.objects.bulk_create(
            [_certificate(p, names[p.role_codes], at) for p in fresh], batch_size=500, ignore_conflicts=True
        )
    return len(fresh)


def _certificate(each: HistoricPass, names: str, at: datetime) -> Certificate:
    return Certificate(
        person=each.person,
        course=each.course,
        source=Certificate.Source.EQUIVALENCE if each.is_equivalent else Certificate.Source.HISTORIC_IMPORT,
        role_codes=list(each.role_codes),
        passed_on=each.passed_on,
        counts_from=each.passed_on,
        valid_until=add_months(each.passed_on, each.validity_months),
        holder_name=each.person.display_name,
        course_title=each.course.title,
        role_names=names,
        awarded_at=at,
    )
