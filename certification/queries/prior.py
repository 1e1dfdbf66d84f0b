"""Claims of training elsewhere: whose they are, what waits, and which rule covers one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from certification.models import EquivalenceRule, PriorLearning
from certification.queries.status import population, with_status
from courses.models import Course
from partnership.models import Assignment, Person
from partnership.permissions import Names
from partnership.queries import belongs_to
from partnership.reach import Part, Reach

TURNAROUND_DAYS = 14  # ten working days


def claims_of_prior(person: Person) -> list[PriorLearning]:
    """A person's claims, newest first, with their course."""
    return list(PriorLearning.objects.filter(belongs_to(person)).select_related("course").order_by("-claimed_at"))


def claimed_in(reach: Reach) -> Q:
    """The claims that belong to these posts.

    A claim names its organisation and no post. Where a reach is of some contracts only, it takes in who holds such a
    post there that is held to the claim's course; while nobody has said for which course, who holds such a post.
    """
    return reduce(or_, (_claimed_in(part) for part in reach.parts), Q(pk__in=[]))


def _claimed_in(part: Part) -> Q:
    own = Q(organisation__in=part.organisations)
    if part.contracts is None:
        return own
    holder = Coalesce(OuterRef("person__canonical"), OuterRef("person"))
    held = Assignment.objects.filter(person=holder, organisation=OuterRef("organisation"), contract__in=part.contracts)
    asked = held.filter(obligations__requirement__course=OuterRef("course"))
    return own & (Exists(asked) | (Q(course=None) & Exists(held)))


def claims_in(reach: Reach, *, in_full: Reach, in_short: Reach) -> QuerySet[Any]:
    """The claims of these posts, each with `names`: how much of its claimant's name is shown."""
    found: QuerySet[Any] = PriorLearning.objects.filter(claimed_in(reach)).annotate(
        names=Case(
            When(claimed_in(in_full), then=Value(Names.FULL.value)),
            When(claimed_in(in_short), then=Value(Names.FIRST_AND_INITIAL.value)),
            default=Value(Names.NONE.value),
        )
    )
    return found.select_related("person", "organisation", "course", "rule", "decided_by")


def waiting(claims: QuerySet[Any]) -> QuerySet[Any]:
    """What reviewers have to decide, oldest first."""
    return claims.filter(outcome=PriorLearning.Outcome.WAITING).order_by("claimed_at", "pk")


def decided(claims: QuerySet[Any]) -> QuerySet[Any]:
    """What has been decided, newest first."""
    return claims.exclude(outcome=PriorLearning.Outcome.WAITING).order_by("-decided_at", "-pk")


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


def courses_asked_of(person: Person, reach: Reach, *, on: date) -> QuerySet[Course]:
    """The courses of ours that somebody is held to on `on`, in these of their posts."""
    asked = population(on).filter(reach.q("assignment__"), assignment__person=person.canonical_id or person.pk)
    return Course.objects.filter(pk__in=asked.values("requirement__course")).order_by("title")


def standing_of(person: Person, reach: Reach, *, on: date) -> list[Any]:
    """What somebody is held to on `on` in these of their posts, each with its status."""
    asked = population(on).filter(reach.q("assignment__"), assignment__person=person.canonical_id or person.pk)
    found = with_status(asked, on).select_related("requirement__course", "assignment__role", "assignment__organisation")
    return list(found.order_by("assignment__starts_on", "requirement__course__short_title", "pk"))
