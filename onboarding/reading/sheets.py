"""From text to a head and rows of cells, with the line each row began on."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from onboarding.reading.files import Unreadable, encoding_of, text_of

DELIMITERS = (",", ";", "\t")
MOST_COLUMNS = 200
SEPARATOR = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)  # what a spreadsheet writes to itself


@dataclass(frozen=True)
class Sheet:
    """How a file is to be read, and its head as it stands. `rows` reads it afresh each time it is asked."""

    data: bytes
    encoding: str
    delimiter: str
    head: tuple[str, ...]
    skipped: int = 0  # lines before the head: blank ones, and what a spreadsheet writes for itself

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells) of each row that is not blank. Raises Unreadable at a quotation mark that never closes."""
        text = islice(text_of(self.data, self.encoding), self.skipped, None)
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        try:
            next(reader)
            line = self.skipped + reader.line_num + 1
            for cells in reader:
                if cells and any(cell and not cell.isspace() for cell in cells):
                    yield line, cells
                line = self.skipped + reader.line_num + 1
        except csv.Error as error:
            raise Unreadable(f"Line {self.skipped + reader.line_num} cannot be read: {_why(error)}") from error


def open_sheet(data: bytes) -> Sheet:
    """Find out how a file is written and read its head. Raises Unreadable with a sentence."""
    encoding = encoding_of(data)
    skipped, first, said = _first_line(data, encoding)
    delimiter = said or max(DELIMITERS, key=lambda sign: len(_cells(first, sign)))
    head = tuple(" ".join(cell.split()) for cell in _cells(first, delimiter))
    while head and not head[-1]:
        head = head[:-1]  # a spreadsheet's empty columns to the right
    if len(head) < 2:
        raise Unreadable("The first line holds no column names. They have to be separated by commas.")
    if len(head) > MOST_COLUMNS:
        raise Unreadable(f"The file has more than {MOST_COLUMNS} columns.")
    return Sheet(data, encoding, delimiter, head, skipped)


def _first_line(data: bytes, encoding: str) -> tuple[int, str, str]:
    """How many lines stand before the head, the head's own line, and the sign that "sep=;" before it names, if any."""
    said = ""
    for number, line in enumerate(text_of(data, encoding)):
        if found := SEPARATOR.fullmatch(line.strip("\r\n")):
            said = found[1]
        elif line.strip().strip("".join(DELIMITERS)):
            return number, line, said
    return 0, "", said


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _why(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end" in said:
        return "a quotation mark is opened and never closed."
    if "expected after" in said:
        return "there is text after a closing quotation mark. Double the quotation marks inside a cell."
    return "a cell is too long."
