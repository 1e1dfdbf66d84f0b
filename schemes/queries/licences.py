"""An authority's drivers with the standing of their licence beside that of their training (pack sections 3.11 and 6.2).

Read through obligations: a driver whose licence is suspended is out of scope on those days, and in none of these lists.
"""

import enum
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status

GATE_DAYS = 90
NEVER_TRAINED = (Status.OVERDUE_FAILED, Status.OVERDUE_STARTED, Status.NEVER_STARTED)


class Shelf(enum.StrEnum):
    """A licensing officer's lists, the most pressing first. One driver may be in several."""

    GATE = "gate"  # the licence ends within 90 days and the driver is not current
    RUNS_SHORT = "short"  # current now, and no longer so on the day the licence ends, within 90 days
    UNTRAINED = "untrained"  # licensed and never trained: granted without training
    EXPIRED = "expired"
    DUE_SOON = "due-soon"
    CURRENT = "current"
    ALL = "all"


def drivers(authorities: Collection[int], on: date) -> QuerySet[Any]:
    """Obligations of the drivers whose licence these authorities issued, with their status on `on`."""
    held = population(on).filter(assignment__licence__authority__in=authorities)
    return with_status(held, on).select_related(
        "assignment__person", "assignment__role", "assignment__organisation", "assignment__licence"
    )


def on_shelf(shelf: Shelf, on: date) -> Q:
    """What puts a driver on a list. Days are counted here; the database compares."""
    renews = Q(assignment__licence__expires_on__gte=on) & Q(
        assignment__licence__expires_on__lte=on + timedelta(days=GATE_DAYS)
    )
    overdue = Q(status__in=[s.value for s in OVERDUE])
    current = Q(status=Status.CURRENT.value)
    return {
        Shelf.GATE: renews & (overdue | Q(status=Status.IN_GRACE.value)),
        Shelf.RUNS_SHORT: renews & current & Q(expires_on__lt=F("assignment__licence__expires_on")),
        Shelf.UNTRAINED: Q(status__in=[s.value for s in NEVER_TRAINED]),
        Shelf.EXPIRED: Q(status=Status.EXPIRED.value),
        Shelf.DUE_SOON: Q(is_due_soon=True),
        Shelf.CURRENT: current,
        Shelf.ALL: Q(),
    }[shelf]


def shelf_counts(rows: QuerySet[Any], on: date) -> dict[Shelf, int]:
    """How many drivers are on each list; one read."""
    counted = rows.order_by().aggregate(
        **{
            shelf.name: Count("pk", filter=on_shelf(shelf, on)) if shelf is not Shelf.ALL else Count("pk")
            for shelf in Shelf
        }
    )
    return {shelf: counted[shelf.name] for shelf in Shelf}


def by_urgency(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Those at the gate first, then the overdue, then the rest; within each by the day the licence ends."""
    urgency = Case(
        When(on_shelf(Shelf.GATE, on), then=Value(0)),
        When(Q(status__in=[s.value for s in OVERDUE]), then=Value(1)),
        When(on_shelf(Shelf.RUNS_SHORT, on), then=Value(2)),
        When(on_shelf(Shelf.DUE_SOON, on), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    ordered: QuerySet[Any] = rows.annotate(urgency=urgency).order_by(
        "urgency", "assignment__licence__expires_on", "assignment__person__sort_name", "pk"
    )
    return ordered
