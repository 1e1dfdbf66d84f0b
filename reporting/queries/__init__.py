"""Reading coverage: counted from rows for a day, kept for month ends, shaped for an audience."""

from reporting.queries.board import Band, Coverage, Row, TileFigures, View, band_of, coverage
from reporting.queries.counting import People, counted_in, counts_by_group, counts_by_place

__all__ = [
    "Band",
    "Coverage",
    "People",
    "Row",
    "TileFigures",
    "View",
    "band_of",
    "counted_in",
    "counts_by_group",
    "counts_by_place",
    "coverage",
]
