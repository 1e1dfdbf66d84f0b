"""The line of the last month ends, per tile and per group, as its audience may see it (ADR 0012).

Every date is guarded by itself, exactly as the board of that date is, so that a line says nothing that the dates it is
made of do not. A leader gets no line for a group that had fewer than 50 in scope on any of them: there, one person's
step from month to month can be seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.reach import Reach
from reporting.models import Group, Snapshot
from reporting.months import SHOWN
from reporting.queries.board import Coverage, TileFigures, View, groups_of, tiles_of
from reporting.queries.month_ends import counts_kept, in_force
from reporting.suppression import Shown, whole_percent

JUMP_PERCENT = 5


@dataclass(frozen=True)
class Point:
    """One date of a line. `share` is a whole percentage, None where that date shows words; `in_scope` None likewise."""

    on: date
    share: int | None
    words: str | None
    in_scope: int | None
    is_restated: bool = False


@dataclass(frozen=True)
class Jump:
    """The number in scope changed by more than 5 % from one date to the next: not only who is trained changed."""

    on: date
    before: int
    after: int


@dataclass(frozen=True)
class Line:
    """The dates of one tile or group, oldest first; the last is the day the board shows."""

    name: str
    target_percent: int
    points: tuple[Point, ...]

    @property
    def exact(self) -> list[Point]:
        return [point for point in self.points if point.share is not None]

    @property
    def jumps(self) -> list[Jump]:
        """Where the denominator shifts between two dates that both tell it."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [Jump(b.on, a.in_scope, b.in_scope) for a, b in pairs if a.in_scope and b.in_scope and _is_jump(a, b)]


@dataclass(frozen=True)
class Trend:
    """A tile's line, where its total may be told, with those of its groups that may have one."""

    name: str
    line: Line | None
    groups: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.line, *self.groups) if self.line else self.groups


@dataclass(frozen=True)
class Restatement:
    """A month end that was counted again."""

    on: date
    counted_on: date
    why: str


@dataclass(frozen=True)
class Trends:
    """All lines of a board, and which of their dates were restated."""

    tiles: dict[int, Trend]
    restated: tuple[Restatement, ...]


def trends(figures: Coverage, *, reach: Reach | None = None) -> Trends:
    """The last 13 month ends kept before the board's day, and that day. Three reads, whatever the number of groups;
    a reach of some contracts takes four more.
    """
    snapshots = in_force(figures.on, SHOWN)
    kept = counts_kept(snapshots, reach)
    groups = groups_of({row.group.pk for row in figures.rows}, on=figures.on, is_limited=True)
    dated = [(s.on, s.replaces is not None, tiles_of(kept.get(s.pk, {}), groups, figures.view)) for s in snapshots]
    dated.append((figures.on, False, figures.tiles))
    found = {tile.tile.pk: _trend(tile, dated, figures.view) for tile in figures.tiles}
    return Trends({pk: trend for pk, trend in found.items() if trend}, tuple(_restatements(snapshots)))


Dated = Sequence[tuple[date, bool, tuple[TileFigures, ...]]]


def _trend(tile: TileFigures, dated: Dated, view: View) -> Trend | None:
    of_tile = [(on, again, t) for on, again, tiles in dated for t in tiles if t.tile.pk == tile.tile.pk]
    line = _line(tile.tile.name, tile.tile.target_percent, [(on, again, t.shown) for on, again, t in of_tile], view)
    own = [_of_group(row.group, tile, of_tile, view) for row in tile.rows] if len(tile.rows) > 1 else []
    trend = Trend(tile.tile.name, line, tuple(found for found in own if found))
    return trend if trend.lines else None


def _of_group(
    group: Group, tile: TileFigures, of_tile: Sequence[tuple[date, bool, TileFigures]], view: View
) -> Line | None:
    dated = [(on, again, row.shown) for on, again, t in of_tile for row in t.rows if row.group.pk == group.pk]
    return _line(group.name, tile.tile.target_percent, dated, view)


def _line(name: str, target: int, dated: Sequence[tuple[date, bool, Shown]], view: View) -> Line | None:
    """A line of at least two dates that can be drawn; None where there is none, or none that may be shown."""
    counted = [(on, again, shown) for on, again, shown in dated if shown.in_scope != 0]
    if view is View.LEADERS and any(shown.is_collapsed for _, _, shown in counted):
        return None
    line = Line(name, target, tuple(_point(on, again, shown) for on, again, shown in counted))
    return line if len(line.exact) > 1 else None


def _point(on: date, is_restated: bool, shown: Shown) -> Point:
    value = shown.coverage
    in_scope = shown.in_scope if isinstance(shown.in_scope, int) else None
    if isinstance(value, str) or value is None:
        return Point(on, None, value, in_scope, is_restated)
    return Point(on, whole_percent(value), None, in_scope, is_restated)


def _is_jump(before: Point, after: Point) -> bool:
    assert before.in_scope is not None and after.in_scope is not None  # noqa: S101, PT018 - the caller looked
    return abs(after.in_scope - before.in_scope) * 100 > JUMP_PERCENT * before.in_scope


def _restatements(snapshots: Sequence[Snapshot]) -> Iterator[Restatement]:
    for snapshot in snapshots:
        if snapshot.replaces is not None:
            yield Restatement(snapshot.on, snapshot.counted_at.date(), snapshot.why)
