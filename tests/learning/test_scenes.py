"""How a scenario moves: an ending is reached by good choices only (FORMAT section 4)."""

import pytest

from learning import scenes


def choice(key, quality, leads_to):
    return {"key": key, "quality": quality, "text": key, "consequence": "c", "feedback": "f", "next": leads_to}


SCENARIO = {
    "key": "S1",
    "nodes": [
        {
            "key": "S1.1",
            "choices": [
                choice("A", "unsafe", "RETRY"),
                choice("B", "best", "S1.2"),
                choice("C", "poor", "S1.3"),  # a file may say where it leads: poor still comes back
                choice("D", "poor", "END"),
                choice("E", "ok", "S1.3"),
                choice("F", "ok", "RETRY"),
            ],
        },
        {"key": "S1.2", "choices": [choice("A", "best", "END"), choice("B", "ok", "END")]},
        {"key": "S1.3", "choices": []},
    ],
}


@pytest.mark.parametrize(
    ("node", "chosen", "now", "has_ended", "is_again"),
    [
        ("S1.1", "A", "S1.1", False, True),
        ("S1.1", "B", "S1.2", False, False),
        ("S1.1", "C", "S1.1", False, True),
        ("S1.1", "D", "S1.1", False, True),
        ("S1.1", "E", "S1.3", True, False),
        ("S1.1", "F", "S1.1", False, True),
        ("S1.2", "A", "S1.2", True, False),
        ("S1.2", "B", "S1.2", True, False),
    ],
)
def test_good_choices_go_on_and_poor_ones_come_back(node, chosen, now, has_ended, is_again):
    assert scenes.move(SCENARIO, node, chosen) == scenes.Move(now, has_ended, is_again)


@pytest.mark.parametrize(("node", "chosen"), [("S1.1", "Z"), ("S9.1", "A"), ("S1.3", "A"), ("S1.1", "")])
def test_a_choice_that_is_not_there_is_refused(node, chosen):
    with pytest.raises(KeyError):
        scenes.move(SCENARIO, node, chosen)


def test_it_begins_at_its_first_node():
    assert scenes.first_node(SCENARIO) == "S1.1"
