"""Month ends. Pure."""

from datetime import date, timedelta

SHOWN = 13


def last_before(day: date) -> date:
    """The newest month end that is over on `day`."""
    return day.replace(day=1) - timedelta(days=1)


def ends_before(day: date, number: int = SHOWN) -> list[date]:
    """The last `number` month ends that are over on `day`, oldest first."""
    found = [last_before(day)]
    while len(found) < number:
        found.append(last_before(found[-1]))
    return found[::-1]


def end_of(day: date) -> date:
    """The last day of a day's month."""
    return last_before((day.replace(day=1) + timedelta(days=31)).replace(day=1))


def is_end(day: date) -> bool:
    return day == end_of(day)


def nearest_past(day: date, today: date) -> date:
    """The month end nearest to a day, of those that have come; of two as near, the earlier."""
    before, after = last_before(day), end_of(day)
    return after if after <= today and after - day < day - before else before
