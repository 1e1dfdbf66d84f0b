"""Coverage as flat rows, for CSV and JSON: the same values the screen shows, from the same query layer."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.counts import IN_SCOPE_FIELDS
from reporting.queries import Coverage, Row

COLUMNS = (
    "group", "population", "exempt", "on_long_leave", "in_scope", "current", "due_soon", *IN_SCOPE_FIELDS[1:],
    "coverage_pct", "on_track_pct", "overdue_pct",
)  # fmt: skip


def flat_rows(figures: Coverage) -> list[dict[str, object]]:
    """One dict per group with the pack's names; shares in percent to one decimal place; None where nothing is said."""
    return [_flat(row) for row in figures.rows]


def _flat(row: Row) -> dict[str, object]:
    shown = row.shown
    return {
        "group": row.group.name,
        "in_scope": shown.in_scope,
        **{name: shown.cells.get(name) for name in COLUMNS if name not in ("group", "in_scope") and "_pct" not in name},
        "coverage_pct": _rounded(shown.coverage),
        "on_track_pct": _rounded(shown.on_track),
        "overdue_pct": _rounded(shown.overdue_share),
    }


def _rounded(share: float | str | None) -> float | str | None:
    return round(share, 1) if isinstance(share, float) else share


SCREEN_COLUMNS = (
    ("coverage", _("Coverage")),
    ("on_track", _("On track")),
    ("overdue_share", _("Overdue")),
    ("population", _("Population")),
    ("exempt", _("Exempt")),
    ("on_long_leave", _("On long leave")),
    ("in_scope", _("In scope")),
    ("current", _("Current")),
    ("due_soon", _("of these, due soon")),
    ("in_grace", _("In grace")),
    ("expired", _("Expired")),
    ("overdue_failed", _("Not passed yet")),
    ("overdue_started", _("Started")),
    ("never_started", _("Never started")),
)


@dataclass(frozen=True)
class ScreenRow:
    """A row of the table on the page: its name, and its cells in the order of SCREEN_COLUMNS."""

    group: str
    cells: tuple[int | str, ...]


def table_rows(figures: Coverage) -> list[ScreenRow]:
    """Every group's row as the page shows it; what a collapsed row leaves out is a dash."""
    return [
        ScreenRow(row.group.name, tuple(_on_screen(row, name) for name, _label in SCREEN_COLUMNS))
        for row in figures.rows
    ]


def _on_screen(row: Row, name: str) -> int | str:
    shares = {"coverage": row.shown.coverage, "on_track": row.shown.on_track, "overdue_share": row.shown.overdue_share}
    if name in shares:
        value = shares[name]
        if value is None:
            return "–" if row.shown.in_scope else gettext("No one in scope")
        return value if isinstance(value, str) else f"{int(value + 0.5)}%"
    return row.shown.in_scope if name == "in_scope" else row.shown.cells.get(name, "–")
