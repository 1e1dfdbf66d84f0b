"""How a scenario moves: good choices go on, poor and unsafe ones come back after their feedback. No Django here."""

from dataclasses import dataclass

from learning.content import Item, item, node

GOES_ON = frozenset({"best", "ok"})


@dataclass(frozen=True)
class Move:
    """What a choice led to. `node_key` is where the learner is now; the last node stays when the scenario has ended."""

    node_key: str
    has_ended: bool
    is_again: bool


def first_node(scenario: Item) -> str:
    return str(scenario["nodes"][0]["key"])


def move(scenario: Item, node_key: str, choice_key: str) -> Move:
    """Take a choice at a node. KeyError when the node or the choice is not the scenario's."""
    choice = item(node(scenario, node_key)["choices"], choice_key)
    if choice["quality"] not in GOES_ON or choice["next"] == "RETRY":
        return Move(node_key, has_ended=False, is_again=True)
    if choice["next"] == "END":
        return Move(node_key, has_ended=True, is_again=False)
    return Move(choice["next"], has_ended=is_ending(scenario, choice["next"]), is_again=False)


def is_ending(scenario: Item, node_key: str) -> bool:
    """A node without choices is an ending."""
    return not node(scenario, node_key)["choices"]
