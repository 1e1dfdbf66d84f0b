"""Asking for a session where none is planned: a wish is kept, counted for those who hold sessions, and answered."""

from datetime import datetime

from courses.models import Course
from partnership.models import Area, Person
from partnership.queries import area_lineage
from schemes.models import Session, SessionWish
from schemes.queries.wishes import KEPT_FOR, open_wishes
from schemes.services import session_messages


def ask_for_session(*, person: Person, course: Course, area: Area, time_of_day: str, at: datetime) -> SessionWish:
    """Asked again, the newest word counts: one wish of a person for each course."""
    values = {"area": area, "time_of_day": time_of_day, "asked_at": at}
    return SessionWish.objects.update_or_create(person=person, course=course, defaults=values)[0]


def take_back_wish(*, person: Person, course: Course) -> None:
    """They need it no more, or have a place."""
    SessionWish.objects.filter(person=person, course=course).delete()


def answer_wishes(*, session: Session, at: datetime) -> int:
    """Tell those who asked for this course where the session is held, or below; returns how many are told."""
    asked = open_wishes(at).filter(course=session.course).select_related("person", "area")
    near = [wish for wish in asked if session.area is None or session.area in area_lineage(wish.area)]
    return sum(session_messages.tell_planned(session, wish.person, at) for wish in near)


def forget_old(*, at: datetime) -> int:
    """Delete the wishes that count no more; returns how many."""
    return SessionWish.objects.filter(asked_at__lte=at - KEPT_FOR).delete()[0]
