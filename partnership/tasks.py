"""Thin edges for beat: what a lost nudge left undone is found and done here."""

from celery import shared_task

from common import clock
from partnership import queries, services, successions


@shared_task
def claim_waiting() -> int:
    """Join logins that belong to nobody yet to the people rosters have brought since; returns how many."""
    waiting = queries.users_without_person()
    return sum(services.claim_person(user=user, on=clock.today()) is not None for user in waiting)


@shared_task
def carry_out_mergers() -> int:
    """Carry out the mergers whose day has come; returns how many."""
    return successions.carry_out_due(at=clock.now())
