"""A learner's own list: what each of their roles asks of them, worst first, with the next thing to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from certification.models import Certificate, Obligation
from certification.queries.status import population, standings
from certification.rules.status import OVERDUE, Standing, Status
from courses.models import Course
from learning.models import Attempt
from partnership.models import Assignment, Person

ORDER = [*Status.__members__.values()]


@dataclass(frozen=True)
class Duty:
    """One course a person is held to, with the worst of its standings and all the assignments that ask for it."""

    course: Course
    standing: Standing
    due_on: date
    asked_by: tuple[str, ...]
    attempt: UUID | None
    certificate: Certificate | None
    first_due: Obligation

    @property
    def last_day(self) -> date:
        """The last day on which not being trained was, or is, in time."""
        return self.due_on - timedelta(days=1)

    @property
    def is_before_start(self) -> bool:
        """Whether it had to be done before a first day of work, and that day is the one it was missed on."""
        return self.first_due.requirement.before_start and self.first_due.assignment.starts_on == self.due_on

    @property
    def is_for_a_licence(self) -> bool:
        return self.first_due.assignment.contract == Assignment.Contract.LICENSED

    @property
    def is_overdue(self) -> bool:
        return self.standing.status in OVERDUE

    @property
    def is_here(self) -> bool:
        """Whether the course is taken on this platform, and not with somebody else."""
        return not self.course.provider

    @property
    def is_settled(self) -> bool:
        """Nothing to do now."""
        done = {Status.CURRENT, Status.EXEMPT, Status.ON_LONG_LEAVE}
        return self.standing.status in done and not self.standing.is_due_soon


def duties_of(person: Person, *, on: date) -> list[Duty]:
    """The person's duties on `on`, most pressing first."""
    obligations = list(
        population(on)
        .filter(assignment__person=person)
        .select_related("requirement__course", "assignment__role", "assignment__organisation")
        .order_by("starts_on", "pk")
    )
    found = standings(obligations, on)
    open_attempts = {
        a.course_id: a.uuid for a in Attempt.objects.filter(person=person, passed_at=None, set_aside_at=None)
    }
    newest: dict[int, Certificate] = {}
    for certificate in Certificate.objects.filter(person=person, passed_on__lte=on).order_by("passed_on", "pk"):
        newest[certificate.course_id] = certificate
    by_course: dict[int, list[Obligation]] = {}
    for obligation in obligations:
        by_course.setdefault(obligation.requirement.course_id, []).append(obligation)
    duties = [
        Duty(
            course=held[0].requirement.course,
            standing=min((found[o.pk] for o in held), key=_urgency),
            due_on=min(o.due_on for o in held),
            asked_by=tuple(f"{o.assignment.role.name}, {o.assignment.organisation.name}" for o in held),
            attempt=open_attempts.get(course),
            certificate=newest.get(course),
            first_due=min(held, key=lambda o: o.due_on),
        )
        for course, held in by_course.items()
    ]
    return sorted(duties, key=lambda duty: _urgency(duty.standing))


def _urgency(standing: Standing) -> tuple[int, date]:
    if standing.status in OVERDUE:
        rank = 0
    elif standing.is_due_soon:
        rank = 1
    elif standing.status is Status.IN_GRACE:
        rank = 2
    else:
        rank = 3 + (standing.status is not Status.CURRENT)
    return rank, standing.expires_on or date.max
