"""A board's lines as its page shows them: a drawing for each, and the table behind them."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.queries.trends import Line, Point, Trend, Trends
from reporting.sparklines import Sparkline, floor_of, sparkline


@dataclass(frozen=True)
class TrendRow:
    """A date with what each line says of it."""

    on: date
    is_restated: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TrendTable:
    """The figures behind a tile's lines, newest first, and where the denominators shifted."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Several:
    """The lines of a tile's groups, under the tile's own point."""

    title: str
    groups: tuple[Sparkline, ...]


@dataclass(frozen=True)
class TrendPage:
    """`of_tile` by the tile's id; `several` are the tiles with lines of their groups; `first` and `last` are the dates
    between which all of them lie, None without any.
    """

    of_tile: dict[int, Sparkline]
    several: tuple[Several, ...]
    tables: tuple[TrendTable, ...]
    first: date | None
    last: date | None


def trend_page(found: Trends) -> TrendPage:
    floors = {pk: floor_of(trend.lines) for pk, trend in found.tiles.items()}
    of_tile = {pk: sparkline(trend.line, lowest=floors[pk]) for pk, trend in found.tiles.items() if trend.line}
    several = tuple(
        Several(
            of_tile[pk].title if pk in of_tile else trend.name,
            tuple(sparkline(line, lowest=floors[pk]) for line in trend.groups),
        )
        for pk, trend in found.tiles.items()
        if trend.groups
    )
    days = [point.on for trend in found.tiles.values() for line in trend.lines for point in line.points]
    tables = tuple(_table(trend) for trend in found.tiles.values())
    return TrendPage(of_tile, several, tables, min(days, default=None), max(days, default=None))


def _table(trend: Trend) -> TrendTable:
    lines = trend.lines
    told = {(line.name, point.on): point for line in lines for point in line.points}
    longest = max(lines, key=lambda line: len(line.points))
    return TrendTable(
        name=trend.name,
        columns=(_("In scope, %(name)s") % {"name": longest.name}, *(line.name for line in lines)),
        rows=tuple(
            TrendRow(point.on, point.is_restated, (_size(point), *(_cell(told.get((n.name, point.on))) for n in lines)))
            for point in reversed(longest.points)
        ),
        notes=tuple(note for line in lines for note in jump_notes(line)),
    )


def _size(point: Point) -> str:
    return f"{point.in_scope:,}" if point.in_scope is not None else "–"


def _cell(point: Point | None) -> str:
    if point is None:
        return "–"
    return f"{point.share}%" if point.share is not None else (point.words or "–")


def jump_notes(line: Line) -> list[str]:
    """Denominator shifts in words (pack section 3.4)."""
    return [
        _("%(name)s: from %(before)s to %(after)s in scope by %(day)s. Part of the change is who is counted.")
        % {
            "name": line.name,
            "before": f"{jump.before:,}",
            "after": f"{jump.after:,}",
            "day": date_format(jump.on, "j F Y"),
        }
        for jump in line.jumps
    ]
