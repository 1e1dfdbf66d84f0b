"""Trees whose links have dates answer for any past day, and say over which days one thing stood below another."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from common.spans import Span, holds
from partnership.trees import Earlier, Tree

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
NODES = range(6)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Up to six nodes; a parent always has a smaller number, so that no day has a circle."""
    parents = {n: draw(st.none() | st.integers(0, n - 1)) if n else None for n in NODES}
    earlier = []
    for child in NODES:
        starts = draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True).map(sorted))
        for begin, until in pairwise([*starts, DAYS[-1] + timedelta(days=3)]):
            end = draw(st.integers(1, max((until - begin).days, 1)))
            parent = draw(st.none() | st.integers(0, child - 1)) if child else None
            earlier.append(Earlier(child, parent, Span(begin, begin + timedelta(days=end))))
    return Tree(parents, tuple(earlier))


def parent_of(tree: Tree, node: int, day: date) -> int | None:
    """The rule as one would say it, for one node and one day."""
    for place in tree.earlier:
        if place.child == node and place.span.starts_on <= day < (place.span.ends_on or date.max):
            return place.parent
    return tree.parents[node]


def is_below(tree: Tree, node: int | None, root: int, day: date) -> bool:
    while node is not None and node != root:
        node = parent_of(tree, node, day)
    return node == root


@given(trees(), st.sampled_from(DAYS), st.sampled_from(list(NODES)))
def test_who_stood_below_on_a_day_is_found_by_climbing(tree: Tree, day: date, root: int) -> None:
    assert tree.below_on([root], day) == {node for node in NODES if is_below(tree, node, root, day)}


@given(trees(), st.sampled_from(list(NODES)))
def test_the_days_below_a_root_are_those_of_every_single_day(tree: Tree, root: int) -> None:
    found = tree.below(root)
    for day in DAYS:
        on_that_day = {node for node, spans in found.items() if holds(spans, day)}
        assert on_that_day == {node for node in NODES if is_below(tree, node, root, day)}


def test_a_move_under_the_same_root_leaves_one_span() -> None:
    tree = Tree({0: None, 1: 0, 2: 0, 3: 2}, (Earlier(3, 1, Span(FIRST, DAYS[5])),))
    assert tree.below(0)[3] == [Span(date.min)]
