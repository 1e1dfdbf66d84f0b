"""What a board's figures do not know, counted where it can be counted."""

from dataclasses import dataclass
from datetime import date

from partnership.models import Assignment, open_on
from partnership.reach import Reach

FEW = 10


@dataclass(frozen=True)
class Unknowns:
    """`unmatched`: people who said where they work and whom nobody has matched yet; None where they are few."""

    unmatched: int | None
    has_drivers: bool


def unknowns(on: date, reach: Reach | None) -> Unknowns:
    held = Assignment.objects.filter(open_on(on))
    if reach is not None:
        held = held.filter(reach.q())
    waiting = held.filter(is_unmatched=True).count()
    return Unknowns(
        unmatched=waiting if waiting == 0 or waiting >= FEW else None,
        has_drivers=held.filter(contract=Assignment.Contract.LICENSED).exists(),
    )
