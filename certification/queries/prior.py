"""Claims of training elsewhere: whose they are, what waits, and which rule covers one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from certification.models import EquivalenceRule, PriorLearning
from certification.queries.status import population
from courses.models import Course
from partnership.models import Person
from partnership.queries import belongs_to

TURNAROUND_DAYS = 14  # ten working days


def claims_of_prior(person: Person) -> list[PriorLearning]:
    """A person's claims, newest first, with their course."""
    return list(PriorLearning.objects.filter(belongs_to(person)).select_related("course").order_by("-claimed_at"))


def waiting_for(organisation_ids: Collection[int]) -> QuerySet[PriorLearning]:
    """What reviewers of these organisations have to decide, oldest first."""
    own = PriorLearning.objects.filter(organisation__in=organisation_ids, outcome=PriorLearning.Outcome.WAITING)
    return own.select_related("person", "organisation", "course").order_by("claimed_at", "pk")


def decided_for(organisation_ids: Collection[int]) -> QuerySet[PriorLearning]:
    """What has been decided there, newest first."""
    own = PriorLearning.objects.filter(organisation__in=organisation_ids).exclude(outcome=PriorLearning.Outcome.WAITING)
    return own.select_related("person", "organisation", "course").order_by("-decided_at", "-pk")


def claim_for(organisation_ids: Collection[int], claim: UUID) -> PriorLearning | None:
    """One claim of these organisations."""
    own = PriorLearning.objects.filter(organisation__in=organisation_ids, uuid=claim)
    return own.select_related("person", "organisation", "course", "rule", "decided_by").first()


@dataclass(frozen=True)
class RulesInForce:
    """The equivalence rules of one day, read once and asked for many passes."""

    rules: Sequence[EquivalenceRule]

    @classmethod
    def on(cls, day: date) -> "RulesInForce":
        found = EquivalenceRule.objects.filter(approved_on__lte=day, ends_on__gte=day).select_related("course")
        return cls(tuple(found.order_by("pk")))

    def knows(self, reference: str) -> bool:
        """Whether there is any rule about a course as others call it."""
        return any(_same(rule.reference, reference) for rule in self.rules)

    def course_for(self, reference: str, passed_on: date, provider: str = "") -> Course | None:
        """Our course that a pass of another counts for, whole; None where no rule says so."""
        rule = self.find(reference, passed_on, provider)
        return rule.course if rule and rule.satisfies == EquivalenceRule.Satisfies.FULL else None

    def for_claim(self, claim: PriorLearning) -> EquivalenceRule | None:
        """The rule about a claim's course, provider and day."""
        return self.find(claim.reference, claim.completed_on, claim.provider)

    def find(self, reference: str, passed_on: date, provider: str = "") -> EquivalenceRule | None:
        """The rule about a pass. A provider that is not told, or that no rule about the course names, matches any."""
        about = [rule for rule in self.rules if _same(rule.reference, reference) and _spans(rule, passed_on)]
        own = [rule for rule in about if provider and _same(rule.provider, provider)]
        return next(iter(own or about), None)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _spans(rule: EquivalenceRule, day: date) -> bool:
    return (rule.passed_from or day) <= day <= (rule.passed_until or day)


def courses_asked_of(person: Person, *, on: date) -> QuerySet[Course]:
    """The courses of ours that somebody is held to on `on`."""
    asked = population(on).filter(assignment__person=person.canonical_id or person.pk)
    return Course.objects.filter(pk__in=asked.values("requirement__course")).order_by("title")
