"""Thin edges for beat: what the schemes look after each day."""

from celery import shared_task

from common import clock
from schemes.services import champions, join_codes, reminders, renewals, requests, sessions, staff_lists, wishes


@shared_task
def remind_before_renewal() -> int:
    """Queue today's reminders to drivers whose licence ends soon and who would not be trained then."""
    return renewals.remind_before_renewal(on=clock.today(), at=clock.now())


@shared_task
def look_after_premises() -> dict[str, int]:
    """Rotate old codes, let champions with a new login in, invite staff, remind of roll-calls, warn of badges."""
    on, at = clock.today(), clock.now()
    return {
        "codes": join_codes.rotate_old(on=on),
        "champions": champions.grant_waiting(on=on),
        "forgotten": requests.forget_old(at=at) + wishes.forget_old(at=at),
        "invitations": staff_lists.send_due(at=at),
        "roll-calls": reminders.remind_when_due(on=on, at=at),
        "warnings": reminders.warn_before_at_risk(on=on, at=at),
    }


@shared_task
def remind_of_sessions() -> int:
    """Remind those who have a place in a session of tomorrow."""
    return sessions.remind_of_tomorrow(on=clock.today(), at=clock.now())
