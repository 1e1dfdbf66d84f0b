"""Who asked for a session: counted by course, area and time of day, and never by name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from courses.models import Course
from partnership.models import Area, Assignment, Person, open_on
from partnership.reach import Reach
from schemes.models import SessionWish

KEPT_FOR = timedelta(days=183)  # a wish of last summer says nothing of whom to expect


@dataclass(frozen=True)
class Wanted:
    """One line: so many people ask for a course in an area, at this time of day."""

    course: str
    area: str
    time_of_day: str
    number: int


def open_wishes(at: datetime) -> QuerySet[SessionWish]:
    return SessionWish.objects.filter(asked_at__gt=at - KEPT_FOR)


def wish_of(person: Person, course: Course, *, at: datetime) -> SessionWish | None:
    return open_wishes(at).filter(person=person, course=course).first()


def wanted_in(reach: Reach, *, at: datetime, on: date) -> list[Wanted]:
    """What those in these posts ask for, the most wanted first; one read."""
    own = Assignment.objects.filter(open_on(on), reach.q()).values("person")
    fields = ("course__short_title", "area__short_name", "time_of_day")
    counted = open_wishes(at).filter(person__in=own).values_list(*fields).annotate(number=Count("pk"))
    words = dict(SessionWish.TimeOfDay.choices)
    return [
        Wanted(course, area, str(words[time]), number)
        for course, area, time, number in counted.order_by("-number", *fields)
    ]


def areas_to_choose(*, on: date) -> QuerySet[Area]:
    """The districts of today."""
    return Area.objects.filter(open_on(on, start="valid_from", end="valid_to"), kind=Area.Kind.DISTRICT).order_by(
        "name"
    )


def own_area(person: Person, *, on: date) -> Area | None:
    """Where their first post is."""
    post = Assignment.objects.filter(open_on(on), person=person).select_related("area").order_by("starts_on").first()
    return post.area if post else None
