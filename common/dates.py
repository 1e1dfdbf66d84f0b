"""Days as Lookout counts them: Europe/London days, computed in Python once and only compared in SQL. No Django here."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def add_months(day: date, months: int) -> date:
    """`day` moved by whole calendar months, clipped to the month's end: 31 January + 1 month is 28 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def london_day(moment: datetime) -> date:
    """The day a moment falls on in London, clock changes included. `moment` must be aware."""
    return moment.astimezone(LONDON).date()


def london_moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """An aware moment at a London wall-clock time of `day`."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)
