"""Handing a text to whatever carries texts here: `SMS_TRANSPORT` names it, as a setting names e-mail's carrier."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string


class NotDelivered(OSError):
    """The carrier is down or refused the message. What it says may hold an address, so only its kind is ever kept."""


def send_text(*, recipient: str, body: str) -> None:
    """Hand one text message over. `recipient` in international form: +447700900123.

    :raises NotDelivered: nothing was taken, or nobody knows whether it was.
    """
    transport: Callable[[str, str], None] = import_string(settings.SMS_TRANSPORT)
    transport(recipient, body)
