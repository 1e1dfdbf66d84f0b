"""Awarding certificates. The database is the record of truth; the statement written beside it is the evidence."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from certification.models import Certificate
from certification.queries.entitlement import items_of
from certification.services import facts
from common.dates import add_months
from learning import queries as learning_queries
from learning import services as learning_services
from learning.models import Attempt
from partnership.models import Role
from partnership.queries import belongs_to


def award_certificate(*, attempt: UUID, at: datetime) -> Certificate | None:
    """The certificate for a passed attempt, awarded now or found as it was; None while the attempt is not passed.

    Idempotent, and safe when two ask at once: the attempt is locked, and the database allows it one certificate. The
    certificate, its cover and its statement are one transaction.
    """
    with transaction.atomic():
        locked = Attempt.objects.select_for_update().get(uuid=attempt)
        if locked.passed_on is None:
            return None
        existing = Certificate.objects.filter(attempt=locked).first()
        if existing:
            return existing
        certificate = _issue(locked, at)
        learning_services.record_course_completed(attempt=locked, at=certificate.awarded_at)
        facts.refresh(person_ids=[locked.person_id])
        return certificate


def _issue(attempt: Attempt, at: datetime) -> Certificate:
    content = attempt.version.content
    assert attempt.passed_on is not None  # noqa: S101 - the caller looked
    before = _held_before(attempt)
    base = before if attempt.kind == Attempt.Kind.FURTHER else None
    counts_from = base.counts_from if base else attempt.passed_on
    roles = sorted(set(attempt.role_codes) | set(before.role_codes if before else ()))
    return Certificate.objects.create(
        person=attempt.person,
        course=attempt.course,
        version=attempt.version,
        attempt=attempt,
        base=base,
        source=Certificate.Source.PLATFORM,
        role_codes=roles,
        items=sorted(set(learning_queries.item_set(attempt).keys) | (items_of(before) if before else set())),
        passed_on=attempt.passed_on,
        counts_from=counts_from,
        valid_until=max(add_months(counts_from, content["validity_months"]), attempt.passed_on),
        holder_name=attempt.person.display_name,
        course_title=content["title"],
        role_names=role_names(roles),
        language=attempt.language,
        mode=attempt.mode,
        awarded_at=at,
    )


def _held_before(attempt: Attempt) -> Certificate | None:
    """The certificate that a refresher renews or further items add to: the newest held when the attempt began."""
    if attempt.kind == Attempt.Kind.FULL:
        return None
    held = Certificate.objects.filter(
        belongs_to(attempt.person), course=attempt.course, passed_on__lte=attempt.opened_on
    )
    return held.order_by("-passed_on", "-pk").first()


def role_names(codes: list[str]) -> str:
    """The names of roles as a certificate prints them."""
    return ", ".join(Role.objects.filter(code__in=codes).order_by("name").values_list("name", flat=True))


def award_missing(*, at: datetime) -> int:
    """Award every certificate a passed attempt still lacks: what a lost nudge left behind. Returns how many."""
    waiting = learning_queries.passed_attempts().filter(certificate__isnull=True).values_list("uuid", flat=True)
    return sum(1 for attempt in waiting if award_certificate(attempt=attempt, at=at))
