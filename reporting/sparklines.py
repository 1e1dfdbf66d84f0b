"""A line of month ends as a small drawing, its point said in words. The template draws; here is where things stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.queries.trends import Jump, Line, Point

WIDTH, HEIGHT, MARGIN = 220, 56, 6
MONTH = "M Y"
ABOUT_A_YEAR = timedelta(days=350)
HIGHEST_FLOOR = 70


@dataclass(frozen=True)
class Sparkline:
    """`strokes` are SVG point lists, one for each run of dates without a gap; `jumps`: where the denominator shifts."""

    name: str
    words: str
    lowest: int
    strokes: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]  # dates that stand alone
    end: tuple[float, float] | None
    target_at: float
    jumps: tuple[float, ...]
    jump_words: str = ""  # what the dotted lines at them stand for

    @property
    def title(self) -> str:
        return f"{self.name}: {self.words}"


def floor_of(lines: Sequence[Line]) -> int:
    """One floor for lines that stand side by side, in tens below the lowest, and no higher than 70: small steps of
    those near the top are not to look like leaps.
    """
    shares = [point.share for line in lines for point in line.exact if point.share is not None]
    return min(HIGHEST_FLOOR, min(shares, default=0) // 10 * 10)


def sparkline(line: Line, *, lowest: int) -> Sparkline:
    first, last = line.points[0].on, line.points[-1].on
    x_of = {point.on: _x(point.on, first, last) for point in line.points}
    runs = [[(x_of[p.on], _y(p.share or 0, lowest)) for p in run] for run in _runs(line.points)]
    return Sparkline(
        name=line.name,
        words=words_of(line),
        lowest=lowest,
        strokes=tuple(" ".join(f"{x:g},{y:g}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        end=(x_of[last], _y(line.points[-1].share or 0, lowest)) if line.points[-1].share is not None else None,
        target_at=_y(line.target_percent, lowest),
        jumps=tuple(x_of[jump.on] for jump in line.jumps),
        jump_words=_jump_words(line.jumps),
    )


def _jump_words(jumps: Sequence[Jump]) -> str:
    """Of several the last: the table behind the lines has them all."""
    if not jumps:
        return ""
    last = jumps[-1]
    words = {"before": f"{last.before:,}", "after": f"{last.after:,}", "month": date_format(last.on, MONTH)}
    return _("Dotted upright line: from %(before)s to %(after)s in scope by %(month)s.") % words


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Points in a row that can be drawn. No stroke leads across a date that shows words: it would suggest a figure."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.share is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _x(on: date, first: date, last: date) -> float:
    return round(MARGIN + (WIDTH - 2 * MARGIN) * (on - first).days / max((last - first).days, 1), 1)


def _y(share: int, lowest: int) -> float:
    return round(MARGIN + (HEIGHT - 2 * MARGIN) * (100 - share) / max(100 - lowest, 1), 1)


def words_of(line: Line) -> str:
    """The point in words: "71% to 85%, Nov 2025 to Nov 2026"."""
    first, last = line.exact[0], line.points[-1]
    months = {"first": date_format(first.on, MONTH), "last": date_format(last.on, MONTH)}
    words = {"then": first.share, "now": last.share, "day": date_format(first.on, "j F Y"), **months}
    if last.share is None:
        return _("%(then)s%% on %(day)s, now %(words)s") % {**words, "words": last.words or _("nobody")}
    if first.share == last.share:
        return _("%(now)s%%, as on %(day)s") % words
    if last.on - first.on >= ABOUT_A_YEAR:
        return _("%(then)s%% to %(now)s%%, %(first)s to %(last)s") % words
    return _("%(then)s%% to %(now)s%% since %(day)s") % words
