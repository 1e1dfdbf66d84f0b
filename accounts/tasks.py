"""What accounts do by themselves."""

from celery import shared_task

from accounts import services
from common import clock
from common.dates import add_months, london_day, london_moment

KEPT_MONTHS = 13


@shared_task(time_limit=300)
def forget_old_access() -> int:
    """Delete the access log beyond 13 months."""
    day = add_months(london_day(clock.now()), -KEPT_MONTHS)
    return services.forget_access(before=london_moment(day, 0))
