"""A tree whose links have dates: who stands below whom on a day, or over all days. Pure.

A node has the parent it was given last, and may have stood elsewhere before: an earlier place holds from its start to
the day before its end, and outside all of them the node stands under its own parent. So a move can be told long before
its day, and never rewrites what was.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from common.spans import ALWAYS, Span, holds, in_both, merged, without

Node = int


@dataclass(frozen=True)
class Earlier:
    """`child` stood under `parent` (None: at the top) for a span of days."""

    child: Node
    parent: Node | None
    span: Span


@dataclass(frozen=True)
class Tree:
    """Every node's own parent, and the earlier places."""

    parents: Mapping[Node, Node | None]
    earlier: tuple[Earlier, ...] = ()

    def on(self, day: date) -> Mapping[Node, Node | None]:
        """Every node's parent on a day."""
        moved = {e.child: e.parent for e in self.earlier if holds([e.span], day)}
        return {**self.parents, **moved} if moved else self.parents

    def below_on(self, roots: Iterable[Node], day: date) -> set[Node]:
        """The roots and all that stood below them on a day."""
        parents = self.on(day)
        return _reached(roots, self._children if parents is self.parents else _children_of(parents))

    def below(self, root: Node) -> dict[Node, list[Span]]:
        """The root and all that ever stood below it, each with its days there."""
        if not self.earlier:  # nothing ever moved: asked for every requirement, the spans would cost most of a refresh
            return {node: [ALWAYS] for node in _reached([root], self._children)}
        links = self._links
        found: dict[Node, list[Span]] = {root: [ALWAYS]}
        waiting = [root]
        while waiting:
            parent = waiting.pop()
            for child, spans in links[parent].items():
                days = merged([*found.get(child, ()), *in_both(found[parent], spans)])
                if days and days != found.get(child):
                    found[child] = days
                    waiting.append(child)
        return found

    @cached_property
    def _children(self) -> Mapping[Node | None, list[Node]]:
        return _children_of(self.parents)

    @cached_property
    def _links(self) -> dict[Node, dict[Node, list[Span]]]:
        """By parent, its children with the days on which they stood directly under it."""
        links: dict[Node, dict[Node, list[Span]]] = defaultdict(lambda: defaultdict(list))
        before: dict[Node, list[Span]] = defaultdict(list)
        for e in self.earlier:
            before[e.child].append(e.span)
            if e.parent is not None:
                links[e.parent][e.child].append(e.span)
        for child, parent in self.parents.items():
            if parent is not None:
                links[parent][child].extend(without(ALWAYS, before[child]))
        return links


def _children_of(parents: Mapping[Node, Node | None]) -> Mapping[Node | None, list[Node]]:
    children: dict[Node | None, list[Node]] = defaultdict(list)
    for child, parent in parents.items():
        children[parent].append(child)
    return children


def _reached(roots: Iterable[Node], children: Mapping[Node | None, list[Node]]) -> set[Node]:
    found: set[Node] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(children.get(node, ()))
    return found
