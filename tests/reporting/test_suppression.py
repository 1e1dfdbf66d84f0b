"""Small numbers are hidden from leaders, and cannot be worked out from what is shown (pack section 3.7)."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reporting.counts import Counts
from reporting.suppression import suppressed

CELLS = ["current", "in_grace", "expired", "overdue_failed", "overdue_started", "never_started"]


def row(*cells, **others):
    return Counts(**dict(zip(CELLS, cells, strict=False)), **others)


def one(counts):
    return suppressed([counts])[0][0]


def test_under_ten_in_scope_nothing_is_shown_but_that():
    shown = one(row(5, 0, 4))
    assert (shown.in_scope, shown.coverage, shown.cells) == ("fewer than 10 people", "fewer than 10 people", {})


def test_under_fifty_only_in_scope_and_coverage_are_shown():
    shown = one(row(36, 2, 3, 0, 0, 1))
    assert (shown.in_scope, shown.coverage, shown.cells, shown.on_track) == (42, 86, {}, None)


def test_a_count_of_one_to_four_is_a_range():
    shown = one(row(563, 0, 41, 3, 6, 27))
    assert shown.cells["overdue_failed"] == "fewer than 5"
    assert shown.cells["current"] == 563


def test_a_complement_of_one_to_four_is_a_range():
    assert one(row(58, 0, 4)).coverage == "90% or more"
    assert one(row(2, 0, 60)).coverage == "10% or less"


def test_one_hidden_cell_never_stands_alone():
    shown = one(row(600, 20, 30, 0, 3, 50))
    assert shown.cells["overdue_started"] == "fewer than 5"
    assert shown.cells["in_grace"] == "not shown"


def test_nought_and_all_are_ranges_in_a_group_under_twenty():
    assert one(row(15)).coverage == "70% or more"
    assert one(row(0, 0, 0, 0, 0, 15)).coverage == "30% or less"


def test_leave_and_exemptions_cannot_be_taken_from_the_population():
    shown = one(row(400, 20, 30, 6, 6, 50, on_long_leave=1))
    assert (shown.cells["on_long_leave"], shown.cells["population"]) == ("fewer than 5", "not shown")


def test_nobody_in_scope_is_said_plainly():
    assert one(Counts(exempt=30)).coverage is None


def test_a_large_row_is_shown_whole():
    shown = one(row(563, 12, 41, 9, 6, 27, exempt=8, on_long_leave=9, due_soon=50))
    assert shown.cells == {
        "current": 563, "in_grace": 12, "expired": 41, "overdue_failed": 9, "overdue_started": 6, "never_started": 27,
        "due_soon": 50, "population": 675, "exempt": 8, "on_long_leave": 9,
    }  # fmt: skip


# An outsider with pencil and paper: reads every shown cell as a range, and narrows the ranges by every sum they know.


def as_range(value, whole):
    if isinstance(value, int):
        return [value, value]
    return [1, 4] if value == "fewer than 5" else [0, whole]


def from_coverage(shown, whole):
    """What the coverage of a row says of its number of current."""
    words = str(shown.coverage)
    if isinstance(shown.coverage, int):
        return [-(-(shown.coverage * 2 - 1) * whole // 200), (shown.coverage * 2 + 1) * whole // 200]
    if words.endswith("or more"):
        return [max(0, whole - 4), whole]
    return [0, min(4, whole)] if words.endswith("or less") else [0, whole]


def read(shown, whole):
    ranges = {name: as_range(shown.cells.get(name, "not shown"), whole) for name in CELLS}
    low, high = from_coverage(shown, whole)
    ranges["current"] = [max(low, ranges["current"][0]), min(high, ranges["current"][1])]
    return ranges


def narrow(parts, whole):
    """Narrow the ranges of parts of a sum and of the sum itself; True when something moved."""
    moved = False
    for part in parts:
        others_low = sum(p[0] for p in parts) - part[0]
        others_high = sum(p[1] for p in parts) - part[1]
        low, high = max(part[0], whole[0] - others_high), min(part[1], whole[1] - others_low)
        moved |= [low, high] != part
        part[:] = [low, high]
    low, high = max(whole[0], sum(p[0] for p in parts)), min(whole[1], sum(p[1] for p in parts))
    moved |= [low, high] != whole
    whole[:] = [low, high]
    return moved


def worked_out(rows):
    """The ranges the outsider is left with, row by row."""
    shown, total_shown = suppressed(rows)
    sizes = [row.in_scope for row in rows]
    tables = [read(each, size) for each, size in zip(shown, sizes, strict=True)]
    summed = read(total_shown, sum(sizes))
    moved = True
    while moved:
        moved = False
        for table, size in zip([*tables, summed], [*sizes, sum(sizes)], strict=True):
            moved |= narrow([table[name] for name in CELLS], [size, size])
        for name in CELLS:
            moved |= narrow([table[name] for table in tables], summed[name])
    return tables


big_or_small = st.one_of(st.integers(0, 6), st.integers(0, 80))
others = st.tuples(*[big_or_small] * 5)
row_of_ten_or_more = st.tuples(st.integers(10, 90), others).map(lambda cells: row(cells[0], *cells[1]))
mostly_overdue = st.tuples(big_or_small, others, st.integers(10, 60)).map(lambda c: row(c[0], *c[1][:4], c[2]))
tables = st.lists(st.one_of(row_of_ten_or_more, mostly_overdue), min_size=1, max_size=5)


@settings(max_examples=400, deadline=None)
@given(tables)
@example([row(46, 0, 1, 1, 1, 1)])  # "90% or more" and four times "fewer than 5" once said 46
def test_no_small_number_can_be_worked_out(rows):
    for counts, ranges in zip(rows, worked_out(rows), strict=True):
        for name in CELLS:
            value, (low, high) = getattr(counts, name), ranges[name]
            assert low <= value <= high, "the outsider was misled: a shown value is wrong"
            if value in (1, 2, 3, 4) or counts.in_scope - value in (1, 2, 3, 4):
                assert low < high, (name, value)


def test_the_outsider_can_work_out_what_is_left_unguarded(monkeypatch):
    """The attack works where nothing is withheld to guard the range: otherwise the property would prove nothing."""
    monkeypatch.setattr("reporting.guard.first_leak", lambda *_: None)
    ranges = worked_out([row(600, 20, 30, 0, 3, 50)])
    assert ranges[0]["overdue_started"] == [3, 3]
