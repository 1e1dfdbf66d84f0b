"""When a champion's reminder was last written to each of their staff, and whether one can reach them at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from common.dates import london_day
from messaging.queries import written_at
from schemes.models import Premises
from schemes.queries.staff import Member

LOOKED_BACK = 12  # weeks


def reminder_key(premises: Premises, person_id: int, on: date) -> str:
    """One a week for each: asked for again, it is the same."""
    week = on.isocalendar()
    return f"hotel-staff:{week.year}-{week.week}:{premises.pk}:{person_id}"


def with_reminders(found: Iterable[Member], premises: Premises, on: date) -> list[Member]:
    """The members, each with the day of their last reminder from here within twelve weeks. One read."""
    rows = list(found)
    weeks = [on - timedelta(weeks=back) for back in range(LOOKED_BACK)]
    keys = {reminder_key(premises, row.person_id, week): row.person_id for row in rows for week in weeks}
    last: dict[int, date] = {}
    for key, at in written_at(keys=keys).items():
        last[keys[key]] = max(london_day(at), last.get(keys[key], date.min))
    return [replace(row, reminded_on=last.get(row.person_id)) for row in rows]
