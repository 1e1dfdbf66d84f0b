"""The board's first sentence: how many have to be trained, how many are, and what is not known of the rest."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.guard import is_small
from reporting.hotels import HotelFigures
from reporting.queries import Coverage, View
from reporting.suppression import FEWEST_IN_SCOPE


def headline(figures: Coverage, hotels: HotelFigures | None) -> str:
    """In distinct people, and for leaders in words where a number of them would be small."""
    words = {"day": date_format(figures.on, "j F Y"), **_numbers(figures)}
    if figures.people.in_scope == 0:
        return _("As at %(day)s nobody is known who has to be trained.") % words
    if figures.view is View.LEADERS and _is_small(figures):
        return _("As at %(day)s so few people have to be trained, or so few differ, that no number is shown.") % words
    if hotels and hotels.sector.unknown:
        words |= {"unknown": f"{hotels.sector.unknown:,}", "known": f"{hotels.sector.known:,}"}
        return (
            _(
                "As at %(day)s, %(trained)s of the %(in_scope)s people known to need this training are trained, "
                "%(not_trained)s are not, and nobody knows how many work in %(unknown)s of %(known)s hotels."
            )
            % words
        )
    told = _(
        "As at %(day)s, %(trained)s of the %(in_scope)s people who need this training are trained, "
        "%(not_trained)s are not."
    )
    return told % words


def _is_small(figures: Coverage) -> bool:
    people = figures.people
    return people.in_scope < FEWEST_IN_SCOPE or is_small(people.trained, people.in_scope)


def _numbers(figures: Coverage) -> dict[str, str]:
    people = figures.people
    counts = {"trained": people.trained, "in_scope": people.in_scope, "not_trained": people.not_trained}
    return {name: f"{number:,}" for name, number in counts.items()}
