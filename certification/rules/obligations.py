"""What an obligation's days are counted by: grace, and which absences are long leave."""

from datetime import date, timedelta

LONG_LEAVE_DAYS = 28


def grace_until(*, assigned_on: date, grace_days: int, catch_up_by: date | None, before_start: bool) -> date | None:
    """The last day of grace; None where training must come before the first day (pack section 2.2)."""
    if before_start:
        return None
    last = assigned_on + timedelta(days=grace_days)
    return max(last, catch_up_by) if catch_up_by else last


def is_long_leave(starts_on: date, ends_on: date | None) -> bool:
    """Absences of 28 days or more, and those without a known return (pack section 3.2)."""
    return ends_on is None or ends_on - starts_on >= timedelta(days=LONG_LEAVE_DAYS)
