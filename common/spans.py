"""Spans of days: from an inclusive start to an exclusive end. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """Days from `starts_on` to the day before `ends_on` (exclusive; None for open-ended)."""

    starts_on: date
    ends_on: date | None = None


ALWAYS = Span(date.min)


def intersect(one: Span, other: Span) -> Span | None:
    """The days two spans share; None when they share none."""
    starts_on = max(one.starts_on, other.starts_on)
    ends = [end for end in (one.ends_on, other.ends_on) if end is not None]
    ends_on = min(ends, default=None)
    if ends_on is not None and ends_on <= starts_on:
        return None
    return Span(starts_on, ends_on)


def holds(spans: Iterable[Span], day: date) -> bool:
    """Whether any of the spans holds the day."""
    return any(span.starts_on <= day and (span.ends_on is None or day < span.ends_on) for span in spans)


def in_both(ones: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The days that are in both sets of spans, in order and joined where they touch."""
    theirs = list(others)
    both = (intersect(one, other) for one in ones for other in theirs)
    return merged(span for span in both if span)


def without(span: Span, gaps: Iterable[Span]) -> list[Span]:
    """What is left of a span when the gaps are taken out, in order."""
    left = [span]
    for gap in sorted(gaps, key=lambda g: g.starts_on):
        left = [piece for part in left for piece in _cut(part, gap)]
    return left


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as can be, in order. Spans of no days are left out."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.starts_on):
        if span.ends_on is not None and span.ends_on <= span.starts_on:
            continue
        last = found[-1] if found else None
        if last is None or (last.ends_on is not None and last.ends_on < span.starts_on):
            found.append(span)
        elif last.ends_on is not None and (span.ends_on is None or span.ends_on > last.ends_on):
            found[-1] = Span(last.starts_on, span.ends_on)
    return found


def _cut(span: Span, gap: Span) -> list[Span]:
    if intersect(span, gap) is None:
        return [span]
    pieces = []
    if span.starts_on < gap.starts_on:
        pieces.append(Span(span.starts_on, gap.starts_on))
    if gap.ends_on is not None and (span.ends_on is None or gap.ends_on < span.ends_on):
        pieces.append(Span(gap.ends_on, span.ends_on))
    return pieces
