"""What somebody may learn while nobody has matched them yet: not held to it, and not kept from it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from certification.models import Requirement
from courses.models import Course
from learning.models import Attempt
from partnership.models import Assignment, Person, open_on
from partnership.queries import assignments_of


@dataclass(frozen=True)
class Claim:
    """A role somebody says is theirs, and the courses it would be held to that they have not passed."""

    assignment: Assignment
    courses: tuple[Course, ...]
    is_begun: bool


def claims_of(person: Person, *, on: date) -> list[Claim]:
    """The person's claims on `on`. No query more than one where there are none."""
    return [_claim(assignment, on) for assignment in assignments_of(person, on=on).filter(is_unmatched=True)]


def _claim(assignment: Assignment, on: date) -> Claim:
    """Whoever asks it: an authority outside the partnership holds nobody to anything, and its drivers learn alike."""
    role = Q(role=assignment.role) | Q(role_group=assignment.role.group_id)
    asking = Requirement.objects.filter(role, open_on(on, start="effective_from", end="effective_to"))
    here = Course.objects.filter(pk__in=asking.values("course"), provider="")
    found = tuple(here.exclude(certificates__person=assignment.person_id).order_by("pk"))
    begun = Attempt.objects.filter(person=assignment.person_id, course__in=found, passed_at=None, set_aside_at=None)
    return Claim(assignment, found, begun.exists())
