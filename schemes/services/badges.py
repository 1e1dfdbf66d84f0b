"""The window badge: given to an active premises, valid while it is active."""

from datetime import date

from certification.codes import new_code
from schemes.models import Badge, Premises


def give_badge(*, premises: Premises, on: date) -> Badge:
    """The premises' badge, made when there is none. Its code stays; whether it is valid is read each time."""
    return Badge.objects.get_or_create(premises=premises, defaults={"code": new_code(), "issued_on": on})[0]
