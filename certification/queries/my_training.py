"""A learner's own list: what each of their roles asks of them, worst first, with the next thing to do."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from certification.models import Certificate, Obligation
from certification.queries.entitlement import entitlement_for
from certification.queries.status import population, standings
from certification.rules.status import OVERDUE, Standing, Status
from courses.models import Course, CourseVersion
from learning import queries as learning
from learning.models import Attempt
from learning.queries import Whereabouts
from partnership.models import Assignment, Person, Term, open_on

FULL = Attempt.Kind.FULL
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
    minutes: int | None = None
    is_refresher: bool = False
    licence_ends_on: date | None = None
    whereabouts: Whereabouts | None = None

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
    def is_cover_short_of_licence(self) -> bool:
        """Whether the cover held now ends before the licence does, when it is looked at for renewal."""
        ends = self.standing.expires_on
        return bool(self.licence_ends_on and ends and not self.is_overdue and ends < self.licence_ends_on)

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
    own = Attempt.objects.filter(person=person, passed_at=None, set_aside_at=None).select_related("version", "course")
    open_attempts = {attempt.course_id: attempt for attempt in own}
    newest: dict[int, Certificate] = {}
    for certificate in Certificate.objects.filter(person=person, passed_on__lte=on).order_by("passed_on", "pk"):
        newest[certificate.course_id] = certificate
    by_course: dict[int, list[Obligation]] = {}
    for obligation in obligations:
        by_course.setdefault(obligation.requirement.course_id, []).append(obligation)
    lengths = _lengths(list(by_course))
    licences = _licence_ends(obligations, on)
    duties = [
        Duty(
            course=held[0].requirement.course,
            standing=min((found[o.pk] for o in held), key=_urgency),
            due_on=min(o.due_on for o in held),
            asked_by=tuple(f"{o.assignment.role.name}, {o.assignment.organisation.name}" for o in held),
            attempt=open_attempts[course].uuid if course in open_attempts else None,
            certificate=newest.get(course),
            first_due=min(held, key=lambda o: o.due_on),
            licence_ends_on=min((licences[o.assignment_id] for o in held if o.assignment_id in licences), default=None),
        )
        for course, held in by_course.items()
    ]
    timed = [_timed(duty, person, open_attempts.get(duty.course.pk), lengths, on) for duty in duties]
    return _placed(sorted(timed, key=lambda duty: _urgency(duty.standing)), open_attempts)


def _placed(duties: list[Duty], open_attempts: dict[int, Attempt]) -> list[Duty]:
    """The first that somebody has begun says where they are: it is what they came for. The others keep to their button,
    so that a long list takes no more reads than a short one.
    """
    begun = next((n for n, duty in enumerate(duties) if duty.attempt and not duty.is_settled), None)
    if begun is not None:
        duties[begun] = replace(duties[begun], whereabouts=learning.whereabouts(open_attempts[duties[begun].course.pk]))
    return duties


def _timed(duty: Duty, person: Person, begun: Attempt | None, lengths: dict[int, dict[str, int]], on: date) -> Duty:
    """The duty with how long it takes: the refresher's time where that is what is asked."""
    kind = begun.kind if begun else FULL
    if begun is None and duty.certificate and not duty.is_settled and duty.is_here:
        kind = entitlement_for(person, duty.course, on).kind
    is_refresher = kind == Attempt.Kind.REFRESHER
    length = lengths.get(duty.course.pk, {})
    return replace(duty, minutes=length.get("refresher" if is_refresher else "full"), is_refresher=is_refresher)


def _lengths(courses: list[int]) -> dict[int, dict[str, int]]:
    """Minutes of the whole course and of the refresher, by course, from the newest version of each. One read."""
    newest = CourseVersion.objects.filter(course__in=courses, page__live=True).order_by("pk")
    rows = newest.values_list("course", "content__duration_minutes", "content__refresher__minutes")
    return {course: {"full": full, "refresher": refresher} for course, full, refresher in rows}


def _licence_ends(obligations: list[Obligation], on: date) -> dict[int, date]:
    """The last day of the licence in force, by assignment."""
    licensed = [o.assignment_id for o in obligations if o.assignment.contract == Assignment.Contract.LICENSED]
    terms = Term.objects.filter(open_on(on), assignment__in=licensed, ends_on__isnull=False)
    return {term.assignment_id: term.ends_on - timedelta(days=1) for term in terms if term.ends_on}


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
