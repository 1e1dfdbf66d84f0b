"""Certificates for passes in other systems. They follow the passes: one withdrawn takes its certificate along."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from certification.models import Certificate
from certification.services import facts
from common.dates import add_months
from learning.models import ExternalPass
from partnership.models import Person

logger = logging.getLogger(__name__)


def accept_external(*, person_ids: Collection[int], at: datetime) -> int:
    """Make these people's certificates agree with their passes in other systems, and their cover with those.

    Safe twice and at once: the people are locked. A day on which a person has a pass of the course by another way, an
    import say, needs no second certificate. Returns how many certificates came or went.
    """
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk").values_list("pk"))
        changed = _withdraw(_unfounded().filter(person__in=person_ids))
        changed += _award(_uncertified().filter(person__in=person_ids), at)
        facts.refresh(person_ids=person_ids)
    return changed


def reconcile_external(*, at: datetime) -> int:
    """The same for whoever's certificates and passes differ."""
    unfounded = _unfounded().filter(additions=None)  # what others build on was said aloud when it was news
    people = {*unfounded.values_list("person_id", flat=True), *_uncertified().values_list("person_id", flat=True)}
    return accept_external(person_ids=sorted(people), at=at) if people else 0


def _uncertified() -> "QuerySet[ExternalPass]":
    same = Certificate.objects.filter(
        person=OuterRef("person"), course=OuterRef("course"), passed_on=OuterRef("passed_on"), attempt=None
    )
    return ExternalPass.objects.filter(~Exists(same), withdrawn_at=None)


def _unfounded() -> "QuerySet[Certificate]":
    same = ExternalPass.objects.filter(
        person=OuterRef("person"), course=OuterRef("course"), passed_on=OuterRef("passed_on"), withdrawn_at=None
    )
    return Certificate.objects.filter(~Exists(same), source=Certificate.Source.EXTERNAL)


def _award(passes: "QuerySet[ExternalPass]", at: datetime) -> int:
    """One for each day: of several statements about one pass the first speaks."""
    by_day = {
        (p.person_id, p.course_id, p.passed_on): p for p in passes.select_related("person", "course").order_by("-pk")
    }
    Certificate.objects.bulk_create(
        [
            Certificate(
                person=p.person,
                course=p.course,
                source=Certificate.Source.EXTERNAL,
                passed_on=p.passed_on,
                counts_from=p.passed_on,
                valid_until=add_months(p.passed_on, p.validity_months),
                holder_name=p.person.display_name,
                course_title=p.course.title,
                awarded_at=at,
            )
            for p in by_day.values()
        ]
    )
    return len(by_day)


def _withdraw(certificates: "QuerySet[Certificate]") -> int:
    """One that a later certificate builds on stays, and is said aloud: somebody has to look at both."""
    gone = 0
    for certificate in certificates:
        try:
            with transaction.atomic():
                certificate.delete()
            gone += 1
        except ProtectedError:
            logger.error("Certificate %s has lost its pass in another system, and others build on it", certificate.pk)
    return gone
