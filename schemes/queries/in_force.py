"""Whether a licence is in force on a day, and if it is not, since when: its days are its assignment's (pack 6.2)."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.models import Inactivity, open_on
from schemes.models import Licence, LicenceStatus


class Force(enum.StrEnum):
    """How a licence stands. Why it is so is never here."""

    IN_FORCE = "in_force"
    NOT_BEGUN = "not_begun"
    APPLIED = "applied"  # the register names who applied, before the grant
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True)
class Days:
    """`since` is the first day on which it stands as it does; `last_day` the last one in force, as known today."""

    force: Force
    since: date
    last_day: date


def days_of(licence: Licence, on: date) -> Days:
    """How a licence stands on a day. Two reads, and for one that is paused a third."""
    post = licence.assignment
    ends_on = min(day for day in (licence.expires_on + timedelta(days=1), post.ends_on) if day)
    last_day = ends_on - timedelta(days=1)
    if on >= ends_on:
        return Days(Force.ENDED, ends_on, last_day)
    paused = Inactivity.objects.filter(open_on(on), assignment=post).order_by("starts_on").first()
    if paused:
        told = LicenceStatus.objects.filter(licence=licence, holds_from__lte=on).order_by("-holds_from", "-pk").first()
        is_applied = told is not None and told.status == LicenceStatus.Kind.APPLICANT
        return Days(Force.APPLIED if is_applied else Force.SUSPENDED, paused.starts_on, last_day)
    if on < post.starts_on:
        return Days(Force.NOT_BEGUN, post.starts_on, last_day)
    return Days(Force.IN_FORCE, post.starts_on, last_day)
