"""CSV that is safe to open in a spreadsheet: a cell that would begin a formula gets a leading apostrophe."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str], preamble: Iterable[str] = ()) -> str:
    """The rows as text with a byte order mark, so that spreadsheets read it as UTF-8. `preamble` lines come first."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in preamble:
        writer.writerow([neutral(line)])
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(row.get(column)) for column in columns])
    return "\ufeff" + out.getvalue()


def neutral(value: object) -> object:
    """Numbers stay numbers; text that a spreadsheet would run stays text."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
