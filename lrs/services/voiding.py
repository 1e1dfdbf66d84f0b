"""Taking a statement back: never by editing, always by one more statement that voids it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from lrs.models import Withdrawal
from lrs.services.recording import platform_agent, record
from lrs.validation import VOIDED


def void(
    *, statement: UUID, at: datetime, actor: dict[str, Any] | None = None, authority: dict[str, Any] | None = None
) -> UUID:
    """Void the statement with this id, there or yet to come, and return the id of the voiding statement.

    `actor` is the Agent who takes it back, the platform by default. A voiding statement cannot itself be voided:
    voiding one is stored and changes nothing (xAPI 1.0.3 Data 2.3.2).
    """
    voiding = {
        "actor": actor or platform_agent(),
        "verb": {"id": VOIDED, "display": {"en-GB": "voided"}},
        "object": {"objectType": "StatementRef", "id": str(statement)},
    }
    return record(statements=[voiding], at=at, authority=authority)[0]


def withdraw(*, statement: UUID, reason: str, by: AbstractBaseUser | AnonymousUser, at: datetime) -> UUID:
    """Void a statement by hand and return the voiding one's id. Who did it, and why, stays outside the store."""
    with transaction.atomic():
        voiding = void(statement=statement, at=at)
        Withdrawal.objects.create(statement=voiding, reason=reason, by_id=by.pk, at=at)
    return voiding
