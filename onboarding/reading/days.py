"""Dates as rosters write them: ISO or dd/mm/yyyy, one way in one file. Month first is never guessed (pack 6.1)."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
EARLIEST, LATEST = 1900, 2100


class DateStyle(enum.StrEnum):
    """How a file writes its dates."""

    ISO = "iso"
    DAY_FIRST = "dmy"


@dataclass
class DateSigns:
    """What the dates of a file give away about how they are written."""

    iso: int = 0
    slashed: int = 0
    day_first: int = 0
    month_first: int = 0

    def look_at(self, text: str) -> None:
        if len(text) >= 10 and text[4] == "-":
            self.iso += 1
        elif found := SLASHED.fullmatch(text):
            self.slashed += 1
            one, two = int(found[1]), int(found[2])
            self.day_first += one > 12 >= two
            self.month_first += two > 12 >= one

    def style(self) -> DateStyle | None:
        """None where it cannot be told, or looks like month first: then somebody has to say."""
        if self.iso or not self.slashed:
            return DateStyle.ISO
        return DateStyle.DAY_FIRST if self.day_first > self.month_first else None

    def question(self) -> str:
        """Why no style could be told."""
        if self.month_first:
            return "Some dates look as if the month came first, such as 12/31/2026. Write them as 2026-12-31."
        return "It cannot be told whether 01/02/2026 means 1 February. Say so, or write dates as 2026-02-01."


def signs_of(cells: Iterable[str]) -> DateSigns:
    signs = DateSigns()
    for cell in cells:
        signs.look_at(cell.strip())
    return signs


def read_day(text: str, style: DateStyle) -> str:
    """The day as YYYY-MM-DD. ValueError with why it is none, in a few words."""
    if style is DateStyle.ISO:
        # A spreadsheet may add midnight to a date.
        plain = text[:10] if text[10:] in ("", " 00:00", " 00:00:00", "T00:00:00", "T00:00:00Z") else text
        try:
            found = date.fromisoformat(plain) if len(plain) == 10 else None
        except ValueError:
            found = None
    else:
        found = _day_first(text)
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise ValueError("is not a date" if not _has_numbers(text) else "is not a possible date")
    return found.isoformat()


def _day_first(text: str) -> date | None:
    match = SLASHED.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _has_numbers(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def said_day(day: date | str) -> str:
    """ "2026-11-30" or a date as "30 November 2026"."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {found:%B %Y}"


def said_last_day(ends_on: date | str) -> str:
    """Of the first day on which something no longer holds: the day before it, as people say when a thing ends."""
    found = date.fromisoformat(ends_on) if isinstance(ends_on, str) else ends_on
    return said_day(found - timedelta(days=1))
