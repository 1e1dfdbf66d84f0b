"""Two people whose short names read alike are told apart by as little more as it takes."""

import pytest

from schemes.queries.names import Called, told_apart


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([("Ewa Nowak", ""), ("Tariq Aziz", "")], ["Ewa N.", "Tariq A."]),
        ([("Maria Kowalska", ""), ("Maria Kent", "")], ["Maria Ko.", "Maria Ke."]),
        ([("Maria Kent", "night"), ("Maria Kent", "day")], ["Maria K. (night)", "Maria K. (day)"]),
        ([("Maria", "night"), ("Maria", "night")], ["Maria (night) (1)", "Maria (night) (2)"]),
        ([("Dr Ann Lee", ""), ("Ann Lowe", ""), ("Ann Poole", "")], ["Ann Le.", "Ann Lo.", "Ann P."]),
    ],
)
def test_as_little_more_as_it_takes(people: list[tuple[str, str]], shown: list[str]) -> None:
    found = told_apart({place: Called(name, hint) for place, (name, hint) in enumerate(people)})
    assert list(found.values()) == shown


def test_who_is_not_listed_stays_unnamed_and_has_a_number() -> None:
    found = told_apart({place: Called(name, "night", is_listed=False) for place, name in enumerate(("Ann", "Bea"))})
    assert list(found.values()) == ["Name not listed (1)", "Name not listed (2)"]
