"""Small numbers are not shown to leaders, in any form (pack section 3.7). Pure; screen, file and command use it alike.

Fewer than 10 in scope: nothing but that. Under 50: only in scope and coverage. Elsewhere a count of 1 to 4, or one
whose complement is 1 to 4, becomes a range, and further cells are withheld until no sum along a row, and no total
less the
rows beside it, gives it away.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporting.counts import IN_SCOPE_FIELDS, Counts, total
from reporting.guard import SMALL, guarded, is_collapsed, is_small

FEWEST_IN_SCOPE = 10
WITHHELD = "not shown"


@dataclass(frozen=True)
class Shown:
    """A row as an audience may see it. Each value is a whole number or words that stand for one.

    `coverage` is a number of percent, words, or None where no one is in scope; `is_collapsed` rows have no breakdown.
    """

    in_scope: int | str
    coverage: float | str | None
    cells: Mapping[str, int | str] = field(default_factory=dict)
    on_track: float | str | None = None
    overdue_share: float | str | None = None
    overdue: int | str | None = None
    is_collapsed: bool = False


def unsuppressed(counts: Counts) -> Shown:
    """The operational view: every number as it is."""
    names = ("population", "exempt", "on_long_leave", "due_soon", *IN_SCOPE_FIELDS)
    return Shown(
        in_scope=counts.in_scope,
        coverage=counts.coverage,
        cells={name: getattr(counts, name) for name in names},
        on_track=counts.on_track,
        overdue_share=counts.overdue_share,
        overdue=counts.overdue,
    )


def suppressed(rows: Sequence[Counts]) -> tuple[list[Shown], Shown]:
    """The leaders' view of rows, and of the total that stands beside them. Percentages come out whole."""
    plan = guarded(rows)
    shown = [_shown(row, hidden) for row, hidden in zip(rows, plan.rows, strict=True)]
    total_shown = _shown(total(rows), plan.total, is_total=True)
    if plan.is_share_withheld and total_shown.coverage is not None:
        total_shown = replace(total_shown, coverage=WITHHELD)
    return shown, total_shown


def _shown(row: Counts, hidden: set[str], *, is_total: bool = False) -> Shown:
    if row.in_scope == 0:
        return Shown(in_scope=0, coverage=None, is_collapsed=True)
    if row.in_scope < FEWEST_IN_SCOPE:
        words = "fewer than 10 people"
        return Shown(in_scope=words, coverage=words, is_collapsed=True)
    coverage = _coverage(row, hidden, is_total=is_total)
    if is_collapsed(row):
        return Shown(in_scope=row.in_scope, coverage=coverage, is_collapsed=True)
    cells: dict[str, int | str] = {
        name: _cell(row, name, is_total=is_total) if name in hidden else getattr(row, name) for name in IN_SCOPE_FIELDS
    }
    cells["due_soon"] = _part(row.due_soon, row.current, "current" in hidden)
    in_full = {"current", "in_grace"}.isdisjoint(hidden)
    return Shown(
        in_scope=row.in_scope,
        coverage=coverage,
        cells=cells | _outside_scope(row),
        on_track=whole_percent(row.on_track) if in_full else WITHHELD,
        overdue_share=whole_percent(row.overdue_share) if in_full else WITHHELD,
        overdue=_overdue(row.overdue) if in_full else WITHHELD,
    )


def _coverage(row: Counts, hidden: set[str], *, is_total: bool) -> int | str | None:
    """In words where the count behind it is small; a total withheld only to guard a row keeps its percentage."""
    if is_small(row.current, row.in_scope):
        return _share_in_words(row.current, row.in_scope)
    if "current" in hidden and not is_total:
        return WITHHELD
    return whole_percent(row.coverage)


def whole_percent(share: float | None) -> int:
    """Half a percent goes up, as people round. Nobody in scope is no share at all, and is never asked for."""
    return math.floor((share or 0) + 0.5)


def _cell(row: Counts, name: str, *, is_total: bool) -> str:
    """The words for a hidden cell. In a total even "fewer than 5" would say too much about the rows."""
    return "fewer than 5" if getattr(row, name) in SMALL and not is_total else WITHHELD


def _part(value: int, whole: int, is_whole_hidden: bool) -> int | str:
    if is_whole_hidden:
        return WITHHELD
    if value in SMALL:
        return "fewer than 5"
    return WITHHELD if whole - value in SMALL else value


def _overdue(value: int) -> int | str:
    """What those in scope leave, less the two numbers shown beside it: it tells nothing that they do not."""
    return "fewer than 5" if value in SMALL else value


def _outside_scope(row: Counts) -> dict[str, int | str]:
    """Population, exempt and leave stand or fall together: any two of them and the number in scope give the third."""
    if row.exempt in SMALL or row.on_long_leave in SMALL:
        hide = {"exempt": row.exempt, "on_long_leave": row.on_long_leave}
        words = {name: "fewer than 5" if value in SMALL else WITHHELD for name, value in hide.items()}
        return {"population": WITHHELD, **words}
    return {"population": row.population, "exempt": row.exempt, "on_long_leave": row.on_long_leave}


def _share_in_words(part: int, whole: int) -> str:
    """A range made from the size of the group alone: it says no more than "nearly all" or "hardly any"."""
    if whole - part <= max(SMALL):
        return f"{_down_to_five((whole - max(SMALL)) * 100 / whole)}% or more"
    if part <= max(SMALL):
        return f"{100 - _down_to_five((whole - max(SMALL)) * 100 / whole)}% or less"
    return WITHHELD


def _down_to_five(share: float) -> int:
    return int(share // 5) * 5
