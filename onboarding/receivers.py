"""News from below: somebody's assignments changed, so a claim may find its licence; a merger's day has come."""

from typing import Any

from django.dispatch import receiver

from common import clock
from onboarding.door_queries import waiting
from onboarding.services import matching_claims, successions
from partnership.signals import assignments_changed, succession_is_due
from schemes.models import Licence


@receiver(assignments_changed, dispatch_uid="onboarding.match_claims")
def match_claims(sender: object, person_ids: list[int], **_: Any) -> None:
    """Only the claims on these people's licences. Where nobody waits, one question and no more."""
    if not waiting().exists():
        return
    keys = set(Licence.objects.filter(assignment__person__in=person_ids).values_list("number_key", flat=True))
    if keys:
        matching_claims.match_waiting(at=clock.now(), number_keys=keys)


@receiver(succession_is_due, dispatch_uid="onboarding.follow_successors")
def follow_successors(sender: object, **_: Any) -> None:
    successions.follow_successors(on=clock.today())
