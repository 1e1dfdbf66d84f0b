"""Deleting what is kept here of statements that the record store no longer keeps."""

from collections.abc import Callable
from datetime import datetime

from common.dates import london_day
from learning.inbound.models import InboundStatement
from lrs.journal import moment_of
from lrs.queries import stored_among
from lrs.services.pruning import last_to_go

BATCH = 500


def forget_pruned(*, now: Callable[[], datetime]) -> int:
    """Delete the rows of pruned statements; returns how many.

    Those of a pass that stands stay with it: undoing a match or a mapping has to reach them.
    """
    edge = last_to_go(now())
    if not edge:
        return 0
    old = InboundStatement.objects.filter(happened_on__lte=london_day(moment_of(edge)), is_due=False)
    old = old.exclude(state=InboundStatement.State.PASSED).order_by("pk")
    total, after = 0, 0
    while page := list(old.filter(pk__gt=after).values_list("pk", "uuid")[:BATCH]):
        kept = stored_among([uuid for _, uuid in page])
        gone = [pk for pk, uuid in page if uuid not in kept]
        total += InboundStatement.objects.filter(pk__in=gone).delete()[0]
        after = page[-1][0]
    return total
