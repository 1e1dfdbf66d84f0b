"""Signing in with a code from a text: for people without an e-mail address, by a number however they type it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import AccessEvent, Phone, User
from accounts.phones import in_international_form
from accounts.services import login_for
from messaging.mailbox import letters

ASK, ENTER = "/account/login/code/", "/account/login/code/confirm/"
NUMBER = "+447700900123"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def texts(settings: Any, tmp_path: Path) -> Path:
    settings.SMS_FILE_PATH = str(tmp_path)
    return tmp_path


@pytest.fixture
def user(db: None, texts: Path) -> User:
    return login_for(phone=NUMBER)


def code_in(texts: Path) -> str:
    (text,) = letters(texts, most=10)
    found = re.search(r"\b\d{6}\b", text.body)
    assert found
    return found[0]


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900 123", "0044 (0)7700-900123", "07700900123"])
def test_the_code_from_the_text_signs_in_and_proves_the_number(
    client: Client, user: User, texts: Path, typed: str
) -> None:
    assert client.post(ASK, {"email": typed}).status_code == 302
    assert client.post(ENTER, {"code": code_in(texts)}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Phone.objects.get().is_verified


def test_the_text_names_nobody_and_says_never_to_tell(client: Client, user: User, texts: Path) -> None:
    client.post(ASK, {"email": NUMBER})
    (text,) = letters(texts, most=10)
    assert text.body.endswith("Never tell it to anybody.")


def test_a_number_without_an_account_is_answered_alike_and_gets_no_text(client: Client, db: None, texts: Path) -> None:
    answer = client.post(ASK, {"email": "07700 900999"}, follow=True)
    assert "If <strong>+447700900999</strong> has an account" in answer.content.decode()
    assert not list(texts.glob("*.log"))


@pytest.mark.parametrize("typed", ["0770", "sam at example", "", "07700 900123 and more"])
def test_what_is_neither_says_what_to_enter(client: Client, db: None, texts: Path, typed: str) -> None:
    page = client.post(ASK, {"email": typed}).content.decode()
    assert "Enter a mobile number like" in page or "Enter your mobile number" in page
    assert not mail.outbox


def test_five_codes_an_hour_for_one_number(client: Client, user: User, texts: Path, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "5/h/key"}
    for _ in range(7):
        Client().post(ASK, {"email": NUMBER})
    assert len(list(texts.glob("*.log"))) == 5


def test_where_no_texts_are_sent_none_are_offered(client: Client, db: None, settings: Any) -> None:
    settings.SMS_TRANSPORT = ""
    page = client.get(ASK).content.decode()
    assert "E-mail address" in page
    assert "Mobile" not in page


def test_a_wrong_code_is_logged_without_the_number(client: Client, user: User, texts: Path) -> None:
    client.post(ASK, {"email": NUMBER})
    client.post(ENTER, {"code": "000000"})
    event = AccessEvent.objects.get()
    assert event.kind == AccessEvent.Kind.FAILED
    assert "7700" not in event.tried_hash


def test_asked_twice_a_login_is_made_once(db: None) -> None:
    assert login_for(phone=NUMBER) == login_for(phone=NUMBER)
    assert login_for(email="Sam@post.example") == login_for(email="sam@post.example")
    assert User.objects.count() == 2
    assert not User.objects.filter(email=None).get().has_usable_password()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("07700 900123", NUMBER),
        ("+44 7700 900123", NUMBER),
        ("+48 512 345 678", "+48512345678"),
        ("07700 9001", None),
        ("07700 90012", None),
        ("01632 960123", None),
        ("12", None),
        ("call me", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, meant: str | None) -> None:
    assert in_international_form(typed) == meant
