"""Deleting statements that are past their time, and keeping only how many there were of each verb on each day.

Raw statements are kept for 24 months (pack §5.4, settings.LRS_KEEP_MONTHS); a legal hold (settings.LRS_LEGAL_HOLD)
stops all deletion. What another store has not taken yet stays until it has or is switched off. Each batch is one short
transaction of its own. State documents of a registration go once no statement of it is left.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min

from common.dates import add_months, london_day, london_moment
from lrs import wire
from lrs.identity import registration_key
from lrs.journal import moment_of, place_of
from lrs.models import NOTHING, Attachment, Document, Forward, PrunedDay, SetAside, Statement, Term

KEEP_MONTHS = 24
BATCH = 500
LONGEST_RUN = timedelta(minutes=10)  # the next run goes on


def prune(*, now: Callable[[], datetime]) -> int:
    """Delete what is older than may be kept; returns how many statements."""
    edge = last_to_go(now())
    until = now() + LONGEST_RUN
    total = 0
    while edge and now() < until:
        deleted = _prune_some(edge)
        total += deleted
        if deleted < BATCH:
            break
    if edge:
        _prune_states(moment_of(edge))
    return total


def last_to_go(at: datetime) -> int:
    """The place before which statements go; 0 when none may."""
    months = getattr(settings, "LRS_KEEP_MONTHS", KEEP_MONTHS)
    if getattr(settings, "LRS_LEGAL_HOLD", False) or not months:
        return 0
    edge = place_of(london_moment(add_months(london_day(at), -months), 0))
    waiting = Forward.objects.filter(is_on=True).aggregate(least=Min("cursor"))["least"]
    return edge if waiting is None else min(edge, waiting + 1)


@transaction.atomic
def _prune_some(edge: int) -> int:
    """The oldest BATCH. Those another store refused stay until they are sent again or the store is removed."""
    refused = SetAside.objects.filter(forward__is_on=True).values("statement")
    old = Statement.objects.filter(id__lt=edge).exclude(id__in=refused).order_by("id")[:BATCH]
    rows = list(old.only("id", "stored", "text"))
    if not rows:
        return 0
    _count(rows)
    places = [row.pk for row in rows]
    for model in (SetAside, Attachment, Term):
        model._base_manager.filter(statement__in=places).delete()
    Statement.objects.filter(id__in=places)._raw_delete(using="default")
    return len(places)


def _prune_states(edge: datetime) -> None:
    """Those not written since `edge`, a batch at a time."""
    states = Document.objects.filter(kind=Document.Kind.STATE, updated_at__lt=edge).exclude(registration=NOTHING)
    after = 0
    while page := list(states.filter(pk__gt=after).order_by("pk").values_list("pk", "registration")[:BATCH]):
        keys = {UUID(registration_key(str(registration))) for _, registration in page}
        kept = set(Term.objects.filter(key__in=keys).values_list("key", flat=True).distinct())
        gone = [pk for pk, registration in page if UUID(registration_key(str(registration))) not in kept]
        Document.objects.filter(pk__in=gone, updated_at__lt=edge).delete()
        after = page[-1][0]


def _count(rows: Sequence[Statement]) -> None:
    counts: Counter[tuple[date, str]] = Counter()
    for row in rows:
        counts[london_day(row.stored), wire.loads(row.text)["verb"]["id"]] += 1
    for (day, verb), count in counts.items():
        kept, is_new = PrunedDay.objects.get_or_create(day=day, verb=verb, defaults={"count": count})
        if not is_new:
            PrunedDay.objects.filter(pk=kept.pk).update(count=F("count") + count)
