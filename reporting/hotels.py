"""The hotels' part of the board: grades, coverage over what is known, and what is not, as each audience may see it.

Premises are businesses and are counted as they are. Their staff are people: for leaders, small numbers of them are
suppressed as everywhere (pack section 3.7), by district and in what is left of the sum.
"""

from dataclasses import asdict, dataclass
from datetime import date

from partnership.models import Area
from reporting.counts import Counts
from reporting.queries.board import Band, band_of
from reporting.queries.hotel_staff import Trained, trained_at
from reporting.suppression import WITHHELD, Shown, suppressed, unsuppressed, whole_percent
from schemes.queries.hotels import TARGET_PERCENT, Sector, known_premises, readings, summed
from schemes.rules.coverage import Grade
from schemes.rules.facts import State

FULL, DECLARED, STALE, UNKNOWN = Grade.A, Grade.B, Grade.C, Grade.D
WIDTH = 440  # of the picture, in its own units
LABEL_ROOM = 46  # that one label of the bar needs


@dataclass(frozen=True)
class Part:
    """A stretch of the bar: a grade, how many premises have it, and where it and its label are drawn."""

    grade: Grade
    number: int
    start: float
    length: float
    label_at: float


@dataclass(frozen=True)
class DistrictRow:
    """One district: premises as they are, staff and coverage as they may be shown."""

    name: str
    known: int
    counted: int
    active: int
    declared: int | str
    coverage: float | str | None


@dataclass(frozen=True)
class HotelFigures:
    """What the board shows of hotels on a day."""

    on: date
    sector: Sector
    declared: int | str
    coverage: float | str | None
    rows: tuple[DistrictRow, ...]
    target: int = TARGET_PERCENT
    current: int | str = ""  # of the declared staff, capped at each premises' headcount
    trained: Trained | None = None

    @property
    def parts(self) -> list[Part]:
        """The known premises by grade, as stretches of one bar."""
        found, start, free = [], 0.0, 0.0
        for grade in Grade:
            number = self.sector.grades.get(grade, 0)
            length = round(WIDTH * number / self.sector.known, 1) if self.sector.known else 0.0
            label_at = max(start, free)
            found.append(Part(grade, number, round(start, 1), length, round(label_at, 1)))
            start, free = start + length, label_at + LABEL_ROOM if number else free
        return found

    @property
    def states(self) -> list[tuple[State, int]]:
        return [(state, self.sector.states[state]) for state in State if self.sector.states.get(state)]

    @property
    def active(self) -> int:
        return self.sector.states.get(State.ACTIVE, 0)

    @property
    def reach(self) -> int | None:
        return None if self.sector.reach is None else whole_percent(self.sector.reach)

    @property
    def band(self) -> Band:
        """Against the target. While premises are unknown, a target is met at most where somebody has counted."""
        found = band_of(self.sector.coverage, self.target, self.coverage)
        return Band.PARTLY if found is Band.MET and self.sector.unknown else found


def hotel_figures(on: date, *, is_suppressed: bool) -> HotelFigures | None:
    """The figures on `on`; None where no premises is known."""
    premises = known_premises(on)
    found = readings(premises, on)
    if not found:
        return None
    areas = list(Area.objects.filter(kind=Area.Kind.DISTRICT).order_by("name"))
    by_area = [(area, summed([r for r in found if r.premises.organisation.area_id == area.pk], on)) for area in areas]
    by_area = [(area, sums) for area, sums in by_area if sums.known]
    whole = summed(found, on)
    counts = [_counts(sums) for _, sums in by_area]
    shown, total = (
        suppressed(counts) if is_suppressed else ([unsuppressed(c) for c in counts], unsuppressed(_counts(whole)))
    )
    rows = tuple(
        DistrictRow(area.short_name, sums.known, sums.counted, sums.states.get(State.ACTIVE, 0), s.in_scope, s.coverage)
        for (area, sums), s in zip(by_area, shown, strict=True)
    )
    trained = trained_at(premises, found, on)
    return HotelFigures(on, whole, total.in_scope, total.coverage, rows, current=_current(total), trained=trained)


def _current(total: Shown) -> int | str:
    """How many of the declared staff are trained: no more than the coverage beside it says."""
    return total.coverage if isinstance(total.coverage, str) else total.cells.get("current", WITHHELD)


def _counts(sums: Sector) -> Counts:
    """Declared staff as the suppression rule counts people: trained ones, and the rest."""
    return Counts(current=sums.capped_current, never_started=sums.declared - sums.capped_current)


def flat(figures: HotelFigures) -> dict[str, object]:
    """For JSON: the same values as on the page."""
    sector = figures.sector
    return {
        "on": figures.on.isoformat(),
        "known": sector.known,
        "counted": sector.counted,
        "unknown": sector.unknown,
        "grades": {grade.value: sector.grades.get(grade, 0) for grade in Grade},
        "states": {state.value: number for state, number in figures.states},
        "declared": figures.declared,
        "current": figures.current,
        "coverage_pct": round(figures.coverage, 1) if isinstance(figures.coverage, float) else figures.coverage,
        "reach_pct": None if sector.reach is None else round(sector.reach, 1),
        "premises_trained": asdict(figures.trained) if figures.trained else None,
    }
