"""Join codes: given out, rotated every 90 days or when asked, revoked. At most one is in force at a premises."""

from datetime import date

from django.db import transaction

from schemes.hotel_codes import new_join_code
from schemes.models import JoinCode, Premises
from schemes.queries.join_codes import ROTATED_AFTER


def give_code(*, premises: Premises, on: date) -> JoinCode:
    """The code in force, made when there is none."""
    with transaction.atomic():
        _take_turns(premises)
        found = JoinCode.objects.filter(premises=premises, ends_on=None).first()
        return found or _new(premises, on)


def rotate_code(*, premises: Premises, on: date) -> JoinCode:
    """A new code; the one before opens no more. For when it has been passed on too far, or is old."""
    with transaction.atomic():
        revoke_code(premises=premises, on=on)
        return _new(premises, on)


def revoke_code(*, premises: Premises, on: date) -> None:
    """Nobody joins by the code from now on, until a new one is given."""
    with transaction.atomic():
        _take_turns(premises)
        for code in JoinCode.objects.filter(premises=premises, ends_on=None):
            code.ends_on = max(on, code.starts_on)
            code.save(update_fields=["ends_on"])


def rotate_old(*, on: date) -> int:
    """Rotate the codes that have been in force for 90 days; returns how many."""
    old = JoinCode.objects.filter(ends_on=None, starts_on__lte=on - ROTATED_AFTER).select_related("premises")
    return sum(rotate_code(premises=code.premises, on=on) is not None for code in old)


def _new(premises: Premises, on: date) -> JoinCode:
    return JoinCode.objects.create(premises=premises, code=new_join_code(), starts_on=on)


def _take_turns(premises: Premises) -> None:
    """Two who rotate at once take turns: there is one code."""
    Premises.objects.select_for_update().get(pk=premises.pk)
