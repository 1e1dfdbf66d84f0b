"""What was kept of month ends, and where the rows tell another story since."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet, Sum

from certification.models import Requirement
from partnership.models import open_on
from reporting.counts import FIELDS, Counts
from reporting.models import Cell, Snapshot
from reporting.queries.counting import Place, counts_by_place

STATUS_RULE = 1  # goes up when certification.rules.status changes what a status means


def in_force(before: date, number: int) -> list[Snapshot]:
    """The newest snapshots of days before `before`, oldest first; of a restated day the newest alone."""
    standing = Snapshot.objects.filter(replaced_by=None, on__lt=before).order_by("-on")
    return list(standing.select_related("replaces")[:number])[::-1]


def counts_kept(snapshots: Iterable[Snapshot], organisations: Collection[int] | None) -> dict[int, dict[int, Counts]]:
    """Counts by group id, by snapshot id. One read; `organisations` limits it as it does the live count."""
    cells: QuerySet[Cell] = Cell.objects.filter(snapshot__in=list(snapshots))
    if organisations is not None:
        cells = cells.filter(organisation__in=organisations)
    sums = {f"sum_of_{name}": Sum(name) for name in FIELDS}
    found: dict[int, dict[int, Counts]] = {}
    for snapshot, group, *numbers in cells.order_by().values_list("snapshot", "group").annotate(**sums):
        found.setdefault(snapshot, {})[group] = Counts(**dict(zip(FIELDS, numbers, strict=True)))
    return found


def counts_of(snapshot: Snapshot) -> dict[Place, Counts]:
    """A snapshot's cells as the live query gives them."""
    rows = Cell.objects.filter(snapshot=snapshot).values("group", "organisation", *FIELDS)
    return {(row["group"], row["organisation"]): Counts(**{name: row[name] for name in FIELDS}) for row in rows}


def moved_since(snapshot: Snapshot) -> dict[Place, tuple[Counts, Counts]]:
    """Where the rows now say something else of the snapshot's day than it does: (as kept, as counted now)."""
    kept, now = counts_of(snapshot), counts_by_place(snapshot.on)
    both = {place: (kept.get(place, Counts()), now.get(place, Counts())) for place in kept.keys() | now.keys()}
    return {place: pair for place, pair in both.items() if pair[0] != pair[1]}


def rule_in_force(on: date) -> str:
    """The rule and the requirements a day is counted by, in short: another text means other rules."""
    held = Requirement.objects.filter(open_on(on, start="effective_from", end="effective_to")).order_by("pk")
    rows = list(held.values_list())
    return f"rule {STATUS_RULE}, {len(rows)} requirements {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
