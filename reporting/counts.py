"""The counts of pack section 3.3 and the shares made from them. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True)
class Counts:
    """How many assignments are in each status on a date, by the pack's names. `due_soon` is part of `current`."""

    exempt: int = 0
    on_long_leave: int = 0
    current: int = 0
    due_soon: int = 0
    in_grace: int = 0
    expired: int = 0
    overdue_failed: int = 0
    overdue_started: int = 0
    never_started: int = 0

    @property
    def in_scope(self) -> int:
        return self.current + self.in_grace + self.overdue

    @property
    def population(self) -> int:
        return self.in_scope + self.exempt + self.on_long_leave

    @property
    def overdue(self) -> int:
        return self.expired + self.overdue_failed + self.overdue_started + self.never_started

    @property
    def coverage(self) -> float | None:
        """Current ÷ in scope in percent, unrounded; None where no one is in scope."""
        return percent(self.current, self.in_scope)

    @property
    def on_track(self) -> float | None:
        return percent(self.current + self.in_grace, self.in_scope)

    @property
    def overdue_share(self) -> float | None:
        return percent(self.overdue, self.in_scope)


def percent(part: int, whole: int) -> float | None:
    return part * 100 / whole if whole else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum, field by field."""
    sums = [sum(column) for column in zip(*(astuple(c) for c in counts), strict=True)]
    return Counts(*sums) if sums else Counts()


FIELDS = tuple(f.name for f in fields(Counts))
STATUS_FIELDS = tuple(name for name in FIELDS if name != "due_soon")
IN_SCOPE_FIELDS = ("current", "in_grace", "expired", "overdue_failed", "overdue_started", "never_started")
