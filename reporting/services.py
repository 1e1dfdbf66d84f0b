"""Keeping the figures of month ends: each counted once, never changed, restated only with a reason."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction

from certification.queries.status import population
from reporting.models import Cell, Snapshot
from reporting.months import SHOWN, ends_before
from reporting.queries.counting import counts_by_place
from reporting.queries.month_ends import rule_in_force


def freeze(*, on: date, at: datetime) -> Snapshot | None:
    """Keep the counts of `on` as the rows tell them now; None when that day was kept already, or counts nobody."""
    if Snapshot.objects.filter(on=on).exists() or not population(on).exists():
        return None
    try:
        return _count(on=on, at=at)
    except IntegrityError:  # another worker was quicker
        return None


def freeze_due(*, on: date, at: datetime) -> list[Snapshot]:
    """Keep the month ends that are over and were not kept since the newest that was; the last one where none was.

    What lies further back is counted only when somebody asks (`fill`): rows that are still being brought in would be
    frozen half-told.
    """
    newest = Snapshot.objects.order_by("-on").values_list("on", flat=True).first()
    due = [end for end in ends_before(on) if newest is None or end > newest]
    return _freeze_all(due[-1:] if newest is None else due, at)


def fill(*, on: date, at: datetime, number: int = SHOWN) -> list[Snapshot]:
    """Keep each of the last month ends that was not kept yet: the first fill, once history has been brought in."""
    return _freeze_all(ends_before(on, number), at)


def _freeze_all(days: list[date], at: datetime) -> list[Snapshot]:
    return [snapshot for day in days if (snapshot := freeze(on=day, at=at))]


def restate(*, on: date, at: datetime, why: str) -> Snapshot:
    """Count a kept day again, beside what was kept of it. Raises Snapshot.DoesNotExist, or ValueError without a why."""
    if not why.strip():
        raise ValueError("A restated figure says why.")
    with transaction.atomic():
        standing = Snapshot.objects.select_for_update(of=("self",)).get(on=on, replaced_by=None)
        return _count(on=on, at=at, replaces=standing, why=why.strip())


def _count(*, on: date, at: datetime, replaces: Snapshot | None = None, why: str = "") -> Snapshot:
    with transaction.atomic():
        snapshot = Snapshot.objects.create(on=on, counted_at=at, rule=rule_in_force(on), replaces=replaces, why=why)
        Cell.objects.bulk_create(
            Cell(snapshot=snapshot, group_id=group, organisation_id=organisation, **asdict(counts))
            for (group, organisation), counts in counts_by_place(on).items()
        )
    return snapshot


def forget_all() -> None:
    """Forget every month end that was kept: for a demo laid out anew, where those it counted are gone."""
    while Snapshot.objects.filter(replaced_by=None).delete()[0]:
        pass
