"""CSV that is safe to open in a spreadsheet: a cell that would begin a formula gets a leading apostrophe."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str], notes: Iterable[str] = ()) -> str:
    """The rows as text with a byte order mark, so that spreadsheets read it as UTF-8.

    The column names are the first line, or no spreadsheet would filter by them; `notes` come last, after an empty line.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(row.get(column)) for column in columns])
    for place, line in enumerate(notes):
        if not place:
            writer.writerow([])
        writer.writerow([neutral(line)])
    return "\ufeff" + out.getvalue()


def neutral(value: object) -> object:
    """Numbers stay numbers; text that a spreadsheet would run stays text."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
