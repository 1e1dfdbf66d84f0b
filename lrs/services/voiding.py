"""Taking a statement back: never by editing, always by one more statement that voids it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from lrs.authorities import platform_agent, platform_key
from lrs.models import Authority, Statement, Withdrawal
from lrs.refusals import Refusal
from lrs.services.recording import Draft, is_voiding, record
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


def refuse_to_void_others(*, drafts: Sequence[Draft], authority: Authority, is_batch: bool) -> None:
    """Raise Refusal when a valid statement voids a stored one of another authority (Data 2.3.2: 403).

    One that is not stored yet is looked at when it comes (references.settle).
    """
    aims = {UUID(one.statement["object"]["id"]): place for place, one in enumerate(drafts) if is_voiding(one.statement)}
    if not aims or authority.key == platform_key():
        return
    others = Statement.objects.filter(uuid__in=list(aims)).exclude(authority=authority).values_list("uuid", flat=True)
    for uuid in others:
        at = f"[{aims[uuid]}].object.id" if is_batch else "object.id"
        message = f"The statement {uuid} is another authority's: only who sent it may void it."
        raise Refusal(403, message, at=at, topic="voiding")


def withdraw(*, statement: UUID, reason: str, by: AbstractBaseUser | AnonymousUser, at: datetime) -> UUID:
    """Void a statement by hand and return the voiding one's id. Who did it, and why, stays outside the store."""
    with transaction.atomic():
        voiding = void(statement=statement, at=at)
        Withdrawal.objects.create(statement=voiding, reason=reason, by_id=by.pk, at=at)
    return voiding
