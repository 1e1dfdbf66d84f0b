"""Numbers on a reporting card can be dialled, and what editors note to themselves is not shown."""

import pytest

from courses.contacts import dialable, without_editors_notes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("08000 121 700 (check the service is running before you publish)", "08000 121 700"),
        ("NSPCC 0808 800 5000, help@nspcc.org.uk (check opening hours)", "NSPCC 0808 800 5000, help@nspcc.org.uk"),
        ("CEOP (ceop.police.uk)", "CEOP (ceop.police.uk)"),
    ],
)
def test_a_note_to_editors_is_left_out(text, shown):
    assert without_editors_notes(text) == shown


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("999", "999"),
        ("101", "101"),
        ("116 000", "116000"),
        ("0800 555 111", "0800555111"),
        ("0800 1111", "08001111"),
        ("01632 960 110", "01632960110"),
    ],
)
def test_a_number_can_be_dialled(number, dialled):
    assert f'href="tel:{dialled}"><bdi>{number}</bdi>' in dialable(f"Call {number}.")


@pytest.mark.parametrize("text", ["in 2026", "page 1014", '<a href="x">999</a>', "T-101-4"])
def test_what_is_no_number_stays_as_it_is(text):
    assert dialable(text) == text
