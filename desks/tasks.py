"""Thin edges for beat."""

from celery import shared_task

from common import clock
from common.dates import add_months, london_day, london_moment
from desks import services

KEPT_MONTHS = 13  # as the rest of the access log


@shared_task(time_limit=300)
def forget_old_exports() -> int:
    """Delete the log of downloads beyond 13 months."""
    return services.forget_exports(before=london_moment(add_months(london_day(clock.now()), -KEPT_MONTHS), 0))
