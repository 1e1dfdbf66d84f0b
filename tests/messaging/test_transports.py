"""Texts and e-mails leave by the transport that settings name: files while trying out, GOV.UK Notify in earnest."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client

from common import clock
from messaging.models import Message
from messaging.services import Channel, queue_message, route_to, send_waiting, write_to

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
CONTEXT = {"course": "Taxi", "due": "1 December 2026", "link": "http://x"}
KEY = "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"


class Notify(BaseHTTPRequestHandler):
    """What GOV.UK Notify's API answers, as far as sending goes; it keeps what it was sent."""

    taken: list[tuple[str, dict[str, Any]]]
    status = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"].startswith("Bearer ")
        type(self).taken.append((self.path, body))
        answer = {"id": "1"} if self.status == 201 else {"status_code": self.status, "errors": [{"error": "No"}]}
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def notify(settings: Any) -> Iterator[type[Notify]]:
    """A real HTTP server in Notify's place, and the settings of production."""
    handler = type("Handler", (Notify,), {"taken": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTIFY_URL, settings.NOTIFY_API_KEY = f"http://127.0.0.1:{server.server_port}", KEY
    settings.NOTIFY_EMAIL_TEMPLATE, settings.NOTIFY_SMS_TEMPLATE = "e-mail-template", "text-template"
    settings.SMS_TRANSPORT = "messaging.transports.notify.send_text"
    settings.EMAIL_BACKEND = "messaging.transports.notify.EmailBackend"
    yield handler
    server.shutdown()
    server.server_close()


def queue_text() -> None:
    queue_message(
        dedupe_key="a:1", recipient="+447700900123", template="due_soon", context=CONTEXT, at=AT, channel=Channel.SMS
    )


def test_a_text_goes_to_a_file_and_the_outbox_page_shows_it(db: None, settings: Any, tmp_path: Path) -> None:
    settings.SMS_FILE_PATH = str(tmp_path)
    queue_text()
    assert send_waiting(at=AT) == 1
    page = Client().get("/demo/outbox/").content.decode()
    assert page.count("To +447700900123") == 2  # what left, and the row that asked for it
    assert "Lookout: your training is valid until 1 December 2026." in page


def test_a_text_goes_by_notify(db: None, notify: type[Notify]) -> None:
    queue_text()
    assert send_waiting(at=AT) == 1
    ((path, body),) = notify.taken
    assert path == "/v2/notifications/sms"
    assert (body["phone_number"], body["template_id"]) == ("+447700900123", "text-template")
    assert body["personalisation"]["body"].startswith("Lookout: your training")


def test_an_e_mail_goes_by_notify(notify: type[Notify]) -> None:
    # pytest-django keeps e-mails back by a backend of its own, so ours is asked for by name.
    backend = get_connection("messaging.transports.notify.EmailBackend")
    EmailMessage("Your code", "123456", to=["a@post.example"], connection=backend).send()
    ((path, body),) = notify.taken
    assert path == "/v2/notifications/email"
    assert body["personalisation"] == {"subject": "Your code", "body": "123456"}


@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_what_notify_refuses_is_tried_again_and_no_address_is_kept(db: None, notify: type[Notify], status: int) -> None:
    notify.status = status
    queue_text()
    assert send_waiting(at=AT) == 0
    message = Message.objects.get()
    assert (message.sent_at, message.tries, message.last_error) == (None, 1, "NotDelivered")
    notify.status = 201
    assert send_waiting(at=message.not_before) == 1


def test_a_person_is_reached_by_e_mail_first_and_by_text_only_where_texts_are_sent(settings: Any) -> None:
    assert route_to(email="a@post.example", mobile="+447700900123") == (Channel.EMAIL, "a@post.example")
    assert route_to(email="", mobile="+447700900123") == (Channel.SMS, "+447700900123")
    assert route_to(email="", mobile="") is None
    settings.SMS_TRANSPORT = ""
    assert route_to(email="", mobile="+447700900123") is None


def test_writing_says_whether_it_is_new_was_there_or_reaches_nobody(db: None, settings: Any) -> None:
    settings.SMS_TRANSPORT = ""
    told: dict[str, Any] = {"dedupe_key": "k", "template": "due_soon", "context": {}, "at": clock.now()}
    assert [write_to(email="a@post.example", mobile="", **told) for _ in range(2)] == [True, False]
    assert write_to(email="", mobile="+447700900123", **told) is None
