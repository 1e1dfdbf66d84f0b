"""The cards at the top of the board: each role group, and the hotels, against its target; furthest below it first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.hotels import HotelFigures
from reporting.queries import Band, Coverage, TileFigures
from reporting.queries.board import gap_of
from reporting.sparklines import Sparkline
from reporting.words import gap_words, share_words


@dataclass(frozen=True)
class Card:
    """A share with what it is of, its target, and the gap between them: None for what is shown in words."""

    name: str
    figure: str
    is_words: bool
    of: str
    target: int
    band: Band
    gap: float | None
    spark: Sparkline | None = None

    @property
    def against(self) -> str:
        """The same words as in the table; where there is no gap to tell, the band's."""
        is_below = self.band in (Band.NEAR, Band.BELOW)
        return gap_words(self.gap, self.band) if is_below and self.gap is not None else self.band.value


def cards(figures: Coverage, hotels: HotelFigures | None, sparks: Mapping[int, Sparkline]) -> list[Card]:
    """Furthest below its target first, those that have met it after, those that show no number last."""
    found = [_of_tile(tile, sparks.get(tile.tile.pk)) for tile in figures.tiles]
    found += [_of_hotels(hotels)] if hotels else []
    return sorted(found, key=lambda card: (card.gap is None, -(card.gap or 0)))


def _of_tile(tile: TileFigures, spark: Sparkline | None) -> Card:
    coverage, target = tile.shown.coverage, tile.tile.target_percent
    figure = share_words(coverage, tile.band, target)
    return Card(
        name=tile.tile.name,
        figure=figure,
        is_words=not figure[0].isdigit() or isinstance(coverage, str),
        of=_("of %(number)s in scope") % {"number": _number(tile.shown.in_scope)},
        target=target,
        band=tile.band,
        gap=gap_of(coverage, target, tile.band),
        spark=spark,
    )


def _of_hotels(hotels: HotelFigures) -> Card:
    sector = hotels.sector
    words = _("of %(number)s declared staff, based on %(counted)s of %(known)s known premises; %(unknown)s unknown") % {
        "number": _number(hotels.declared),
        "counted": sector.counted,
        "known": sector.known,
        "unknown": sector.unknown,
    }
    return Card(
        name=_("Hotels and accommodation"),
        figure=share_words(hotels.coverage, hotels.band, hotels.target),
        is_words=not isinstance(hotels.coverage, int | float),
        of=words,
        target=hotels.target,
        band=hotels.band,
        gap=gap_of(hotels.coverage, hotels.target, hotels.band),
    )


def _number(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
