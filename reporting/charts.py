"""The coverage chart: horizontal bars with the target as a line, drawn as SVG by a template, with its table beside
it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.queries import Band, Coverage, Row
from reporting.tables import worst_first
from reporting.words import gap_words, share_words

LABEL_WIDTH, BAR_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 290, 440, 34, 20


@dataclass(frozen=True)
class Bar:
    """One bar: positions in the drawing's units; `is_exact` is false for ranges, drawn as a dotted outline."""

    label: str
    value: str
    top: int
    length: float
    target_at: float
    band: Band
    is_exact: bool

    @property
    def middle(self) -> float:
        return self.top + BAR_HEIGHT / 2

    @property
    def narrow_top(self) -> int:
        """Where the row stands on a phone, its label above its bar: half as high again."""
        return self.top * 3 // 2

    @property
    def text_at(self) -> float:
        return max(self.length, self.target_at) + 8


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` by `height` units whose point is said in its title."""

    title: str
    bars: tuple[Bar, ...]
    width: int
    height: int

    @property
    def narrow_height(self) -> int:
        return self.height * 3 // 2


def coverage_chart(figures: Coverage) -> Chart:
    """Bars for every group, furthest below its target first."""
    rows = worst_first(figures)
    bars = tuple(_bar(row, index) for index, row in enumerate(rows))
    return Chart(_title(rows), bars, LABEL_WIDTH + BAR_WIDTH + 130, len(bars) * ROW_HEIGHT + 6)


def _is_exact(row: Row) -> bool:
    return isinstance(row.shown.coverage, int | float)


def _share(row: Row) -> float:
    """The percentage to draw; for a range, the figure in its words."""
    shown = row.shown.coverage
    if isinstance(shown, int | float):
        return float(shown)
    digits = "".join(ch for ch in (shown or "").split("%")[0] if ch.isdigit()) if shown and "%" in shown else ""
    return float(digits) if digits else 0.0


def _bar(row: Row, index: int) -> Bar:
    return Bar(
        label=row.group.name,
        value=share_words(row.shown.coverage, row.band, row.group.tile.target_percent),
        top=index * ROW_HEIGHT + 6,
        length=round(BAR_WIDTH * _share(row) / 100, 1),
        target_at=round(BAR_WIDTH * row.group.tile.target_percent / 100, 1),
        band=row.band,
        is_exact=_is_exact(row),
    )


def _title(rows: list[Row]) -> str:
    furthest = next((row for row in rows if row.gap is not None and row.gap > 0), None)
    if furthest is None or furthest.gap is None:
        return _("Every group whose figure can be shown has reached its target")
    words = {"name": furthest.group.name, "gap": gap_words(furthest.gap, furthest.band)}
    return _("%(name)s: furthest from target, %(gap)s") % words
