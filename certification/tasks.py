"""Thin edges for beat: what a lost nudge left undone is found and done here."""

import logging
from datetime import timedelta

from celery import shared_task

from certification import services
from certification.queries import integrity
from common import clock

logger = logging.getLogger(__name__)
COMPARED = timedelta(days=400)


@shared_task
def award_missing() -> int:
    """Award the certificates that passes still lack."""
    return services.award_missing(at=clock.now())


@shared_task
def reconcile_external() -> int:
    """Certificates for passes in other systems, and none for those withdrawn: what a lost nudge left undone."""
    return services.reconcile_external(at=clock.now())


@shared_task
def refresh_facts() -> int:
    """Make everybody's obligations, leave and cover right; returns how many rows had to change."""
    return sum(changed for _, changed in services.refresh_everybody())


@shared_task
def compare_with_record() -> dict[str, int]:
    """Set passes and certificates beside the record store; a difference is an error somebody has to look at.

    They are written together, so there is none unless a row was taken out behind the services' backs. Only
    registrations
    are logged: opaque ids, never a name.
    """
    ended, certified = integrity.differences(since=clock.today() - COMPARED)
    for registration in (*ended, *certified):
        logger.error("The record store lacks a statement of registration %s", registration)
    return {"ended": len(ended), "certified": len(certified)}


@shared_task
def remind() -> int:
    """Queue today's reminders: to begin, to finish in time, and to renew."""
    return services.remind_everybody(on=clock.today(), at=clock.now())


@shared_task
def look_after_prior_learning() -> dict[str, int]:
    """Accept by rule what lists brought, and delete evidence that is no longer needed."""
    return {
        "accepted": services.accept_by_rule(at=clock.now()),
        "forgotten": services.forget_evidence(on=clock.today()),
    }
