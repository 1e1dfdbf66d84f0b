"""Coverage on a date, by group and tile, counted from rows by one statement and shaped for an audience."""

import enum
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.reach import Reach
from reporting.counts import Counts, total
from reporting.models import Group, Tile
from reporting.queries.counting import People, counts_by_group, people_counted
from reporting.suppression import Shown, suppressed, unsuppressed


class View(enum.StrEnum):
    """Who is looking: one's own agency (whole numbers), or leaders across the partnership (suppressed)."""

    OPERATIONAL = "operational"
    LEADERS = "leaders"


class Band(enum.Enum):
    """Against the target, on the unrounded figure; each has a word, as colour is never the only signal (pack 3.6)."""

    MET = "On target"
    PARTLY = "Met where counted"
    NEAR = "Up to 10 points below"
    BELOW = "Over 10 points below"
    RANGE = "A range only"
    NOBODY = "No one in scope"


def band_of(share: float | None, target_percent: int, shown: float | str | None) -> Band:
    """The band of a coverage in percent, beside how it is shown. A range has no band: it would narrow the range."""
    if share is None:
        return Band.NOBODY
    if isinstance(shown, str):
        return Band.RANGE
    if share >= target_percent:
        return Band.MET
    return Band.NEAR if share >= target_percent - NEAR_POINTS else Band.BELOW


NEAR_POINTS = 10
ONLY_ROUNDED = 0.5  # points: the most by which a share that rounds up to its target can be below it


def gap_of(shown: float | str | None, target_percent: int, band: Band) -> float | None:
    """Points below the target, above it as a negative number; None where no exact coverage may be shown.

    A share that only rounds up to its target is still below it: whether it is met is the band's word, which is of the
    exact counts.
    """
    if not isinstance(shown, int | float):
        return None
    below = target_percent - shown
    return below if below or band not in (Band.NEAR, Band.BELOW) else ONLY_ROUNDED


@dataclass(frozen=True)
class Row:
    """One group's figures as the audience may see them: the counts behind them do not leave this layer."""

    group: Group
    shown: Shown
    band: Band

    @property
    def gap(self) -> float | None:
        """Points below the target, as `gap_of` tells them."""
        return gap_of(self.shown.coverage, self.group.tile.target_percent, self.band)


@dataclass(frozen=True)
class TileFigures:
    """A role group: its total and its rows."""

    tile: Tile
    shown: Shown
    band: Band
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Coverage:
    """The whole picture on a date. `people` counts distinct people; every other figure counts assignments."""

    on: date
    view: View
    tiles: tuple[TileFigures, ...]
    people: People

    @property
    def rows(self) -> list[Row]:
        return sorted((row for t in self.tiles for row in t.rows), key=lambda row: row.group.position)


def coverage(on: date, *, view: View, reach: Reach | None = None) -> Coverage:
    """Figures on `on`. `reach` limits what is counted (the posts a lead looks after); None counts all."""
    counts = counts_by_group(on, reach)
    groups = groups_of(counts, on=on, is_limited=reach is not None)
    return Coverage(on, view, tiles_of(counts, groups, view), people_counted(on, reach))


def groups_of(counted: Container[int], *, on: date, is_limited: bool) -> list[Group]:
    """The board's groups: those of organisations that were there, and any that counts somebody. A lead's board has
    only those that count somebody of theirs, by their ids.
    """
    groups = Group.objects.select_related("tile", "organisation").order_by("tile__position", "position")
    return [group for group in groups if group.pk in counted or not (is_limited or _is_gone(group, on))]


def _is_gone(group: Group, on: date) -> bool:
    """Whether the group is of an organisation that was not there yet, or no longer, on a day."""
    place = group.organisation
    return place is not None and (place.valid_from > on or (place.valid_to is not None and place.valid_to <= on))


def tiles_of(counts: Mapping[int, Counts], groups: Sequence[Group], view: View) -> tuple[TileFigures, ...]:
    """Counts as an audience may see them, tile by tile in the order of the groups."""
    by_tile: dict[Tile, list[Group]] = {}
    for group in groups:
        by_tile.setdefault(group.tile, []).append(group)
    return tuple(_tile(tile, held, counts, view) for tile, held in by_tile.items())


def _tile(tile: Tile, groups: Sequence[Group], counts: Mapping[int, Counts], view: View) -> TileFigures:
    figures = [counts.get(group.pk, Counts()) for group in groups]
    if view is View.OPERATIONAL:
        shown, summed = [unsuppressed(f) for f in figures], unsuppressed(total(figures))
    else:
        shown, summed = suppressed(figures)
    rows = tuple(
        Row(group, each, band_of(counted.coverage, tile.target_percent, each.coverage))
        for group, counted, each in zip(groups, figures, shown, strict=True)
    )
    return TileFigures(tile, summed, band_of(total(figures).coverage, tile.target_percent, summed.coverage), rows)
