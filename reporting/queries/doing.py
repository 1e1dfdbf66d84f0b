"""What is being done about the figures: rows of messages, sessions and premises, counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from messaging.models import Message
from schemes.models import Contact, Headcount, Pledge, Session

LOOKED_BACK_DAYS = 30
REMINDERS = ("training_invite", "training_due", "training_overdue", "training_ended", "due_soon", "licence_gate")


@dataclass(frozen=True)
class Sent:
    """`recipients` are different addresses."""

    messages: int
    recipients: int


@dataclass(frozen=True)
class Planned:
    """Sessions to come. `taken` places are booked; who waits for one is not among them."""

    sessions: int
    places: int
    taken: int


@dataclass(frozen=True)
class Reached:
    """Premises, each once, that somebody was in touch with, that signed, and that gave a headcount."""

    contacted: int
    pledged: int
    counted: int


def reminders_sent(at: datetime) -> Sent:
    """Reminders about a training that went out in the 30 days before `at`."""
    since = at - timedelta(days=LOOKED_BACK_DAYS)
    sent = Message.objects.filter(template__in=REMINDERS, sent_at__gt=since, sent_at__lte=at).order_by()
    return Sent(**sent.aggregate(messages=Count("pk"), recipients=Count("recipient", distinct=True)))


def coming_sessions(at: datetime, organisations: Collection[int] | None) -> QuerySet[Session]:
    """Sessions that begin after `at`, of some organisations or of all."""
    coming = Session.objects.filter(starts_at__gt=at, cancelled_at=None).order_by()
    return coming if organisations is None else coming.filter(organisation__in=organisations)


def sessions_planned(at: datetime, organisations: Collection[int] | None) -> Planned:
    booked = Count("bookings", filter=Q(bookings__cancelled_at=None))
    rows = coming_sessions(at, organisations).annotate(booked=booked).values_list("capacity", "booked")
    found = [(capacity, min(capacity, booked)) for capacity, booked in rows]
    return Planned(len(found), sum(capacity for capacity, _ in found), sum(taken for _, taken in found))


def hotels_reached(on: date) -> Reached:
    """Premises in the 30 days up to `on`."""
    days = (on - timedelta(days=LOOKED_BACK_DAYS), on)
    return Reached(
        contacted=_premises(Contact.objects.filter(happened_on__range=days)),
        pledged=_premises(Pledge.objects.filter(signed_on__range=days)),
        counted=_premises(Headcount.objects.filter(declared_on__range=days)),
    )


def _premises(rows: QuerySet[Any]) -> int:
    return int(rows.order_by().values("premises").distinct().count())
