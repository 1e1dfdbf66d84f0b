"""News from the rooms below. Each receiver looks at the facts and makes this room's own facts right; reconcile does
too.
"""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from certification import services
from certification.services import reminders, successions
from common import clock
from learning.models import Attempt
from learning.signals import assessment_passed, external_passes_changed
from partnership.signals import assignments_changed, succession_is_due


@receiver(assessment_passed, dispatch_uid="certification.award")
def award(sender: object, attempt_uuid: UUID, **_: Any) -> None:
    services.award_certificate(attempt=attempt_uuid, at=clock.now())
    person = Attempt.objects.values_list("person_id", flat=True).get(uuid=attempt_uuid)
    reminders.cancel_settled(person_ids=[person], on=clock.today(), at=clock.now())


@receiver(assignments_changed, dispatch_uid="certification.refresh")
def refresh(sender: object, person_ids: list[int], **_: Any) -> None:
    services.refresh(person_ids=person_ids)
    reminders.cancel_settled(person_ids=person_ids, on=clock.today(), at=clock.now())


@receiver(external_passes_changed, dispatch_uid="certification.external")
def accept(sender: object, person_ids: list[int], **_: Any) -> None:
    services.accept_external(person_ids=person_ids, at=clock.now())
    reminders.cancel_settled(person_ids=person_ids, on=clock.today(), at=clock.now())


@receiver(succession_is_due, dispatch_uid="certification.follow_successors")
def follow_successors(sender: object, **_: Any) -> None:
    successions.follow_successors(on=clock.today())
