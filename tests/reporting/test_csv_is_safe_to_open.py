"""A cell that a spreadsheet would run as a formula stays text."""

import csv
import io

import pytest

from reporting.csv_export import as_csv


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_begins_a_formula_is_neutralised(text):
    (row,) = csv.DictReader(io.StringIO(as_csv([{"group": text}], ["group"]).removeprefix("\ufeff"), newline=""))
    assert row["group"] == "'" + text


def test_numbers_and_plain_words_stay_as_they_are():
    text = as_csv([{"group": "Şişli, north", "current": -3}], ["group", "current"])
    assert text == '\ufeffgroup,current\r\n"Şişli, north",-3\r\n'


def test_column_names_come_first_and_notes_last():
    assert as_csv([{"group": "a"}], ["group"], ["As at today"]) == "\ufeffgroup\r\na\r\n\r\nAs at today\r\n"
