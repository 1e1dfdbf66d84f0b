"""Small numbers are not shown to leaders, in any form (pack section 3.7). Pure, and used by screen, file and command alike.

Fewer than 10 in scope: nothing but that. Under 50: only in scope and coverage. Elsewhere a count of 1 to 4, or one whose
complement is 1 to 4, becomes a range, and further cells are withheld until no sum along a row, and no total less the
rows beside it, gives it away.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporting.counts import IN_SCOPE_FIELDS, Counts, total

FEWEST_IN_SCOPE = 10
COLLAPSED_BELOW = 50
EXTREMES_HIDDEN_BELOW = 20
SMALL = range(1, 5)
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
    )


def suppressed(rows: Sequence[Counts]) -> tuple[list[Shown], Shown]:
    """The leaders' view of rows, and of the total that stands beside them. Percentages come out whole."""
    secrets = [_secrets(row) for row in rows]
    hidden = [_hidden(row, line) for row, line in zip(rows, secrets, strict=True)]
    summed = total(rows)
    shown = [_shown(row, names) for row, names in zip(rows, hidden, strict=True)]
    in_total = _hidden(summed, _secrets(summed)) | _telling_columns(secrets, hidden)
    _hide_two_or_none(summed, in_total)
    total_shown = _shown(summed, in_total, is_total=True)
    if _share_tells(summed, [line["current"] for line in secrets], [("current" in names) for names in hidden]):
        total_shown = replace(total_shown, coverage=WITHHELD)
    return shown, total_shown


@dataclass(frozen=True)
class _Secret:
    """A cell as an outsider sees it when it is hidden: they know the range its words stand for, and nothing more."""

    value: int
    least: int
    most: int
    is_small: bool  # hidden for its own sake, and to be guarded; else only withheld to guard another


def _secret(value: int, whole: int) -> _Secret:
    if value in SMALL:
        return _Secret(value, min(SMALL), min(max(SMALL), whole), is_small=True)
    if whole - value in SMALL:
        return _Secret(value, max(0, whole - max(SMALL)), whole - min(SMALL), is_small=True)
    if whole < EXTREMES_HIDDEN_BELOW and value in (0, whole):
        return _Secret(value, 0, whole, is_small=True)
    return _Secret(value, 0, whole, is_small=False)


def _secrets(row: Counts) -> dict[str, _Secret]:
    return {name: _secret(getattr(row, name), row.in_scope) for name in IN_SCOPE_FIELDS}


def _hidden(row: Counts, secrets: Mapping[str, _Secret]) -> set[str]:
    """Which in-scope cells of a row may not be shown, so that their sum gives none of them away."""
    hidden = {name for name in IN_SCOPE_FIELDS if secrets[name].is_small}
    if _is_collapsed(row):  # its breakdown is nowhere shown; what is current shows through its coverage
        return hidden | (set(IN_SCOPE_FIELDS) - {"current"})
    while len(hidden) < len(secrets) and any(_is_given_away(name, secrets, hidden) for name in hidden):
        visible = [name for name in secrets if name not in hidden]
        # A nought hides nothing: the smallest count above it is withheld first.
        hidden.add(min(visible, key=lambda name: (secrets[name].value == 0, secrets[name].value)))
    return hidden


def _telling_columns(secrets: Sequence[Mapping[str, _Secret]], hidden: Sequence[set[str]]) -> set[str]:
    """The cells of the total that, less the rows shown, would give a hidden cell away."""
    telling = set()
    for name in IN_SCOPE_FIELDS:
        column = {str(index): line[name] for index, line in enumerate(secrets)}
        out_of_sight = {str(index) for index, names in enumerate(hidden) if name in names}
        if any(_is_given_away(index, column, out_of_sight) for index in out_of_sight):
            telling.add(name)
    return telling


def _hide_two_or_none(summed: Counts, hidden: set[str]) -> None:
    """One hidden cell of the total would be what is left of the number in scope."""
    if len(hidden) == 1:
        visible = [name for name in IN_SCOPE_FIELDS if name not in hidden]
        hidden.add(min(visible, key=lambda name: (getattr(summed, name) == 0, getattr(summed, name))))


