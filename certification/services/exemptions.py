"""Exemptions: somebody approved that an assignment is not held to a course for a time, for a reason from a list."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from certification.models import Exemption
from certification.services import reminders
from courses.models import Course
from partnership.models import Assignment

LONGEST_DAYS = 731  # two years: an exemption that never ends would be a hole in the figures nobody looks at again


class ExemptionRefused(ValueError):
    """What was asked cannot be; the message is a sentence for whoever asked."""


def grant_exemption(
    *, assignment: Assignment, course: Course, reason: str, starts_on: date, ends_on: date, by: User, at: datetime
) -> Exemption:
    """Exempt from `starts_on` to `ends_on`, both inclusive. The same days again are the same exemption.

    :raises ExemptionRefused: the days are the wrong way round, too many, or overlap an exemption there is.
    """
    if ends_on < starts_on:
        raise ExemptionRefused("The last day is before the first. Correct one of the two.")
    if ends_on - starts_on > timedelta(days=LONGEST_DAYS):
        raise ExemptionRefused(
            "An exemption ends within two years, so that somebody looks at it again. Choose an earlier day."
        )
    with transaction.atomic():
        Assignment.objects.select_for_update().get(pk=assignment.pk)  # two at once take turns
        own = Exemption.objects.filter(assignment=assignment, course=course)
        same = own.filter(starts_on=starts_on, ends_on=ends_on).first()
        if same:
            return same
        if own.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
            raise ExemptionRefused("There is an exemption on some of these days. End that one first.")
        exemption = Exemption.objects.create(
            assignment=assignment, course=course, reason=reason, starts_on=starts_on, ends_on=ends_on, approved_by=by
        )
    reminders.cancel_settled(person_ids=[assignment.person_id], on=starts_on, at=at)
    return exemption


def end_exemption(*, exemption: Exemption, on: date) -> None:
    """From `on` it no longer holds. One that had not held on any day before is taken back whole."""
    if exemption.starts_on >= on:
        exemption.delete()
    elif exemption.ends_on >= on:
        Exemption.objects.filter(pk=exemption.pk).update(ends_on=on - timedelta(days=1))
