"""The clock, read once at an edge (view, command, task) and passed down as `at` or `on`."""

from datetime import date, datetime

from django.utils import timezone

from common.dates import london_day


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """This day in London."""
    return london_day(timezone.now())