def _share_tells(summed: Counts, currents: Sequence[_Secret], is_hidden: Sequence[bool]) -> bool:
    """Whether the total's whole percentage, less the rows shown, leaves one value for a hidden number of current."""
    if summed.coverage is None:
        return False
    shown = sum(cell.value for cell, gone in zip(currents, is_hidden, strict=True) if not gone)
    half = summed.in_scope / 200
    most = math.floor(whole_percent(summed.coverage) * summed.in_scope / 100 + half) - shown
    least = math.ceil(whole_percent(summed.coverage) * summed.in_scope / 100 - half) - shown
    cells = [cell for cell, gone in zip(currents, is_hidden, strict=True) if gone]
    return any(
        max(cell.least, least - sum(c.most for c in cells) + cell.most)
        >= min(cell.most, most - sum(c.least for c in cells) + cell.least)
        for cell in cells
        if cell.is_small
    )


def _is_collapsed(row: Counts) -> bool:
    return row.in_scope < COLLAPSED_BELOW


def _is_given_away(name: str, line: Mapping[str, _Secret], hidden: Iterable[str]) -> bool:
    """Whether only one value of a guarded cell fits the sum of the hidden ones."""
    cell = line[name]
    if not cell.is_small:
        return False
    others = [line[other] for other in hidden if other != name]
    left = cell.value + sum(other.value for other in others)
    least = max(cell.least, left - sum(other.most for other in others))
    most = min(cell.most, left - sum(other.least for other in others))
    return least >= most


def _shown(row: Counts, hidden: set[str], *, is_total: bool = False) -> Shown:
    if row.in_scope == 0:
        return Shown(in_scope=0, coverage=None, is_collapsed=True)
    if row.in_scope < FEWEST_IN_SCOPE:
        words = "fewer than 10 people"
        return Shown(in_scope=words, coverage=words, is_collapsed=True)
    coverage = _coverage(row, hidden, is_total=is_total)
    if _is_collapsed(row):
        return Shown(in_scope=row.in_scope, coverage=coverage, is_collapsed=True)
    cells: dict[str, int | str] = {name: _cell(row, name, name in hidden) for name in IN_SCOPE_FIELDS}
    cells["due_soon"] = _part(row.due_soon, row.current, "current" in hidden)
    in_full = {"current", "in_grace"}.isdisjoint(hidden)
    return Shown(
        in_scope=row.in_scope,
        coverage=coverage,
        cells=cells | _outside_scope(row),
        on_track=whole_percent(row.on_track) if in_full else WITHHELD,
        overdue_share=whole_percent(row.overdue_share) if in_full else WITHHELD,
    )


def _coverage(row: Counts, hidden: set[str], *, is_total: bool) -> int | str | None:
    """In words where the count behind it is small; a total that is only withheld to guard a row keeps its percentage."""
    if _secret(row.current, row.in_scope).is_small:
        return _share_in_words(row.current, row.in_scope)
    if "current" in hidden and not is_total:
        return WITHHELD
    return whole_percent(row.coverage)


def whole_percent(share: float | None) -> int | None:
    """Half a percent goes up, as people round."""
    return None if share is None else math.floor(share + 0.5)


def _cell(row: Counts, name: str, is_hidden: bool) -> int | str:
    value: int = getattr(row, name)
    if not is_hidden:
        return value
    if value in SMALL:
        return "fewer than 5"
    return WITHHELD


def _part(value: int, whole: int, is_whole_hidden: bool) -> int | str:
    if is_whole_hidden:
        return WITHHELD
    if value in SMALL:
        return "fewer than 5"
    return WITHHELD if whole - value in SMALL else value


def _outside_scope(row: Counts) -> dict[str, int | str]:
    """Population, exempt and leave stand or fall together: any two of them and the number in scope give the third."""
    if row.exempt in SMALL or row.on_long_leave in SMALL:
        hide = {"exempt": row.exempt, "on_long_leave": row.on_long_leave}
        words = {name: "fewer than 5" if value in SMALL else WITHHELD for name, value in hide.items()}
        return {"population": WITHHELD, **words}
    return {"population": row.population, "exempt": row.exempt, "on_long_leave": row.on_long_leave}


def _share_in_words(part: int, whole: int) -> str:
    """A range that depends on the size of the group alone, so that it says no more than "nearly all" or "hardly any"."""
    if whole - part <= max(SMALL):
        return f"{_down_to_five((whole - max(SMALL)) * 100 / whole)}% or more"
    if part <= max(SMALL):
        return f"{100 - _down_to_five((whole - max(SMALL)) * 100 / whole)}% or less"
    return WITHHELD


def _down_to_five(share: float) -> int:
    return int(share // 5) * 5
