"""Hotels in the board's words, the same on the page and in its file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.hotels import HotelFigures
from reporting.queries.hotel_staff import Trained
from schemes.rules.facts import State
from schemes.words import STATES

# On a page about harm to children, "at risk" would be read of them.
BOARD_STATES = STATES | {State.AT_RISK: gettext_lazy("May lapse")}


def who_is_trained(hotels: HotelFigures) -> str:
    """At how many known premises anybody is trained, at how many on every shift, and of how many nobody knows."""
    if hotels.trained is None:
        return ""
    found = hotels.trained
    words = {"known": hotels.sector.known, "some": found.some, "none": found.none, "unknown": found.unknown}
    told = _("At %(some)s of %(known)s known premises at least one member of staff is trained, ") % words
    told += _("at %(none)s nobody is, ") % words if found.none else ""
    told += _("and of the other %(unknown)s nobody knows.") % words
    return f"{told} {_on_every_shift(found, hotels.sector.known)}"


def _on_every_shift(found: Trained, known: int) -> str:
    if not found.told_shifts:
        return _("None of them has told who works on which shift.")
    words = {"told": found.told_shifts, "covered": found.every_shift, "untold": known - found.told_shifts}
    return (
        _(
            "Of the %(told)s that have told who works on which shift, %(covered)s have somebody trained on every one; "
            "the other %(untold)s have not told."
        )
        % words
    )
