"""A message is a row before anything is sent: asked for twice it exists once, and an outage only delays it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from messaging.models import MOST_TRIES, Message
from messaging.services import cancel_messages, queue_message, send_waiting

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
CONTEXT = {"course": "Taxi", "due": "1 December 2026", "link": "http://x"}


def queue(key="a:1"):
    return queue_message(dedupe_key=key, recipient="a@post.example", template="due_soon", context=CONTEXT, at=AT)


def test_the_same_message_exists_once(db):
    assert queue() is not None
    assert queue() is None
    assert Message.objects.count() == 1


def test_it_is_sent_once_however_often_the_outbox_is_swept(db):
    queue()
    assert [send_waiting(at=AT), send_waiting(at=AT + timedelta(days=1))] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_cancelled_message_is_not_sent(db):
    queue("a:1")
    queue("b:1")
    assert cancel_messages(prefixes=["a:"], at=AT) == 1
    assert send_waiting(at=AT) == 1


@pytest.fixture
def post_is_down(monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def test_an_outage_delays_it_longer_each_time_and_keeps_the_reason(db, post_is_down):
    queue()
    assert send_waiting(at=AT) == 0
    message = Message.objects.get()
    first_wait = message.not_before - AT
    assert (message.last_error, message.sent_at) == ("ConnectionRefusedError", None)
    assert send_waiting(at=AT) == 0
    send_waiting(at=message.not_before)
    message.refresh_from_db()
    assert message.not_before - AT > 2 * first_wait


def test_it_gives_up_after_many_tries_and_stays_as_a_row(db, post_is_down):
    queue()
    at = AT
    for _ in range(MOST_TRIES + 2):
        at += timedelta(days=30)
        send_waiting(at=at)
    assert Message.objects.get().tries == MOST_TRIES


def test_a_worker_killed_after_taking_it_only_delays_it(db, monkeypatch):
    queue()
    with monkeypatch.context() as killed:
        killed.setattr("messaging.services._hand_over", lambda message: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send_waiting(at=AT)
    assert send_waiting(at=AT) == 0
    assert send_waiting(at=AT + timedelta(minutes=5)) == 1
