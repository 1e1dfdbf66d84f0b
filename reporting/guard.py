"""Which numbers have to be hidden so that no small one can be worked out (pack section 3.7). Pure.

`guarded` hides what is small, then plays the outsider: every shown number is known, every hidden one lies in the range
its words stand for, and each row and each column of the table has a sum. While that narrows a small number to one
value, more is withheld: first from the total, cell by cell and then its percentage; after that from the row itself.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.counts import IN_SCOPE_FIELDS, Counts, total

COLLAPSED_BELOW = 50
EXTREMES_HIDDEN_BELOW = 20
SMALL = range(1, 5)


@dataclass
class Plan:
    """Which in-scope cells are hidden in each row and in the total, and whether the total's percentage is too."""

    rows: list[set[str]]
    total: set[str]
    is_share_withheld: bool = False


@dataclass
class Range:
    """What an outsider knows of a number."""

    least: int
    most: int

    @property
    def is_known(self) -> bool:
        return self.least >= self.most


def guarded(rows: Sequence[Counts]) -> Plan:
    """What to hide in rows that are shown with their total beside them."""
    summed = total(rows)
    plan = Plan([small_cells(row) for row in rows], small_cells(summed))
    while (leak := first_leak(rows, plan)) is not None and _withhold_more(plan, summed, rows[leak], plan.rows[leak]):
        pass
    return plan


def is_small(value: int, whole: int) -> bool:
    """Whether a count, or what it leaves of the whole, would name somebody."""
    if value in SMALL or whole - value in SMALL:
        return True
    return whole < EXTREMES_HIDDEN_BELOW and value in (0, whole)


def is_collapsed(row: Counts) -> bool:
    """Whether only in scope and coverage are shown of a row: a small one, and one whose words would add up to its
    numbers ("90% or more", and "fewer than 5" in four cells: one person in each).
    """
    others = [getattr(row, name) for name in IN_SCOPE_FIELDS if name != "current"]
    return row.in_scope < COLLAPSED_BELOW or (sum(others) == max(SMALL) and others.count(1) == max(SMALL))


def small_cells(row: Counts) -> set[str]:
    """The cells that are hidden for their own sake; of a collapsed row all but what shows through its coverage."""
    hidden = {name for name in IN_SCOPE_FIELDS if is_small(getattr(row, name), row.in_scope)}
    return hidden | (set(IN_SCOPE_FIELDS) - {"current"}) if is_collapsed(row) else hidden


def _withhold_more(plan: Plan, summed: Counts, row: Counts, hidden: set[str]) -> bool:
    """Withhold one more thing; False when there is nothing left to withhold."""
    if first_leak([row], Plan([hidden], set(IN_SCOPE_FIELDS), is_share_withheld=True)) is not None:
        return _withhold(row, hidden)  # the row gives it away by itself
    if not is_collapsed(summed) and _withhold(summed, plan.total):
        return True
    if not plan.is_share_withheld:
        plan.is_share_withheld = True
        return True
    return _withhold(row, hidden)


def _withhold(row: Counts, hidden: set[str]) -> bool:
    """Hide the smallest count still shown; a nought hides nothing, so it goes last."""
    visible = [name for name in IN_SCOPE_FIELDS if name not in hidden]
    if visible:
        hidden.add(min(visible, key=lambda name: (getattr(row, name) == 0, getattr(row, name))))
    return bool(visible)


def first_leak(rows: Sequence[Counts], plan: Plan) -> int | None:
    """The first row with a small number that can be worked out from what the plan shows; None when there is none."""
    summed = total(rows)
    known = [_known(row, hidden) for row, hidden in zip(rows, plan.rows, strict=True)]
    # A hidden cell of the total is "not shown": words for its size would be a bound on the sum of the rows.
    of_total = {
        n: Range(0, summed.in_scope) if n in plan.total else _exactly(getattr(summed, n)) for n in IN_SCOPE_FIELDS
    }
    of_total["current"] = _current_of_total(summed, plan)
    sizes = [row.in_scope for row in rows]
    while any([_narrow_rows([*known, of_total], [*sizes, sum(sizes)]), _narrow_columns(known, of_total)]):
        pass
    for index, row in enumerate(rows):
        if any(is_small(getattr(row, n), row.in_scope) and known[index][n].is_known for n in IN_SCOPE_FIELDS):
            return index
    return None


def _known(row: Counts, hidden: set[str]) -> dict[str, Range]:
    return {name: _range(row, name) if name in hidden else _exactly(getattr(row, name)) for name in IN_SCOPE_FIELDS}


def _exactly(value: int) -> Range:
    return Range(value, value)


def _range(row: Counts, name: str) -> Range:
    """What the words for a hidden number say. A collapsed row has words for its coverage alone."""
    value, whole = getattr(row, name), row.in_scope
    if is_collapsed(row) and name != "current":
        return Range(0, whole)
    if value in SMALL:
        return Range(min(SMALL), min(max(SMALL), whole))
    if whole - value in SMALL:
        return Range(max(0, whole - max(SMALL)), whole - min(SMALL))
    return Range(0, whole)


def _current_of_total(summed: Counts, plan: Plan) -> Range:
    if "current" not in plan.total and not (is_collapsed(summed) and plan.is_share_withheld):
        return _exactly(summed.current)
    if plan.is_share_withheld or summed.coverage is None:
        return Range(0, summed.in_scope)
    if is_small(summed.current, summed.in_scope):
        return _range(summed, "current")
    half, share = summed.in_scope / 200, math.floor(summed.coverage + 0.5) * summed.in_scope / 100
    return Range(max(0, math.ceil(share - half)), min(summed.in_scope, math.floor(share + half)))


def _narrow_rows(lines: Iterable[dict[str, Range]], sizes: Iterable[int]) -> bool:
    moved = [_narrow(list(line.values()), _exactly(size)) for line, size in zip(lines, sizes, strict=True)]
    return any(moved)


def _narrow_columns(known: Sequence[dict[str, Range]], of_total: dict[str, Range]) -> bool:
    moved = [_narrow([line[name] for line in known], of_total[name]) for name in IN_SCOPE_FIELDS]
    return any(moved)


def _narrow(parts: Sequence[Range], whole: Range) -> bool:
    """Narrow the parts of a sum by the sum, and the sum by its parts; True when anything moved."""
    moved = False
    least, most = sum(p.least for p in parts), sum(p.most for p in parts)
    for part in parts:
        low = max(part.least, whole.least - (most - part.most))
        high = min(part.most, whole.most - (least - part.least))
        moved |= (low, high) != (part.least, part.most)
        least, most = least + low - part.least, most + high - part.most
        part.least, part.most = low, high
    low, high = max(whole.least, least), min(whole.most, most)
    moved |= (low, high) != (whole.least, whole.most)
    whole.least, whole.most = low, high
    return moved
