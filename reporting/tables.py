"""Coverage as rows: for JSON and a terminal in the pack's names, and for the page in its two tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reporting.counts import IN_SCOPE_FIELDS
from reporting.queries import Coverage, Row
from reporting.words import gap_words, share_words

COLUMNS = (
    "group", "population", "exempt", "on_long_leave", "in_scope", "current", "due_soon", *IN_SCOPE_FIELDS[1:],
    "coverage_pct", "on_track_pct", "overdue_pct",
)  # fmt: skip


def flat_rows(figures: Coverage) -> list[dict[str, object]]:
    """One dict per group with the pack's names; shares in percent to one decimal place; None where nothing is said."""
    return [flat_row(row) for row in figures.rows]


def flat_row(row: Row) -> dict[str, object]:
    shown = row.shown
    return {
        "group": row.group.name,
        "in_scope": shown.in_scope,
        **{name: shown.cells.get(name) for name in COLUMNS if name not in ("group", "in_scope") and "_pct" not in name},
        "coverage_pct": rounded(shown.coverage),
        "on_track_pct": rounded(shown.on_track),
        "overdue_pct": rounded(shown.overdue_share),
    }


def rounded(share: float | str | None) -> float | str | None:
    return round(share, 1) if isinstance(share, float) else share


COVERAGE_COLUMNS = (
    ("coverage", _("Coverage")),
    ("target", _("Target")),
    ("gap", _("Against target")),
    ("on_track", _("On track")),
    ("overdue_share", _("Overdue")),
    ("in_scope", _("In scope")),
    ("current", _("Current")),
)
STATUS_COLUMNS = (
    ("population", _("Population")),
    ("exempt", _("Exempt")),
    ("on_long_leave", _("On long leave")),
    ("due_soon", _("Current, due soon")),
    ("in_grace", _("In grace")),
    ("expired", _("Expired")),
    ("overdue_failed", _("Not passed yet")),
    ("overdue_started", _("Started")),
    ("never_started", _("Never started")),
)
Columns = Sequence[tuple[str, object]]


@dataclass(frozen=True)
class ScreenRow:
    """A row of a table on the page: its group by id and name, and its cells in the order of the table's columns."""

    group_id: int
    group: str
    cells: tuple[int | str, ...]


def table_rows(figures: Coverage, columns: Columns) -> list[ScreenRow]:
    """Every group's row as the page shows it, furthest below its target first; what a collapsed row leaves out is a
    dash.
    """
    return [
        ScreenRow(row.group.pk, row.group.name, tuple(_on_screen(row, name) for name, _label in columns))
        for row in worst_first(figures)
    ]


def worst_first(figures: Coverage) -> list[Row]:
    """The widest gap to the target first, those whose gap may not be shown last."""
    return sorted(figures.rows, key=lambda row: (row.gap is None, -(row.gap or 0)))


def _on_screen(row: Row, name: str) -> int | str:
    target = row.group.tile.target_percent
    if name == "gap":
        return gap_words(row.gap, row.band)
    if name == "target":
        return f"{target}%"
    if name == "coverage":
        return share_words(row.shown.coverage, row.band, target)
    if name == "on_track":
        return _percent(row.shown.on_track)
    if name == "overdue_share":
        return _overdue(row)
    return row.shown.in_scope if name == "in_scope" else row.shown.cells.get(name, "–")


def _percent(share: float | str | None) -> str:
    return "–" if share is None else share if isinstance(share, str) else f"{int(share + 0.5)}%"


def _overdue(row: Row) -> str:
    """How many, and what share of those in scope."""
    number, share = row.shown.overdue, row.shown.overdue_share
    if number is None or isinstance(share, str):
        return _percent(share)
    return f"{number:,} ({_percent(share)})" if isinstance(number, int) else f"{number} ({_percent(share)})"
