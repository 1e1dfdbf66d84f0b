"""What a person is asked to take: the whole course, the refresher, or only the items a new role adds (pack section
2.2).
"""

from datetime import date

from certification.models import Certificate, CoverPeriod, Obligation
from certification.queries.status import population
from common.dates import add_months
from courses import paths
from courses.models import Course, CourseVersion
from courses.queries import current_version
from learning.entitlement import Entitlement
from partnership.models import Person
from partnership.queries import belongs_to

LONGEST_EXPIRED_MONTHS = 12  # expired for longer: the full course again


def entitlement_for(person: Person, course: Course, on: date) -> Entitlement:
    """What `person` takes if they begin `course` on `on`."""
    obligations = list(
        population(on).filter(assignment__person=person, requirement__course=course).select_related("requirement")
    )
    newest = Certificate.objects.filter(belongs_to(person), course=course, passed_on__lte=on).first()
    if newest is None:
        return Entitlement()
    covered = _covered(obligations, on)
    if obligations and covered and len(covered) < len(obligations):
        return Entitlement("further", items_of(newest))
    return Entitlement("refresher") if _may_refresh(newest, obligations, on) else Entitlement()


def _covered(obligations: list[Obligation], on: date) -> set[int]:
    in_force = CoverPeriod.objects.filter(obligation__in=obligations, starts_on__lte=on, ends_on__gte=on)
    return set(in_force.values_list("obligation_id", flat=True))


def items_of(certificate: Certificate) -> frozenset[str]:
    """What a certificate stands for; one from before this platform names no items, and stands for its roles' path."""
    if certificate.items:
        return frozenset(certificate.items)
    from_before = current_version(certificate.course)
    return frozenset(paths.resolve(from_before.content, certificate.role_codes).keys) if from_before else frozenset()


def _may_refresh(newest: Certificate, obligations: list[Obligation], on: date) -> bool:
    if any(o.requirement.renewed_by == o.requirement.RenewedBy.FULL for o in obligations):
        return False
    ends = CoverPeriod.objects.filter(certificate=newest, obligation__in=obligations).values_list("ends_on", flat=True)
    expired_on = max(ends, default=newest.valid_until)
    if add_months(expired_on, LONGEST_EXPIRED_MONTHS) < on:
        return False
    return _is_same_major(newest, current_version(newest.course))


def _is_same_major(certificate: Certificate, current: CourseVersion | None) -> bool:
    """A pass from before this platform counts as being of the present major version, as nothing says otherwise."""
    if current is None or certificate.version is None:
        return True
    return certificate.version.major == current.major or current.refresh_required_by is not None
