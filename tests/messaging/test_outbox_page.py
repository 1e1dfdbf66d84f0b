"""The outbox page of demo mode: codes and messages newest first, and nothing at all outside it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage, get_connection

from messaging.models import MOST_TRIES, Message
from messaging.services import queue_message

PAGE = "/demo/outbox/"
AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
BACKEND = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def send(folder, *subjects):
    """All in one file, as one open connection writes them."""
    letters = [EmailMessage(subject, f"{subject}: 123456 – now", to=["sam@post.example"]) for subject in subjects]
    get_connection(BACKEND, file_path=str(folder)).send_messages(letters)


def queue(key, **state):
    context = {"course": f"Course {key}", "due": "1 December 2026", "link": "http://x"}
    queue_message(dedupe_key=key, recipient="ada@post.example", template="due_soon", context=context, at=AT)
    Message.objects.filter(dedupe_key=key).update(**state)


def page(client):
    return client.get(PAGE).content.decode()


def test_a_code_sent_by_e_mail_can_be_read(db, client, folder):
    send(folder, "Your code")
    html = page(client)
    assert "To sam@post.example" in html
    assert "Your code: 123456 – now" in html


def test_a_code_asked_for_on_the_sign_in_page_can_be_read(db, client, folder, settings, django_user_model):
    settings.EMAIL_BACKEND = BACKEND
    django_user_model.objects.create_user("sam@post.example")
    client.post("/account/login/code/", {"email": "sam@post.example"})
    assert "To sam@post.example" in page(client)


def test_several_e_mails_in_one_file_are_several(db, client, folder):
    send(folder, "First", "Second")
    assert page(client).count("To sam@post.example") == 2


def test_the_newest_e_mail_comes_first(db, client, folder):
    send(folder, "Older")
    for file in folder.glob("*.log"):
        file.write_text(file.read_text().replace("Date: ", "Date: Mon, 2 Nov 2020 09:00:00 +0000\nX-Date: "))
    send(folder, "Newer")
    html = page(client)
    assert html.index("Newer") < html.index("Older")


def test_queued_messages_say_what_became_of_them(db, client, folder):
    queue("sent", sent_at=AT)
    queue("cancelled", cancelled_at=AT)
    queue("given-up", tries=MOST_TRIES)
    queue("waiting")
    html = page(client)
    for words in ("sent 30 November 2026, 09:00", "taken back 30 November", "given up after 8", "waiting since 30"):
        assert words in html


def test_the_newest_message_comes_first(db, client, folder):
    queue("newer", created_at=AT + timedelta(days=1))
    queue("older")
    html = page(client)
    assert html.index("Course newer") < html.index("Course older")


def test_what_a_letter_says_is_never_markup(db, client, folder):
    send(folder, "<script>alert(1)</script>")
    assert "<script>alert" not in page(client)


def test_an_empty_outbox_says_what_to_do(db, client, folder):
    assert "Nothing yet" in page(client)


def test_it_is_not_there_outside_demo_mode(db, client, folder, settings):
    send(folder, "Your code")
    settings.DEMO_MODE = False
    assert client.get(PAGE).status_code == 404


def test_it_only_reads(db, client, folder):
    assert client.post(PAGE).status_code == 405
