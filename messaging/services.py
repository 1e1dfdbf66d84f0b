"""Queueing, cancelling and sending messages."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from common.texts import send_text
from messaging.models import MOST_TRIES, Message
from messaging.rendering import body_of, subject_of

Channel = Message.Channel


def route_to(*, email: str, mobile: str) -> tuple[Message.Channel, str] | None:
    """How somebody is reached: by e-mail where there is an address, else by text; None where there is neither."""
    if email:
        return Channel.EMAIL, email
    return (Channel.SMS, mobile) if mobile and settings.SMS_TRANSPORT else None


def queue_message(
    *,
    dedupe_key: str,
    recipient: str,
    template: str,
    context: Mapping[str, object],
    at: datetime,
    channel: Message.Channel = Channel.EMAIL,
) -> Message | None:
    """Put a message in the outbox; None when one with this key has been there before.

    An e-mail's words are `templates/messages/<template>.txt` and `.subject.txt`, a text's `<template>.sms.txt`.
    """
    message, made = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "template": template,
            "context": context,
            "created_at": at,
            "not_before": at,
        },
    )
    return message if made else None


def write_to(
    *, email: str, mobile: str, dedupe_key: str, template: str, context: Mapping[str, object], at: datetime
) -> bool | None:
    """Queue a message to however somebody is reached: True where it is new, False where one with this key has been
    there before, None where there is no way to reach them.
    """
    route = route_to(email=email, mobile=mobile)
    if route is None:
        return None
    channel, recipient = route
    queued = queue_message(
        dedupe_key=dedupe_key, channel=channel, recipient=recipient, template=template, context=context, at=at
    )
    return queued is not None


def cancel_messages(*, prefixes: Collection[str], at: datetime) -> int:
    """Take back messages not sent yet whose key begins so; returns how many."""
    waiting = Message.objects.filter(sent_at=None, cancelled_at=None)
    return sum(waiting.filter(dedupe_key__startswith=prefix).update(cancelled_at=at) for prefix in prefixes)


def forget_recipients(recipients: Collection[str]) -> None:
    """Delete what was sent, or waits to be, to these addresses and numbers: of somebody who is erased."""
    Message.objects.filter(recipient__in=recipients).delete()


def keys_known(*, keys: Collection[str]) -> set[str]:
    """Of these keys, those that a message has had: it would not be queued again."""
    return set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))


def keys_waiting(*, prefix: str) -> list[str]:
    """The keys of messages not sent yet that begin so: mostly a handful, whatever the outbox has held before."""
    waiting = Message.objects.filter(sent_at=None, cancelled_at=None, dedupe_key__startswith=prefix)
    return list(waiting.values_list("dedupe_key", flat=True))


def send_waiting(*, at: datetime, limit: int = 200) -> int:
    """Send what is due; returns how many went out."""
    due = Message.objects.filter(sent_at=None, cancelled_at=None, not_before__lte=at, tries__lt=MOST_TRIES)
    return sum(_send(message, at) for message in list(due.order_by("not_before")[:limit]))


def _send(message: Message, at: datetime) -> int:
    if not _claim(message, at):
        return 0
    row = Message.objects.filter(pk=message.pk)
    try:
        _hand_over(message)
    except OSError as error:  # the post is down: the claim runs out and the sweep tries again, later each time
        row.update(last_error=type(error).__name__)
        return 0
    row.update(sent_at=at, last_error="")
    return 1


def _claim(message: Message, at: datetime) -> bool:
    """Take the message for a while, unless another sweep just did. No transaction stays open while the post is slow.

    A worker killed between sending and saying so leaves a claim that runs out: the message goes again, never missing.
    """
    untouched = Message.objects.filter(pk=message.pk, not_before=message.not_before, sent_at=None, cancelled_at=None)
    return bool(untouched.update(not_before=at + timedelta(minutes=5 * 2**message.tries), tries=message.tries + 1))


def _hand_over(message: Message) -> None:
    if message.channel == Channel.SMS:
        send_text(recipient=message.recipient, body=body_of(message))
        return
    EmailMessage(subject=subject_of(message), body=body_of(message), to=[message.recipient]).send()
