"""A row of somebody else's premises register, and what it would change (pack section 6.9, hotels_premises.csv)."""

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from schemes.rules.facts import State


class Outcome(enum.StrEnum):
    """What became of a row, or would."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class RowRefused(ValueError):
    """A row that cannot be recorded: which field, its value, and why in plain words."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


@dataclass(frozen=True)
class PremisesRow:
    """One premises as a scheme register has it. `premises_ref` becomes the code of its organisation: the key.

    `kind` is hotel, guest_house, hostel, serviced or other. `live_current_staff` are people trained now, by name
    unknown to us.
    """

    premises_ref: str
    name: str
    district_code: str
    kind: str
    state: State
    rooms: int | None = None
    pledged_on: date | None = None
    has_champion: bool = False
    is_champion_trained: bool = False
    declared_headcount: int | None = None
    declared_on: date | None = None
    has_roster_feed: bool = False
    live_current_staff: int = 0
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Change:
    """One field that a row changes. `before` is None where nothing was known."""

    field: str
    before: object
    after: object


def differences(row: PremisesRow, held: Mapping[str, object]) -> tuple[Change, ...]:
    """What the row says otherwise than what is held. What a row leaves out changes nothing."""
    return tuple(
        Change(name, held.get(name), value)
        for name, value in asdict(row).items()
        if value not in (None, "") and value != held.get(name)
    )


def check(row: PremisesRow, *, reported_on: date, kinds: frozenset[str]) -> None:
    """Raises RowRefused when the row cannot be true."""
    if not row.premises_ref.strip() or len(row.premises_ref) > 20:
        raise RowRefused("premises_ref", row.premises_ref, "A reference of 1 to 20 characters is needed.")
    if not row.name.strip():
        raise RowRefused("name", row.name, "The premises needs a name.")
    if row.kind not in kinds:
        raise RowRefused("type", row.kind, f"Use one of: {', '.join(sorted(kinds))}.")
    if (row.declared_headcount is None) != (row.declared_on is None):
        raise RowRefused("declared_on", row.declared_on, "A headcount and its day come together or not at all.")
    for name, value in (("pledged_on", row.pledged_on), ("declared_on", row.declared_on)):
        if value is not None and value > reported_on:
            raise RowRefused(name, value, "This day is still to come.")
