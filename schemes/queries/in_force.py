"""Whether a licence is in force on a day, and if it is not, since when: its days are its assignment's (pack 6.2)."""

import enum
from collections.abc import Sequence
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
    """How a licence stands on a day."""
    return days_of_all([licence], on)[licence.pk]


def days_of_all(licences: Sequence[Licence], on: date) -> dict[int, Days]:
    """How each of some licences stands on a day, by their ids, their assignments at hand. Two reads however many."""
    paused: dict[int, date] = {}
    for pause in Inactivity.objects.filter(open_on(on), assignment__licence__in=licences).order_by("-starts_on"):
        paused[pause.assignment_id] = pause.starts_on
    told = LicenceStatus.objects.filter(licence__in=licences, holds_from__lte=on).order_by("holds_from", "pk")
    status = dict(told.values_list("licence", "status"))
    return {each.pk: _days(each, on, paused.get(each.assignment_id), status.get(each.pk, "")) for each in licences}


def _days(licence: Licence, on: date, paused_since: date | None, status: str) -> Days:
    post = licence.assignment
    ends_on = min(day for day in (licence.expires_on + timedelta(days=1), post.ends_on) if day)
    last_day = ends_on - timedelta(days=1)
    if on >= ends_on:
        return Days(Force.ENDED, ends_on, last_day)
    if paused_since:
        is_applied = status == LicenceStatus.Kind.APPLICANT
        return Days(Force.APPLIED if is_applied else Force.SUSPENDED, paused_since, last_day)
    if on < post.starts_on:
        return Days(Force.NOT_BEGUN, post.starts_on, last_day)
    return Days(Force.IN_FORCE, post.starts_on, last_day)
