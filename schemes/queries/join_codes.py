"""Which premises a join code opens. It says nothing else of the premises to who holds it."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from partnership.models import open_on
from schemes.hotel_codes import tidy_join_code
from schemes.models import JoinCode, Premises

ROTATED_AFTER = timedelta(days=90)


def premises_for(code: str, on: date) -> Premises | None:
    """The open premises whose code this is on `on`, however it was typed; None for any other. Throttle who asks."""
    found = (
        JoinCode.objects.filter(open_on(on), code=tidy_join_code(code))
        .select_related("premises__organisation__area")
        .first()
    )
    if found is None or (found.premises.closed_on is not None and found.premises.closed_on <= on):
        return None
    return found.premises


def code_of(premises: Premises, on: date) -> JoinCode | None:
    """The code in force at a premises."""
    return JoinCode.objects.filter(open_on(on), premises=premises).order_by("-starts_on", "-pk").first()


def rotates_on(code: JoinCode) -> date:
    return code.starts_on + ROTATED_AFTER


def join_address(code: JoinCode) -> str:
    """The address in the poster's QR code. A room above knows the page."""
    return settings.PUBLIC_URL + reverse(settings.JOIN_URL_NAME, kwargs={"code": code.code})
