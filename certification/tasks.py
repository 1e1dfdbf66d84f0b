"""Thin edges for beat: what a lost nudge left undone is found and done here."""

from celery import shared_task

from certification import services
from common import clock


@shared_task
def award_missing() -> int:
    """Award the certificates that passes still lack."""
    return services.award_missing(at=clock.now())


@shared_task
def refresh_facts() -> int:
    """Make everybody's obligations, leave and cover right; returns how many rows had to change."""
    return sum(changed for _, changed in services.refresh_everybody())


@shared_task
def remind_due_soon() -> int:
    """Queue today's reminders to people whose training is about to run out."""
    return services.remind_due_soon(on=clock.today(), at=clock.now())
