"""The board as a file: what its page shows, in the same order and the same words, with the hotels."""

from collections.abc import Iterator

from reporting.csv_export import as_csv
from reporting.hotel_words import who_is_trained
from reporting.hotels import HotelFigures
from reporting.queries import Band, Coverage, Row, View
from reporting.tables import COLUMNS, flat_row, rounded, worst_first
from reporting.words import gap_words

HOTELS = "Hotels and accommodation"
OF_PREMISES = ("premises_known", "premises_counted", "premises_unknown", "premises_active")
BOARD_COLUMNS = ("role_group", "group", "target_pct", "against_target", *COLUMNS[1:], *OF_PREMISES)


def board_file(figures: Coverage, hotels: HotelFigures | None) -> str:
    """Groups furthest below their target first, then the hotels; notes last."""
    rows = [_of_group(row) for row in worst_first(figures)]
    return as_csv([*rows, *(_of_hotels(hotels) if hotels else ())], BOARD_COLUMNS, _notes(figures, hotels))


def _of_group(row: Row) -> dict[str, object]:
    tile = row.group.tile
    against = row.band.value if row.gap is None else gap_words(row.gap, row.band)
    return {**flat_row(row), "role_group": tile.name, "target_pct": tile.target_percent, "against_target": against}


def _of_hotels(hotels: HotelFigures) -> Iterator[dict[str, object]]:
    """In scope are the staff that premises declared: no more than that is known of them."""
    sector = hotels.sector
    yield {
        "role_group": HOTELS,
        "group": HOTELS,
        "target_pct": hotels.target,
        "against_target": _hotels_against(hotels),
        "in_scope": hotels.declared,
        "coverage_pct": rounded(hotels.coverage),
        "premises_known": sector.known,
        "premises_counted": sector.counted,
        "premises_unknown": sector.unknown,
        "premises_active": hotels.active,
    }
    for row in hotels.rows:
        yield {
            "role_group": HOTELS,
            "group": f"Hotels: {row.name}",
            "in_scope": row.declared,
            "coverage_pct": rounded(row.coverage),
            "premises_known": row.known,
            "premises_counted": row.counted,
            "premises_unknown": row.known - row.counted,
            "premises_active": row.active,
        }


def _hotels_against(hotels: HotelFigures) -> str:
    return "met" if hotels.band is Band.MET else hotels.band.value


def _notes(figures: Coverage, hotels: HotelFigures | None) -> Iterator[str]:
    yield (
        f"Coverage as at {figures.on.day} {figures.on:%B %Y}: current divided by in scope. "
        "Counts are of assignments: one person may hold several."
    )
    if figures.view is View.LEADERS:
        yield "Small numbers are shown as ranges or not shown."
    if hotels:
        sector = hotels.sector
        yield (
            f"Hotels: coverage of declared staff, based on {sector.counted} of {sector.known} known premises; "
            f"{sector.unknown} unknown."
        )
        if hotels.trained:
            yield who_is_trained(hotels)
