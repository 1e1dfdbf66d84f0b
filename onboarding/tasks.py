"""Thin edges: a run goes on in the background, and beat finds those whose worker was lost."""

from datetime import timedelta

from celery import shared_task

from common import clock
from common.dates import add_months, london_day, london_moment
from onboarding import services
from onboarding.services import checks, matching_claims, registration, waiting_claims

CHECKS_KEPT_MONTHS = 13
MERGES_UNDOABLE_FOR = timedelta(days=32)


@shared_task
def continue_run(pk: int) -> str:
    """Check, apply or roll back a run, whichever is next."""
    return str(services.continue_run(pk=pk, now=clock.now))


@shared_task
def continue_waiting_runs() -> int:
    """Go on with every run that has something to do and that nobody has touched for a while."""
    waiting = services.waiting_runs(clock.now())
    for pk in waiting:
        continue_run.delay(pk)
    return len(waiting)


@shared_task
def forget_old_runs() -> int:
    """Delete files after 30 days, and the values that were read from them."""
    return services.forget_old_runs(at=clock.now())


@shared_task
def match_claims() -> int:
    """Match the claims that a register, or a mended one, makes certain; reopen those whose merge was undone."""
    at = clock.now()
    registration.reopen_undone(since=at - MERGES_UNDOABLE_FOR, at=at)
    return matching_claims.match_waiting(at=at)


@shared_task
def look_after_claims() -> dict[str, int]:
    """Ask again on day 14, delete on day 180; forget what was typed and never proved, and old checks."""
    at = clock.now()
    oldest_check = london_moment(add_months(london_day(at), -CHECKS_KEPT_MONTHS), 0)
    return {
        "asked": waiting_claims.ask_again(at=at),
        "deleted": waiting_claims.delete_old(at=at),
        "unopened": waiting_claims.delete_unopened_logins(at=at),
        "checks": checks.forget_checks(before=oldest_check),
    }
