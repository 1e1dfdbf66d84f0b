"""A whole number from an address or a form is one, or nothing: never an error of ours."""

import pytest

from common.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999", 999)])
def test_figures_are_a_number(text: str, number: int) -> None:
    assert whole_number(text, digits=3) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1e3", "x", "²", "١", "1000", "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text, digits=3) is None
