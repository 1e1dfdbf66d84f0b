"""News from the rooms below. Each receiver looks at the facts and makes this room's own facts right; reconcile does
too.
"""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from certification import services
from certification.services import reminders
from common import clock
from learning.models import Attempt
from learning.signals import assessment_passed
from partnership.signals import assignments_changed


@receiver(assessment_passed, dispatch_uid="certification.award")
def award(sender: object, attempt_uuid: UUID, **_: Any) -> None:
    services.award_certificate(attempt=attempt_uuid, at=clock.now())
    person = Attempt.objects.values_list("person_id", flat=True).get(uuid=attempt_uuid)
    reminders.cancel_settled(person_ids=[person], on=clock.today(), at=clock.now())


@receiver(assignments_changed, dispatch_uid="certification.refresh")
def refresh(sender: object, person_ids: list[int], **_: Any) -> None:
    services.refresh(person_ids=person_ids)
    reminders.cancel_settled(person_ids=person_ids, on=clock.today(), at=clock.now())
