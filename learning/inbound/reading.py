"""A statement of another system as a row, or set aside with the reason why it cannot be read: it holds up none."""

import logging
from datetime import date
from uuid import UUID

from django.db import InterfaceError, OperationalError

from common.dates import london_day
from learning.inbound.models import InboundStatement
from lrs.following import Sent
from lrs.identity import agent_key

logger = logging.getLogger(__name__)
OUTAGES = (OperationalError, InterfaceError)  # of the database, and no statement's doing


class Unreadable(ValueError):
    """Says in a sentence what is wrong with a statement."""


def row_of(sent: Sent) -> InboundStatement | None:
    """None for a statement that is not about an activity: another statement or a plan tells of nothing done."""
    try:
        return _read(sent)
    except OUTAGES:
        raise
    except Exception as error:
        fault = fault_of(sent.uuid, error)
        return InboundStatement(
            uuid=sent.uuid,
            authority_id=sent.authority_id,
            happened_on=london_day(sent.stored),
            is_failure=False,
            is_voided=sent.is_voided,
            fault=fault,
        )


def fault_of(uuid: UUID, error: Exception) -> str:
    """The reason people read. The log gets the kind of error only: its words may hold what the statement says."""
    logger.warning("Statement %s is set aside: %s.", uuid, type(error).__name__)
    return str(error) if isinstance(error, Unreadable) else f"It could not be read ({type(error).__name__})."


def _read(sent: Sent) -> InboundStatement | None:
    said = sent.statement
    if said["object"].get("objectType", "Activity") != "Activity":
        return None
    is_one = said["actor"].get("objectType", "Agent") == "Agent"
    key = agent_key(said["actor"]) if is_one else None
    result = said.get("result", {})
    return InboundStatement(
        uuid=sent.uuid,
        authority_id=sent.authority_id,
        activity_id=said["object"]["id"],
        verb=said["verb"]["id"],
        account_key=UUID(key) if key else None,
        is_failure=result.get("success") is False or result.get("completion") is False,
        happened_on=_day(sent),
        is_voided=sent.is_voided,
    )


def _day(sent: Sent) -> date:
    """Of its timestamp, at the latest that of storing."""
    try:
        return min(london_day(sent.timestamp), london_day(sent.stored))
    except OverflowError as error:
        raise Unreadable(f"Its timestamp, {sent.timestamp.isoformat()}, is no day in London.") from error
