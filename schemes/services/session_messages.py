"""What people are told about sessions, through the outbox: each once, however often it is asked for."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from common.dates import LONDON
from messaging import services as messaging
from partnership.models import Person
from schemes.models import Booking, ResultCorrection, Session


def tell_planned(session: Session, person: Person, at: datetime) -> int:
    """They asked for one."""
    return _tell("session_planned", f"session-planned:{session.pk}:{person.pk}", session, person, at)


def tell_booked(booking: Booking, *, waiting: int, at: datetime) -> None:
    """They have a place, or stand in the queue."""
    template = "session_waiting" if waiting else "session_booked"
    _tell(template, f"session-booking:{booking.pk}:booked", booking.session, booking.person, at, number=waiting)


def tell_moved_up(booking: Booking, at: datetime) -> None:
    """They waited, and have a place now."""
    _tell("session_moved_up", f"session-booking:{booking.pk}:moved-up", booking.session, booking.person, at)


def remind(booking: Booking, at: datetime) -> int:
    """It is tomorrow."""
    return _tell("session_tomorrow", f"session-booking:{booking.pk}:tomorrow", booking.session, booking.person, at)


def tell_cancelled(session: Session, person: Person, at: datetime) -> None:
    _tell("session_cancelled", f"session-cancelled:{session.pk}:{person.pk}", session, person, at)


def tell_corrected(correction: ResultCorrection, at: datetime) -> None:
    """Their result was recorded wrongly, and is right now."""
    line = correction.attendance
    if line.person:
        link = settings.PUBLIC_URL + reverse("certification:my_training")
        _tell("result_corrected", f"result-corrected:{correction.pk}", line.session, line.person, at, link=link)


def forget_booking(booking: Booking, at: datetime) -> None:
    """What waits to be sent about a place that was given back is not sent."""
    messaging.cancel_messages(prefixes=[f"session-booking:{booking.pk}:"], at=at)


def _tell(template: str, key: str, session: Session, person: Person, at: datetime, **more: object) -> int:
    queued = messaging.write_to(
        email=person.email,
        mobile=person.mobile,
        dedupe_key=key,
        template=template,
        context={
            "course": session.course.title,
            "when": date_format(session.starts_at.astimezone(LONDON), "j F Y, H:i"),
            "place": session.place,
            "link": settings.PUBLIC_URL + reverse("schemes:choose_session"),
            **more,
        },
        at=at,
    )
    return int(queued is True)
