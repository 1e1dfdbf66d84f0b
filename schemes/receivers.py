"""News from below: the day of a merger has come."""

from typing import Any

from django.dispatch import receiver

from common import clock
from partnership.signals import succession_is_due
from schemes.services import successions


@receiver(succession_is_due, dispatch_uid="schemes.follow_successors")
def follow_successors(sender: object, **_: Any) -> None:
    successions.follow_successors(on=clock.today())
