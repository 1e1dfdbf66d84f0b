"""Reading the outbox: what was asked for, and what became of it."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from messaging.models import MOST_TRIES, Message
from messaging.rendering import body_of, subject_of


class Fate(enum.StrEnum):
    """Where a message stands."""

    SENT = "sent"
    CANCELLED = "cancelled"
    GIVEN_UP = "given_up"
    WAITING = "waiting"


@dataclass(frozen=True)
class Post:
    """A message with its words."""

    message: Message
    fate: Fate
    subject: str
    body: str


def newest_posts(*, most: int) -> list[Post]:
    """The newest messages, newest first. One query."""
    rows = Message.objects.order_by("-created_at", "-pk")[:most]
    return [Post(row, fate_of(row), subject_of(row), body_of(row)) for row in rows]


def fate_of(message: Message) -> Fate:
    if message.sent_at:
        return Fate.SENT
    if message.cancelled_at:
        return Fate.CANCELLED
    return Fate.GIVEN_UP if message.tries >= MOST_TRIES else Fate.WAITING


def written_at(*, keys: Collection[str]) -> dict[str, datetime]:
    """Of these keys, those that a message has had, with the moment it was put in the outbox."""
    return dict(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", "created_at"))


def last_sent(*, prefixes: Collection[str]) -> datetime | None:
    """When the newest message whose key begins with one of these went out; None where none has."""
    sent = Message.objects.filter(sent_at__isnull=False)
    found = (sent.filter(dedupe_key__startswith=each).aggregate(at=Max("sent_at"))["at"] for each in prefixes)
    return max((at for at in found if at), default=None)
