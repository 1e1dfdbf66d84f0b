"""Premises that ask to join by themselves: kept as they said it, and looked at by a coordinator before it counts."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from common.dates import london_day
from partnership.models import Area
from schemes.models import Premises, PremisesRequest
from schemes.services.inviting import invite_champion
from schemes.services.pledges import sign_pledge
from schemes.services.premises import register_premises

Decision = PremisesRequest.Decision
KEPT_FOR = timedelta(days=90)  # after somebody decided: it holds a name and how to reach them


def ask_to_join(
    *,
    name: str,
    kind: str,
    area: Area,
    address: str,
    postcode: str,
    rooms: int | None,
    signed_by_role: str,
    contact_name: str,
    at: datetime,
    email: str = "",
    mobile: str = "",
) -> PremisesRequest:
    """Sent twice before anybody looked, it is one request."""
    values = {"kind": kind, "area": area, "address": address, "rooms": rooms, "signed_by_role": signed_by_role}
    return PremisesRequest.objects.get_or_create(
        name=name,
        postcode=postcode,
        email=email,
        mobile=mobile,
        decided_at=None,
        defaults={**values, "contact_name": contact_name, "asked_at": at},
    )[0]


def take_request(*, asked: PremisesRequest, premises: Premises | None, by: User, at: datetime) -> Premises | None:
    """Add it, or let it be `premises`, which is known: with the pledge signed, and who asked as its champion.

    None where somebody decided it before.
    """
    on = london_day(at)
    with transaction.atomic():
        locked = PremisesRequest.objects.select_for_update().get(pk=asked.pk)
        if locked.decided_at:
            return None
        found = premises or register_premises(
            name=locked.name,
            area=locked.area,
            kind=locked.kind,
            on=on,
            address=locked.address,
            postcode=locked.postcode,
            rooms=locked.rooms,
        )
        sign_pledge(premises=found, signed_by_role=locked.signed_by_role, on=on)
        invite_champion(
            premises=found, name=locked.contact_name, on=on, at=at, email=locked.email, mobile=locked.mobile
        )
        _decide(locked, Decision.ADDED, by, at, found)
    return found


def decline_request(*, asked: PremisesRequest, by: User, at: datetime) -> None:
    """Not taken: it is no premises of here, or nobody knows who asked."""
    with transaction.atomic():
        locked = PremisesRequest.objects.select_for_update().get(pk=asked.pk)
        if locked.decided_at is None:
            _decide(locked, Decision.DECLINED, by, at, None)


def _decide(asked: PremisesRequest, decision: str, by: User, at: datetime, premises: Premises | None) -> None:
    asked.decision, asked.decided_at, asked.decided_by, asked.premises = decision, at, by, premises
    asked.save(update_fields=["decision", "decided_at", "decided_by", "premises"])


def forget_old(*, at: datetime) -> int:
    """Delete what was decided 90 days ago; returns how many. What came of it stands with the premises."""
    return PremisesRequest.objects.filter(decided_at__lte=at - KEPT_FOR).delete()[0]
