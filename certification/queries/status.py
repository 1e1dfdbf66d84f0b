"""The status rule of pack section 3.2 as SQL, for many obligations at once.

The same rule for one obligation is `rules.status.status_on`; a property test holds the two together. Here dates are
only
compared: every one of them was counted in Python when its fact was written.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from certification.models import CoverPeriod, Exemption, LeavePeriod, Obligation
from certification.rules.status import (
    Cover,
    Ended,
    ObligationFacts,
    Standing,
    Status,
    status_on,
)
from certification.rules.status import Exemption as ExemptionFact
from certification.rules.status import Leave as LeaveFact
from learning.models import Attempt, Sitting
from partnership.models import Person, open_on


def population(on: date) -> QuerySet[Obligation]:
    """The obligations in force on `on`: the population of pack section 3.1."""
    return Obligation.objects.filter(open_on(on))


def with_status(obligations: QuerySet[Obligation], on: date) -> QuerySet[Any]:
    """Obligations in force on `on`, with `status`, `is_due_soon` and `expires_on` (last day of the cover begun)
    added.
    """
    mine = OuterRef("pk")
    exempt = Exemption.objects.filter(
        assignment=OuterRef("assignment"), course=OuterRef("requirement__course"), starts_on__lte=on, ends_on__gte=on
    )
    leave = LeavePeriod.objects.filter(obligation=mine)
    begun = CoverPeriod.objects.filter(obligation=mine, starts_on__lte=on)
    in_force = begun.filter(ends_on__gte=on)
    back = leave.filter(ends_on__lte=on, re_entry_until__gte=on)
    # Whoever holds the post, and those merged into them: both indexes are used, which a join would prevent.
    holder = OuterRef(OuterRef("assignment__person"))
    whole = Person.objects.filter(Q(pk=holder) | Q(canonical=holder)).values("pk")
    opened = Attempt.objects.filter(
        person__in=whole,
        course=OuterRef("requirement__course"),
        opened_on__lte=on,
    )
    ended = Sitting.objects.filter(
        attempt__person__in=whole,
        attempt__course=OuterRef("requirement__course"),
        ended_on__lte=on,
    ).order_by("-ended_at", "-pk")
    is_covered = Exists(in_force)
    status = Case(
        When(Exists(exempt), then=Value(Status.EXEMPT.value)),
        When(Exists(leave.filter(open_on(on))), then=Value(Status.ON_LONG_LEAVE.value)),
        When(is_covered, then=Value(Status.CURRENT.value)),
        When(Exists(back), then=Value(Status.IN_GRACE.value)),
        When(Exists(begun), then=Value(Status.EXPIRED.value)),
        When(grace_until__gte=on, then=Value(Status.IN_GRACE.value)),
        When(Q(last_assessment_passed=False), then=Value(Status.OVERDUE_FAILED.value)),
        When(Exists(opened), then=Value(Status.OVERDUE_STARTED.value)),
        default=Value(Status.NEVER_STARTED.value),
        output_field=CharField(),
    )
    last_day = begun.order_by().values("obligation").annotate(last=Max("ends_on")).values("last")
    return obligations.annotate(
        last_assessment_passed=Subquery(ended.values("is_passed")[:1], output_field=BooleanField(null=True)),
        status=status,
        is_due_soon=Case(
            When(Q(status=Status.CURRENT.value) & ~Exists(in_force.filter(due_soon_from__gt=on)), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        expires_on=Subquery(last_day),
    )


def standings(obligations: Iterable[Obligation], on: date) -> dict[int, Standing]:
    """The pure rule for a few obligations, by their ids: six reads however many there are."""
    rows = list(obligations)
    facts = facts_of(rows)
    return {row.pk: status_on(facts[row.pk], on) for row in rows}


def facts_of(obligations: list[Obligation]) -> dict[int, ObligationFacts]:
    """Everything the pure rule looks at, by obligation id."""
    ids = [o.pk for o in obligations]
    covers = _grouped(CoverPeriod.objects.filter(obligation__in=ids), "obligation_id")
    leaves = _grouped(LeavePeriod.objects.filter(obligation__in=ids), "obligation_id")
    rows = {o.pk: o for o in Obligation.objects.filter(pk__in=ids).select_related("assignment", "requirement")}
    assignments = {o.assignment_id for o in rows.values()}
    people = {o.assignment.person_id for o in rows.values()}
    exemptions = _grouped(Exemption.objects.filter(assignment__in=assignments), "assignment_id", "course_id")
    holder = Coalesce("person__canonical", "person")
    began = Attempt.objects.filter(Q(person__in=people) | Q(person__canonical__in=people)).annotate(holder_id=holder)
    attempts = _grouped(began, "holder_id", "course_id")
    sittings = _grouped(
        Sitting.objects.filter(
            Q(attempt__person__in=people) | Q(attempt__person__canonical__in=people), ended_at__isnull=False
        )
        .annotate(holder_id=Coalesce("attempt__person__canonical", "attempt__person"), course_id=F("attempt__course"))
        .order_by("ended_at", "pk"),
        "holder_id",
        "course_id",
    )
    found = {}
    for o in rows.values():
        course = o.requirement.course_id
        found[o.pk] = ObligationFacts(
            starts_on=o.starts_on,
            ends_on=o.ends_on,
            grace_until=o.grace_until,
            due_soon_days=o.requirement.due_soon_days,
            covers=tuple(Cover(c.starts_on, c.ends_on, c.reason) for c in covers.get((o.pk,), ())),
            exemptions=tuple(
                ExemptionFact(e.starts_on, e.ends_on) for e in exemptions.get((o.assignment_id, course), ())
            ),
            leaves=tuple(LeaveFact(p.starts_on, p.ends_on, p.re_entry_until) for p in leaves.get((o.pk,), ())),
            opened_on=tuple(a.opened_on for a in attempts.get((o.assignment.person_id, course), ())),
            assessments=tuple(
                Ended(s.ended_on, bool(s.is_passed)) for s in sittings.get((o.assignment.person_id, course), ())
            ),
        )
    return found


def _grouped(rows: QuerySet, *keys: str) -> dict[tuple[int, ...], list]:
    found: dict[tuple[int, ...], list] = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, key) for key in keys), []).append(row)
    return found
