"""Following the journal, for rooms above: what other systems sent, and what takes statements back.

A follower keeps a place of its own. It asks `readable_through` before its transaction, as a forwarder does: a place
that stays behind writes in flight passes over nothing (lrs.journal).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from lrs import wire
from lrs.authorities import platform_id, platform_key
from lrs.journal import consistent_through, place_of
from lrs.models import Statement

PAGE = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement: its place in the journal, whose it is, what it takes back, and what it says, as it was received.

    `timestamp` is when it happened, as the statement says, or `stored` when it does not.
    """

    place: int
    uuid: UUID
    authority_id: int
    timestamp: datetime
    stored: datetime
    is_voided: bool
    voids: UUID | None
    statement: dict[str, Any]


def readable_through() -> int:
    """The last place that can be read with all before it. Ask outside a transaction: on PostgreSQL the question holds
    up writers to its end.
    """
    through = place_of(consistent_through())
    return Statement.objects.filter(id__lte=through).order_by("-id").values_list("id", flat=True).first() or 0


def sent_by_others(*, after: int, through: int, most: int = PAGE) -> list[Sent]:
    """The next statements after a place that the platform did not make, and all that void, whoever made them."""
    others = ~Q(authority__key=platform_key())
    rows = list(
        Statement.objects.filter(Q(is_voiding=True) | others, id__gt=after, id__lte=through).order_by("id")[:most]
    )
    idle = _voiding_nothing(rows)
    return [_sent(row, row.target if row.is_voiding and row.pk not in idle else None) for row in rows]


def said_in(uuids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these statements say, those that are still kept."""
    rows = Statement.objects.filter(uuid__in=list(uuids)).values_list("uuid", "text")
    return {uuid: wire.reread(text) for uuid, text in rows}


def _voiding_nothing(rows: Iterable[Statement]) -> set[int]:
    """The voiding statements that take nothing back, because what they name is another authority's.

    Whose it is may not be known yet; then nothing came of it either.
    """
    voiding = [row for row in rows if row.is_voiding]
    if not voiding:
        return set()
    aims = Statement.objects.filter(uuid__in=[row.target for row in voiding]).values_list("uuid", "authority_id")
    owners: dict[UUID | None, int] = dict(aims)
    ours = platform_id()
    return {row.pk for row in voiding if row.authority_id not in (owners.get(row.target, row.authority_id), ours)}


def _sent(row: Statement, voids: UUID | None) -> Sent:
    return Sent(
        place=row.pk,
        uuid=row.uuid,
        authority_id=row.authority_id,
        timestamp=row.timestamp,
        stored=row.stored,
        is_voided=row.is_voided,
        voids=voids,
        statement=wire.reread(row.text),
    )
