"""A session's register as its trainer fills it in: everybody who booked, checked in or was entered, once each."""

from dataclasses import dataclass
from datetime import datetime

from common.dates import london_day
from courses.queries import current_version
from learning.content import pass_mark_percent
from learning.models import Attempt
from partnership.models import Person
from schemes.models import Attendance, Session
from schemes.queries.names import Called, called, told_apart
from schemes.queries.sessions import Place, places


@dataclass(frozen=True)
class Entry:
    """One person, or a line nobody is known by yet. `name` is as much of it as may be shown."""

    name: str
    person: Person | None
    place: Place | None
    line: Attendance | None

    @property
    def waiting(self) -> int:
        return self.place.waiting if self.place else 0

    @property
    def is_settled(self) -> bool:
        """A result was recorded: it is changed by a correction only."""
        return self.line is not None and self.line.score_percent is not None

    @property
    def can_be_removed(self) -> bool:
        """Entered by mistake: nothing came of it yet."""
        return self.line is not None and not (self.is_settled and self.line.person_id)


def register_of(session: Session) -> list[Entry]:
    """By name; those on the waiting list last. A fixed number of reads."""
    booked = {place.booking.person_id: place for place in places(session)}
    lines = list(session.attendances.select_related("person").order_by("recorded_at", "pk"))
    present = {line.person_id: line for line in lines if line.person_id}
    people = {place.booking.person_id: place.booking.person for place in booked.values()}
    people |= {line.person_id: line.person for line in lines if line.person_id and line.person}
    unknown = [line for line in lines if not line.person_id]
    names = told_apart(
        {("person", pk): called(person) for pk, person in people.items()}
        | {("line", line.pk): Called(line.name) for line in unknown}
    )
    found = [Entry(names["person", pk], person, booked.get(pk), present.get(pk)) for pk, person in people.items()] + [
        Entry(names["line", line.pk], None, None, line) for line in unknown
    ]
    return sorted(found, key=lambda entry: (entry.waiting, entry.name.casefold()))


def is_held(session: Session, at: datetime) -> bool:
    """Whether its day has come, so that results can be recorded."""
    return session.held_on <= london_day(at)


def pass_mark_of(session: Session) -> int | None:
    """The course's own mark in percent; None where it is not published."""
    version = current_version(session.course)
    return pass_mark_percent(version.content, Attempt.Kind.FULL) if version else None
