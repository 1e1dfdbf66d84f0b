"""Taking a statement back: never by editing, always by one more statement that voids it."""

from datetime import datetime
from typing import Any
from uuid import UUID

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
