"""Sessions with a trainer in the demo: three to come, one of them full with people waiting, and some who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from certification.rules.status import OVERDUE
from common.dates import LONDON
from courses.models import Course
from demo.services.overdue import without_login
from partnership.models import Area, Organisation, Person
from schemes.models import Session
from schemes.services import sessions
from schemes.services.wishes import ask_for_session

PREFIX = "W-"


@dataclass(frozen=True)
class Planned:
    """A session so many days ahead; `booked` people asked for a place, the first `capacity` of them have one."""

    reference: str
    organisation: str
    course: str
    place: str
    ahead: int
    begins: time
    minutes: int
    capacity: int
    booked: int


PLANNED = (
    Planned(f"{PREFIX}ALD-1", "ALD", "cse-taxi", "Town Hall, committee room 2", 9, time(18, 30), 120, 14, 11),
    Planned(f"{PREFIX}WHFT-1", "WHFT", "cse-health", "Education centre, room 4", 16, time(9, 0), 180, 20, 23),
    Planned(f"{PREFIX}CAS-1", "CAS", "cse-taxi", "Casterley library", 23, time(10, 0), 120, 12, 4),
)
WISHES = (("BRA", "cse-taxi", "evening", 3), ("DUN", "cse-taxi", "weekend", 2))


def lay_sessions(*, on: date, at: datetime) -> None:
    for planned in PLANNED:
        organisation = Organisation.objects.get(code=planned.organisation)
        course = Course.objects.get(key=planned.course)
        session = sessions.create_session(
            reference=planned.reference,
            course=course,
            organisation=organisation,
            place=planned.place,
            starts_at=datetime.combine(on + timedelta(days=planned.ahead), planned.begins, tzinfo=LONDON),
            minutes=planned.minutes,
            capacity=planned.capacity,
        )
        for ago, person in enumerate(_untrained(organisation, course, planned.booked, on)):
            sessions.book(session=session, person=person, at=at - timedelta(hours=7 * ago + 1))
    for code, key, time_of_day, number in WISHES:
        organisation, course = Organisation.objects.get(code=code), Course.objects.get(key=key)
        area = organisation.area or Area.objects.get(kind=Area.Kind.PARTNERSHIP)
        for person in _untrained(organisation, course, number, on):
            ask_for_session(person=person, course=course, area=area, time_of_day=time_of_day, at=at - timedelta(days=5))


def _untrained(organisation: Organisation, course: Course, number: int, on: date) -> Sequence[Person]:
    """Some of those there who are overdue."""
    late = without_login(organisation.code, course.key, on, statuses=OVERDUE)
    return [each.assignment.person for each in late.order_by("-assignment__person_id")[:number]]


def clear_sessions() -> None:
    Session.objects.filter(reference__startswith=PREFIX).delete()
