"""Reading sessions: who has a place, who waits, who was there, and whom a register's key means."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, ExpressionWrapper, F, IntegerField, Q, QuerySet

from certification.models import Obligation
from courses.models import Course
from partnership.models import Organisation, Person, open_on
from partnership.queries import area_lineage, assignments_of
from schemes.models import Licence
from schemes.models.sessions import Attendance, Booking, Session
from schemes.rules.check_in import EARLIEST, LATEST
from schemes.rules.licences import number_key

KeyKind = Attendance.KeyKind


@dataclass(frozen=True)
class Place:
    """One booking in its order. `waiting` is 0 for a place, else the number in the queue."""

    booking: Booking
    waiting: int


def places(session: Session) -> list[Place]:
    """Everybody who booked, in the order they did: the first `capacity` have places, the rest wait."""
    bookings = session.bookings.filter(cancelled_at=None).select_related("person").order_by("booked_at", "pk")
    return [Place(booking, max(0, number - session.capacity)) for number, booking in enumerate(bookings, start=1)]


def with_bookings(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """The sessions, each with `booked`: how many have a place or wait for one, and `waiting`: how many more they are
    than there are places.
    """
    booked = Count("bookings", filter=Q(bookings__isnull=False, bookings__cancelled_at=None))
    return sessions.annotate(
        booked=booked, waiting=ExpressionWrapper(F("booked") - F("capacity"), output_field=IntegerField())
    )


def is_made_already(*, organisation: Organisation, course: Course, starts_at: datetime, place: str) -> bool:
    """Whether the same is to be held there and then."""
    same = Session.objects.filter(organisation=organisation, course=course, starts_at=starts_at, cancelled_at=None)
    return same.filter(place__iexact=place).exists()


def place_of(session: Session, person: Person) -> Place | None:
    return next((place for place in places(session) if place.booking.person_id == person.pk), None)


def people_called(kind: str, key: str) -> list[Person]:
    """The people a register's key means, with merges followed: none, one, or several whom nobody can tell apart."""
    if kind == KeyKind.LICENCE:
        found = _holders(key)
    elif kind == KeyKind.PREMISES:
        found = _staff(key)
    else:
        found = list(Person.objects.filter(email__iexact=key.strip()).exclude(email="").select_related("canonical"))
    return list({person.canonical or person: None for person in found})


def _holders(key: str) -> list[Person]:
    """ "E07000991:000417": an authority's GSS or own code, and a licence number as people type it."""
    code, _, number = key.partition(":")
    authorities = Organisation.objects.filter(Q(code=code.strip()) | Q(area__code=code.strip(), kind="council"))
    licences = Licence.objects.filter(authority__in=authorities, number_key=number_key(number))
    return [each.assignment.person for each in licences.select_related("assignment__person__canonical")]


def _staff(key: str) -> list[Person]:
    """ "P-0001:Maria K": the premises' code and the name as its list has it."""
    code, _, name = key.partition(":")
    staff = Person.objects.filter(assignments__organisation__code=code.strip(), display_name__iexact=name.strip())
    return list(staff.select_related("canonical").distinct())


def sessions_to_choose(person: Person, *, at: datetime, on: date) -> QuerySet[Session]:
    """Sessions still to come in the courses that a person's posts ask for, in the areas of those posts or above."""
    posts = list(assignments_of(person, on=on))
    areas = {area.pk for post in posts for area in area_lineage(post.area)}
    asked = Obligation.objects.filter(open_on(on), assignment__in=posts).values("requirement__course")
    coming = Session.objects.filter(starts_at__gt=at, cancelled_at=None, course__in=asked)
    return coming.filter(Q(area__in=areas) | Q(area=None)).select_related("course").order_by("starts_at")


def courses_asked_of(person: Person, *, on: date) -> QuerySet[Course]:
    """The courses that a person's posts ask for."""
    asked = Obligation.objects.filter(open_on(on), assignment__in=assignments_of(person, on=on))
    return Course.objects.filter(pk__in=asked.values("requirement__course")).order_by("title")


def sessions_under_way(person: Person, *, at: datetime) -> QuerySet[Session]:
    """Sessions this person booked that are on now, so that they can check in."""
    booked = Session.objects.filter(bookings__person=person, bookings__cancelled_at=None, cancelled_at=None)
    return booked.filter(starts_at__lte=at + EARLIEST, ends_at__gte=at - LATEST).select_related("course")
