"""Thin edges: the outbox swept by beat, so that a lost nudge only delays a message."""

from celery import shared_task

from common import clock
from messaging import services


@shared_task
def sweep_outbox() -> int:
    """Send every message that is due, whatever became of the task that should have."""
    return services.send_waiting(at=clock.now())
