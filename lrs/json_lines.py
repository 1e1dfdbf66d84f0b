"""A file of JSON lines, read strictly and never a whole one into memory. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lrs import wire

OTHER_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x1f\x8b": "compressed (gzip)",
    b"PK": "compressed (zip)",
}


class NotJsonLines(ValueError):
    """The file as a whole cannot be lines of JSON in UTF-8."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, where the next begins, its text, or in `fault` why there is none.

    `is_cut` says that it is the last, has no end and is no JSON: it may still be being written.
    """

    number: int
    end: int
    text: str = ""
    fault: str = ""
    is_cut: bool = False


def refuse_other_files(head: bytes) -> None:
    """Raise NotJsonLines for a beginning that says the file is something else."""
    for mark, kind in OTHER_ENCODINGS.items():
        if head.startswith(mark):
            raise NotJsonLines(f"The file is {kind}. Save it as UTF-8 text, one statement a line.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        raise NotJsonLines("The file is one JSON array. Write one statement a line, without brackets and commas.")


def read_lines(file: BinaryIO, *, number: int, longest: int) -> Iterator[Line]:
    """The lines from where the file stands, the one before them being `number`; empty ones are passed over.

    A line of more than `longest` bytes is read past piece by piece.
    """
    while piece := file.readline(longest + 2):
        number += 1
        is_long = len(piece.rstrip(b"\r\n")) > longest
        has_end = piece.endswith(b"\n")
        while not has_end and is_long and (more := file.readline(longest)):
            has_end = more.endswith(b"\n")
        line = _line(number, file.tell(), b"" if is_long else piece, has_end=has_end)
        if is_long:
            yield Line(number, file.tell(), fault=f"is longer than {longest} bytes")
        elif line.text or line.fault:
            yield line


def _line(number: int, end: int, piece: bytes, *, has_end: bool) -> Line:
    try:
        text = wire.decode(piece).strip()
        if text and not has_end:
            wire.loads(text)
    except wire.MalformedJson as error:
        return Line(number, end, fault=str(error), is_cut=not has_end)
    return Line(number, end, text)
