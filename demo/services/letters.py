"""Yesterday morning's reminders in the demo: those that the daily task would have queued, and they went out."""

from datetime import date, datetime, timedelta

from certification.services import remind_everybody
from messaging.models import Message


def lay_reminders(*, on: date, at: datetime) -> int:
    """Returns how many went out. Whoever cannot be reached had none."""
    then = at - timedelta(days=1)
    queued = remind_everybody(on=on - timedelta(days=1), at=then)
    Message.objects.filter(created_at=then, sent_at=None).update(sent_at=then)
    return queued


def clear_reminders() -> None:
    """Take away what was sent to invented addresses."""
    Message.objects.filter(recipient__endswith=".example").delete()
