"""Thin edges for beat: what a lost nudge left undone is found and done here."""

from celery import shared_task

from certification import services
from common import clock


@shared_task
def reconcile_certification() -> dict[str, int]:
    """Award certificates that passes still lack, and make every derived fact right."""
    awarded = services.award_missing(at=clock.now())
    changed = sum(rows for _, rows in services.refresh_everybody())
    return {"awarded": awarded, "changed": changed}


@shared_task
def remind_due_soon() -> int:
    """Queue today's reminders to people whose training is about to run out."""
    return services.remind_due_soon(on=clock.today(), at=clock.now())
