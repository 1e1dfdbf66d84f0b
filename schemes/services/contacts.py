"""The coordinator's log: visits, calls and letters, with what came of them from a list."""

from datetime import date

from accounts.models import User
from schemes.models import Contact, Premises


def log_contact(
    *, premises: Premises, kind: str, outcome: str, on: date, by: User | None, next_on: date | None = None
) -> Contact:
    """Sent twice, it is one contact."""
    return Contact.objects.get_or_create(
        premises=premises, kind=kind, outcome=outcome, happened_on=on, defaults={"made_by": by, "next_on": next_on}
    )[0]
