"""What one statement does to another: voiding it, and being found wherever the one it refers to is found.

A reference may come before the statement it points to, so every new statement is settled in both directions.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from lrs.bulk import insert_terms
from lrs.models import Statement, Term

CHUNK = 500


def settle(*, rows: Sequence[Statement]) -> None:
    """Mark what is voided and hand terms on, for statements just written in this transaction."""
    referrers = [row for row in rows if row.target] + _waiting_for(rows)
    if not referrers:
        return
    voided = {row.target for row in referrers if row.is_voiding and row.target}
    for some in _chunks(sorted(voided)):
        Statement.objects.filter(uuid__in=some, is_voiding=False).update(is_voided=True)
    _hand_on(referrers)


def _waiting_for(rows: Sequence[Statement]) -> list[Statement]:
    """The statements that refer to these and were there before them."""
    new = {row.pk for row in rows}
    found = [row for some in _chunks([row.uuid for row in rows]) for row in _referring_to(some)]
    return [row for row in found if row.pk not in new]


def _referring_to(uuids: Collection[UUID]) -> list[Statement]:
    return list(Statement.objects.filter(target__in=uuids).defer("text"))


def _hand_on(referrers: Sequence[Statement]) -> None:
    """Give each referrer the terms of its target, and then those who refer to the referrer, until nothing new is
    given.

    Chains are followed and rings end by themselves, since a statement that gains nothing hands nothing on
    (xAPI 1.0.3 Communication 2.1.3, "Filter Conditions for StatementRefs").
    """
    waiting = list(referrers)
    while waiting:
        targets = _places_of({row.target for row in waiting if row.target})
        richer = [row for row in waiting if row.target in targets and _inherit(row.pk, targets[row.target])]
        waiting = [row for some in _chunks([row.uuid for row in richer]) for row in _referring_to(some)]


def _places_of(uuids: Collection[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for some in _chunks(list(uuids)):
        found.update(Statement.objects.filter(uuid__in=some).values_list("uuid", "id"))
    return found


def _inherit(statement_id: int, target_id: int) -> bool:
    """Copy the terms that `statement_id` lacks; True when there were any."""
    own = dict(Term.objects.filter(statement=statement_id).values_list("key", "is_direct"))
    theirs = dict(Term.objects.filter(statement=target_id).values_list("key", "is_direct"))
    lacking = {key: is_direct for key, is_direct in theirs.items() if key not in own}
    raised = [key for key, is_direct in theirs.items() if is_direct and own.get(key) is False]
    insert_terms((key.hex, statement_id, is_direct) for key, is_direct in lacking.items())
    if raised:
        Term.objects.filter(statement=statement_id, key__in=raised).update(is_direct=True)
    return bool(lacking or raised)


def _chunks(items: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
