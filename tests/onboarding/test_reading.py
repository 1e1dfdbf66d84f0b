"""Reading files, without a database: what they are written in, columns, dates, names."""

import pytest

from onboarding.reading.columns import looks_forbidden, match_columns
from onboarding.reading.days import DateStyle, read_day, signs_of
from onboarding.reading.fields import Field, read_record
from onboarding.reading.files import Unreadable
from onboarding.reading.names import is_similar, name_of_address
from onboarding.reading.sheets import open_sheet
from schemes.rules.licences import number_key

NAMES = "key,name\n1,Agnieszka Wójcik\n2,José\n"


@pytest.mark.parametrize(
    "data",
    [NAMES.encode(), NAMES.encode("utf-8-sig"), NAMES.replace(",", ";").encode(), NAMES.replace(",", "\t").encode()],
)
def test_bytes_become_the_same_rows_however_they_are_written(data: bytes) -> None:
    sheet = open_sheet(data)
    assert (sheet.head, list(sheet.rows())) == (("key", "name"), [(2, ["1", "Agnieszka Wójcik"]), (3, ["2", "José"])])


def test_what_excel_writes_on_windows_is_read() -> None:
    assert list(open_sheet("key,name\r\n1,José “Pepe”\r\n".encode("cp1252")).rows()) == [(2, ["1", "José “Pepe”"])]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (NAMES.encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\n\x00\x01,2\n", "not a text file"),
        (b"only one column\n1\n", "no column names"),
        (b'a,b\n1,"open\n2,3\n', "never closed"),
    ],
)
def test_what_cannot_be_read_says_why_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        list(open_sheet(data).rows())


@pytest.mark.parametrize(
    "data",
    [b"\n\n;;\nkey;name\n1;Jo\n", b"sep=;\nkey;name\n\n1;Jo\n", b'\xef\xbb\xbf"sep=;"\r\n\r\nkey;name\r\n1;Jo\r\n'],
    ids=["blank lines", "sep=", "both"],
)
def test_lines_before_the_head_are_passed_over_and_counted(data: bytes) -> None:
    sheet = open_sheet(data)
    assert (sheet.head, list(sheet.rows())) == (("key", "name"), [(len(data.splitlines()), ["1", "Jo"])])


def test_a_name_cannot_turn_the_page_it_is_on() -> None:
    record, _ = read_record([(Field("it"), 0)], ["Jo\u202e Ash\u2069"], DateStyle.ISO)
    assert record["it"] == "Jo Ash"


def test_an_address_says_a_name() -> None:
    assert [name_of_address(a) for a in ("a.okafor2@wh.example", "jo_ash@x.example", "")] == ["A Okafor", "Jo Ash", ""]


def test_a_row_over_two_lines_keeps_its_first_line_number() -> None:
    sheet = open_sheet(b'a,b\n"one\ntwo",2\n\n3,4\n')
    assert [line for line, _ in sheet.rows()] == [2, 5]


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["2026-11-30", "2027-01-31"], DateStyle.ISO),
        (["30/11/2026", "01/02/2026"], DateStyle.DAY_FIRST),
        (["01/02/2026", "03/04/2026"], None),
        (["11/30/2026", "01/02/2026"], None),
        ([""], DateStyle.ISO),
    ],
)
def test_the_file_tells_how_its_dates_are_written_or_nobody_guesses(cells: list[str], style: DateStyle | None) -> None:
    assert signs_of(cells).style() == style


@pytest.mark.parametrize("text", ["31/13/2028", "2026-02-30", "30/11/2026", "soon", "20261130", "0026-01-01"])
def test_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        read_day(text, DateStyle.ISO)


@pytest.mark.parametrize(
    "column",
    ["date_of_birth", "DOB", "Birth Date", "NI Number", "nino", "DBS result", "Convictions", "Home address", "Postcode",
     "Revocation reason", "Ethnicity", "Political party", "NR3S", "N.I. Number", "Nat Ins", "Born on", "Birth_Dt",
     "Year of birth", "Age", "Home addr", "Home Postcode", "Street", "Revocation notes", "revoked because",
     "Why it ended", "DateOfBirth"],
)  # fmt: skip
def test_columns_that_must_not_be_here_are_known_by_their_names(column: str) -> None:
    assert looks_forbidden(column)


@pytest.mark.parametrize(
    "column",
    ["licence_no", "display_name", "ward_code", "reporting_to", "status", "notes_to_officer", "Stage", "Agency",
     "Language", "E-mail address", "email_address", "Manager", "Mileage", "Racecourse Lane desk"],
)  # fmt: skip
def test_other_columns_are_left_alone(column: str) -> None:
    assert not looks_forbidden(column)


def test_a_column_a_kind_knows_is_never_forbidden() -> None:
    fields = [Field("exempt_reason"), Field("key", required=True)]
    columns = match_columns(["Exempt Reason", "KEY"], fields)
    assert (columns.places, columns.forbidden, columns.missing) == ({"exempt_reason": 0, "key": 1}, (), ())


def test_a_chosen_column_stands_for_its_field() -> None:
    columns = match_columns(["Badge", "Who"], [Field("name", required=True)], {"name": "Who"})
    assert (columns.places, columns.unknown) == ({"name": 1}, ("Badge",))


@pytest.mark.parametrize(
    ("form", "cell", "value"),
    [
        ("mobile", "07700 900101", "+447700900101"),
        ("mobile", "+44 7700 900101", "+447700900101"),
        ("mobile", "7700900101", "+447700900101"),
        ("flag", "Yes", True),
        ("flag", "", False),
        ("day", "2026-11-30 00:00:00", "2026-11-30"),
        ("email", "A.Wojcik@Post.example", "a.wojcik@post.example"),
        ("code", "000417", "000417"),
        ("text", "  Terence   O'Connor-Blythe ", "Terence O'Connor-Blythe"),
        ("text", "'=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_a_cell_becomes_a_plain_value(form: str, cell: str, value: object) -> None:
    record, problems = read_record([(Field("it", form), 0)], [cell], DateStyle.ISO)
    assert (record["it"], problems) == (value, [])


@pytest.mark.parametrize(
    ("form", "cell"),
    [("mobile", "banana"), ("mobile", "12"), ("flag", "perhaps"), ("email", "no at"), ("number", "-3")],
)
def test_a_wrong_cell_keeps_its_value_and_says_how_to_mend_it(form: str, cell: str) -> None:
    _, problems = read_record([(Field("it", form), 0)], [cell], DateStyle.ISO)
    assert problems[0].value == cell
    assert problems[0].mend.endswith(".")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Cllr Priya Nair", "Nair, Priya", True),
        ("Agnieszka Wójcik", "Agnieszka Wojcik", True),
        ("Hassan Abdi Warsame", "Hassan Warsame", True),
        ("Terence O'Connor-Blythe", "Terence O’Connor Blythe", True),
        ("Selvakumar", "Selvakumar", True),
        ("Mohammed Iqbal", "Nasreen Begum", False),
        ("", "", False),
    ],
)
def test_names_that_are_alike(one: str, other: str, alike: bool) -> None:
    assert is_similar(one, other) is alike


def test_a_licence_number_is_one_key_however_it_is_typed() -> None:
    assert {number_key(typed) for typed in ("AB 00417", "ab417", "AB-00417")} == {"AB417"}
    assert number_key("000417") == number_key("417")
    assert number_key("0") == "0"
