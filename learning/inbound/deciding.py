"""What a statement of another system means here. Pure: no Django, no database.

Asked in this order, and what is first unknown is what it waits for: which course the activity is, whether the day
counts, what the verb means, who the account is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lrs.identity import key_of


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says, as far as it matters: or in `fault` why it could not be read.

    `account` is empty for a group or an actor without identifier.
    """

    authority: int
    activity: str
    verb: str
    account: UUID | None
    is_failure: bool
    on: date
    is_voided: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CourseMapping:
    authority: int
    activity: str
    is_prefix: bool
    passing: frozenset[str]
    others: frozenset[str]
    course: int
    validity_months: int
    starts_on: date | None = None
    ends_on: date | None = None

    def fits(self, told: Told) -> bool:
        if self.authority != told.authority:
            return False
        return told.activity.startswith(self.activity) if self.is_prefix else told.activity == self.activity

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Book:
    """All that people have said so far: mappings, (authority, account) -> person, and kinds to ignore."""

    courses: Sequence[CourseMapping]
    people: Mapping[tuple[int, UUID], int]
    ignored: Collection[UUID]


@dataclass(frozen=True, slots=True)
class Decision:
    """`state` and `reason` as InboundStatement has them; course, person and months for a pass."""

    state: str
    reason: str = ""
    kind: UUID | None = None
    course: int | None = None
    person: int | None = None
    months: int = 0


def decide(told: Told, book: Book) -> Decision:
    if told.is_voided:
        return Decision("withdrawn")
    if told.fault:
        return _wait(told, book, "unreadable", told.fault)
    fitting = _closest([mapping for mapping in book.courses if mapping.fits(told)])
    if not fitting:
        return _wait(told, book, "activity", told.activity)
    in_force = [mapping for mapping in fitting if mapping.holds_on(told.on)]
    if not in_force:
        return _wait(told, book, "dates", told.activity)
    if len({mapping.course for mapping in in_force}) > 1:
        return _wait(told, book, "ambiguous", told.activity)
    return _decide_verb(told, book, in_force)


def _decide_verb(told: Told, book: Book, mappings: Sequence[CourseMapping]) -> Decision:
    passing = next((mapping for mapping in mappings if told.verb in mapping.passing), None)
    if passing is None:
        is_read = any(told.verb in mapping.others for mapping in mappings)
        return Decision("no_pass") if is_read else _wait(told, book, "verb", told.activity, told.verb)
    if told.is_failure:
        return Decision("no_pass")
    if told.account is None:
        return _wait(told, book, "nobody", told.activity)
    person = book.people.get((told.authority, told.account))
    if person is None:
        return _wait(told, book, "account", str(told.account))
    return Decision("passed", course=passing.course, person=person, months=passing.validity_months)


def _closest(mappings: Sequence[CourseMapping]) -> list[CourseMapping]:
    """Those for the very activity before those for a beginning, and longer beginnings before shorter ones."""
    best = max(((not mapping.is_prefix, len(mapping.activity)) for mapping in mappings), default=None)
    return [mapping for mapping in mappings if (not mapping.is_prefix, len(mapping.activity)) == best]


def _wait(told: Told, book: Book, reason: str, *parts: str) -> Decision:
    kind = UUID(key_of("inbound", str(told.authority), reason, *parts))
    return Decision("ignored" if kind in book.ignored else "waiting", reason, kind)
