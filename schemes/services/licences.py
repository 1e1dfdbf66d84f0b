"""Licences that follow one another. What they mean for a day is in `schemes.rules.licences`."""

from datetime import date

from partnership.models import Assignment
from schemes.models import Licence


def link_renewal(*, newer: Licence, older: Licence) -> date | None:
    """Say that one licence of a person follows another; the older ends, at the latest, when the newer begins.

    Returns the day on which the older one would have ended. Called inside the transaction that decided it.
    """
    Licence.objects.filter(pk=newer.pk).update(renews=older)
    ended = Assignment.objects.values_list("ends_on", flat=True).get(pk=older.assignment_id)
    if ended is None or ended > newer.issued_on:
        begins = max(newer.issued_on, older.assignment.starts_on)
        Assignment.objects.filter(pk=older.assignment_id).update(ends_on=begins)
    return ended


def unlink_renewal(*, newer: Licence, older_ended: date | None) -> None:
    """Take it back: the older licence ends when it would have."""
    older = newer.renews
    Licence.objects.filter(pk=newer.pk).update(renews=None)
    if older:
        Assignment.objects.filter(pk=older.assignment_id).update(ends_on=older_ended)
