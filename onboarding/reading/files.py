"""From the bytes of a file to its text: what it is written in, or a sentence on why it cannot be read (pack 6.1)."""

import codecs
import io

LARGEST = 60 * 1024 * 1024  # bytes; 100,000 drivers are about 14 MB
PIECE = 1024 * 1024
# What else people send, by how it begins, and what to do instead.
KNOWN_STARTS = (
    (b"PK\x03\x04", "This is a workbook (XLSX) or a ZIP file. Open it in the spreadsheet and save it as CSV UTF-8."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook. Open it in the spreadsheet and save it as CSV UTF-8."),
    (b"%PDF", "This is a PDF. Ask for the list as a CSV file."),
    (b"\xff\xfe", "This file is written in UTF-16. Save it again as CSV UTF-8."),
    (b"\xfe\xff", "This file is written in UTF-16. Save it again as CSV UTF-8."),
)
NOT_TEXT = "This is not a text file. Save the list as CSV UTF-8 and send that."


class Unreadable(Exception):
    """The file cannot be read at all. The message is a sentence for whoever sent it."""


def encoding_of(data: bytes) -> str:
    """`utf-8-sig` or `cp1252`: how the file is written. Raises Unreadable.

    UTF-8 is tried first, since hardly any Windows-1252 text with accents is UTF-8 by chance.
    """
    _refuse_other_kinds(data)
    if _decodes(data, "utf-8-sig"):
        return "utf-8-sig"
    if _decodes(data, "cp1252"):
        return "cp1252"
    raise Unreadable(NOT_TEXT)


def text_of(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The file as text, decoded as it is read, line ends untouched for the csv module."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _refuse_other_kinds(data: bytes) -> None:
    if not data.strip():
        raise Unreadable("The file is empty.")
    if len(data) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // PIECE} MB. Send it in parts, as changes only.")
    for known, sentence in KNOWN_STARTS:
        if data.startswith(known):
            raise Unreadable(sentence)


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for begin in range(0, len(data), PIECE):
            text = decoder.decode(data[begin : begin + PIECE], begin + PIECE >= len(data))
            if "\x00" in text:
                raise Unreadable(NOT_TEXT)
    except UnicodeDecodeError:
        return False
    return True
