"""Figures as people read them."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from reporting import hotel_words
from reporting.hotel_words import BOARD_STATES
from reporting.hotels import HotelFigures
from reporting.queries import Band
from schemes.rules.facts import State

register = template.Library()

KINDS = {
    Band.MET: "current",
    Band.PARTLY: "unknown",
    Band.NEAR: "due-soon",
    Band.BELOW: "overdue",
    Band.RANGE: "unknown",
    Band.NOBODY: "unknown",
}
COLOURS = {
    Band.MET: "#1c6b3f",
    Band.PARTLY: "#4b5a63",
    Band.NEAR: "#c2410c",
    Band.BELOW: "#b3261e",
    Band.RANGE: "#4b5a63",
    Band.NOBODY: "#4b5a63",
}


@register.filter
def share(value: float | str | None) -> str:
    """A share in whole percent, or the words that stand for it."""
    if value is None:
        return _("No one in scope")
    return value if isinstance(value, str) else f"{int(value + 0.5)}%"


@register.filter
def thousands(value: int | str) -> str:
    """A whole number with commas; words stay as they are."""
    return f"{value:,}" if isinstance(value, int) else value


@register.filter
def under(cells: Iterable[int | str], columns: Iterable[tuple[str, str]]) -> list[tuple[str, int | str]]:
    """Each cell with the label of its column, which a phone shows beside it."""
    return [(label, cell) for (_name, label), cell in zip(columns, cells, strict=True)]


@register.filter
def board_state(state: State) -> str:
    """Where premises stand, in the board's words."""
    return str(BOARD_STATES[state])


@register.filter
def who_is_trained(hotels: HotelFigures) -> str:
    return hotel_words.who_is_trained(hotels)


@register.filter
def band_kind(band: Band) -> str:
    return KINDS[band]


@register.filter
def band_colour(band: Band) -> str:
    return COLOURS[band]


@register.filter
def unlocalised(number: float) -> str:
    """A number as SVG writes it, with a point whatever the language."""
    return f"{number:g}"


@register.filter
def is_words(value: float | str | None) -> bool:
    return not isinstance(value, int | float)
