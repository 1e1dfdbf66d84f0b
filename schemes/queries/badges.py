"""What anybody may learn from a badge's code: that a named premises is active today, or that it is not valid. No more.

A lapsed badge and a code nobody ever gave out get the same answer: nobody is shamed, and nobody can tell codes apart.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from certification.codes import tidy_code
from schemes.models import Badge, Premises
from schemes.queries.hotels import readings
from schemes.rules.facts import State


@dataclass(frozen=True)
class BadgeCheck:
    """`name` and `place` are empty where it is not valid."""

    is_valid: bool
    name: str = ""
    place: str = ""


def check_badge(code: str, on: date) -> BadgeCheck:
    """Whether the badge with this code is valid on `on`."""
    holder = Premises.objects.filter(badge__code=tidy_code(code), badge__issued_on__lte=on)
    found = readings(holder.select_related("organisation__area"), on)
    if not found or found[0].state is not State.ACTIVE:
        return BadgeCheck(is_valid=False)
    organisation = found[0].premises.organisation
    return BadgeCheck(True, organisation.name, organisation.area.name if organisation.area else "")


def badge_address(badge: Badge) -> str:
    """The address in the badge's QR code: public, and unguessable."""
    return settings.PUBLIC_URL + reverse("schemes:check_badge", kwargs={"code": badge.code})
