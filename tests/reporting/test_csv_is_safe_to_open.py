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


def test_the_preamble_comes_first():
    assert as_csv([], ["group"], ["As at today"]).startswith("\ufeffAs at today\r\n")
