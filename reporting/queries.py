"""Coverage on a date, by group and tile, counted from rows by one statement and shaped for an audience."""

import enum
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from certification.queries.status import population, with_status
from certification.rules.status import Status
from partnership.models import Organisation
from partnership.queries import organisations_below
from reporting.counts import STATUS_FIELDS, Counts, total
from reporting.models import Group, Tile
from reporting.suppression import Shown, suppressed, unsuppressed


class View(enum.StrEnum):
    """Who is looking: one's own agency (whole numbers), or leaders across the partnership (suppressed)."""

    OPERATIONAL = "operational"
    LEADERS = "leaders"


class Band(enum.Enum):
    """Against the target, on the unrounded figure; each has a word, as colour is never the only signal (pack 3.6)."""

    MET = "On target"
    NEAR = "Within 10 points"
    BELOW = "10+ points below"
    RANGE = "A range only"
    NOBODY = "No one in scope"


def band_of(share: float | None, target_percent: int, shown: Shown) -> Band:
    """The band of a coverage in percent. A figure shown as a range has no band: it would narrow the range."""
    if share is None:
        return Band.NOBODY
    if isinstance(shown.coverage, str):
        return Band.RANGE
    if share >= target_percent:
        return Band.MET
    return Band.NEAR if share >= target_percent - 10 else Band.BELOW


@dataclass(frozen=True)
class Row:
    """One group's figures as the audience may see them: the counts behind them do not leave this layer."""

    group: Group
    shown: Shown
    band: Band


@dataclass(frozen=True)
class TileFigures:
    """A role group: its total and its rows."""

    tile: Tile
    shown: Shown
    band: Band
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole picture on a date. `people_trained` counts distinct people; every other figure counts assignments."""

    on: date
    view: View
    tiles: tuple[TileFigures, ...]
    people_trained: int

    @property
    def rows(self) -> list[Row]:
        return sorted((row for t in self.tiles for row in t.rows), key=lambda row: row.group.position)


def coverage(on: date, *, view: View, organisations: Collection[int] | None = None) -> Coverage:
    """Figures on `on`. `organisations` limits what is counted (a lead's own agency); None counts all."""
    counts = counts_by_group(on, organisations)
    groups = list(Group.objects.select_related("tile"))
    tiles = [
        _tile(
            tile,
            [g for g in groups if g.tile_id == tile.pk and (organisations is None or g.pk in counts)],
            counts,
            view,
        )
        for tile in Tile.objects.all()
    ]
    return Coverage(on, view, tuple(t for t in tiles if t.rows), people_trained(on, organisations))


def _tile(tile: Tile, groups: Sequence[Group], counts: dict[int, Counts], view: View) -> TileFigures:
    figures = [counts.get(group.pk, Counts()) for group in groups]
    if view is View.OPERATIONAL:
        shown, summed = [unsuppressed(f) for f in figures], unsuppressed(total(figures))
    else:
        shown, summed = suppressed(figures)
    rows = tuple(
        Row(group, each, band_of(counted.coverage, tile.target_percent, each))
        for group, counted, each in zip(groups, figures, shown, strict=True)
    )
    return TileFigures(tile, summed, band_of(total(figures).coverage, tile.target_percent, summed), rows)


def counts_by_group(on: date, organisations: Collection[int] | None = None) -> dict[int, Counts]:
    """Counts by group id. One statement counts by role group, organisation and status; the fold into groups is here."""
    obligations = population(on)
    if organisations is not None:
        obligations = obligations.filter(assignment__organisation__in=organisations)
    counted = (
        with_status(obligations, on)
        .values("assignment__role__group", "assignment__organisation", "status", "is_due_soon")
        .annotate(n=Count("pk"))
        .order_by()
    )
    index = _group_index()
    tallies: dict[int, Counter[str]] = {}
    for row in counted:
        group = index.get((row["assignment__role__group"], row["assignment__organisation"]))
        if group is not None:
            tally = tallies.setdefault(group, Counter())
            tally[row["status"]] += row["n"]
            tally["due_soon"] += row["n"] if row["is_due_soon"] else 0
    return {
        group: Counts(due_soon=tally["due_soon"], **{name: tally[name] for name in STATUS_FIELDS})
        for group, tally in tallies.items()
    }


def _group_index() -> dict[tuple[int, int], int]:
    """Which group a (role group, organisation) pair is counted in; the first in order of position wins."""
    everywhere = set(Organisation.objects.values_list("pk", flat=True))
    index: dict[tuple[int, int], int] = {}
    for group in Group.objects.prefetch_related("role_groups"):
        places = organisations_below([group.organisation_id]) if group.organisation_id else everywhere
        for role_group in group.role_groups.all():
            for place in places:
                index.setdefault((role_group.pk, place), group.pk)
    return index


def people_trained(on: date, organisations: Collection[int] | None = None) -> int:
    """Distinct people with a current certificate: never the sum of the rows (pack section 3.3)."""
    obligations = population(on)
    if organisations is not None:
        obligations = obligations.filter(assignment__organisation__in=organisations)
    current = with_status(obligations, on).filter(status=Status.CURRENT.value)
    return current.order_by().values("assignment__person").distinct().count()
