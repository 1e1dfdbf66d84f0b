"""Signing in with a code from an e-mail: no password to remember."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import AccessEvent, User

EMAIL = "sam@example.org"
ASK, ENTER = "/account/login/code/", "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user(EMAIL)


def ask(client: Client, email: str) -> str:
    """Ask for a code; the code from the newest e-mail, or "" when none was in it."""
    assert client.post(ASK, {"email": email}).status_code == 302
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    return found[0] if found else ""


def test_the_code_from_the_e_mail_signs_in(client: Client, user: User) -> None:
    code = ask(client, EMAIL)
    assert client.post(ENTER, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_e_mail_is_plain_and_names_nobody(client: Client, user: User) -> None:
    code = ask(client, EMAIL)
    message = mail.outbox[-1]
    assert message.subject == "Your code for Lookout"
    assert str(message.body).startswith(f"Your code is {code}\n")
    assert EMAIL not in str(message.body)
    assert message.content_subtype == "plain"
    assert not getattr(message, "alternatives", [])


def test_a_wrong_code_says_so_and_loses_nothing(client: Client, user: User) -> None:
    code = ask(client, EMAIL)
    page = client.post(ENTER, {"code": "000000" if code != "000000" else "111111"}).content.decode()
    assert "That code is not right." in page
    assert '<a href="#id_code">' in page
    assert AccessEvent.objects.get().kind == AccessEvent.Kind.FAILED
    client.post(ENTER, {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_no_code_at_all_says_what_to_enter(client: Client, user: User) -> None:
    ask(client, EMAIL)
    assert "Enter the code from our message." in client.post(ENTER, {"code": ""}).content.decode()


def test_after_five_wrong_codes_the_code_is_dead(client: Client, user: User) -> None:
    code = ask(client, EMAIL)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        client.post(ENTER, {"code": wrong})
    client.post(ENTER, {"code": code})
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_sees_the_same_page_and_gets_a_kind_e_mail(client: Client, user: User) -> None:
    ask(client, EMAIL)
    known = client.get(ENTER).content.decode()
    other = Client()
    assert ask(other, "who@example.org") == ""
    unknown = other.get(ENTER).content.decode()
    assert _words(known) == _words(unknown.replace("who@example.org", EMAIL))
    assert "There is no account with it." in str(mail.outbox[-1].body)


def _words(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_codes_to_one_address_are_limited_to_three_a_minute(client: Client, user: User) -> None:
    for _ in range(3):
        ask(Client(), EMAIL)
    sent = len(mail.outbox)
    response = client.post(ASK, {"email": EMAIL})
    assert "There were too many tries." in response.content.decode()
    assert len(mail.outbox) == sent


def test_a_new_code_can_be_asked_for_and_replaces_the_first(client: Client, user: User) -> None:
    first = ask(client, EMAIL)
    client.post(ENTER, {"action": "resend"})
    second = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert second is not None
    assert len(mail.outbox) == 2
    if first != second[0]:
        client.post(ENTER, {"code": first})
        assert "_auth_user_id" not in client.session
    client.post(ENTER, {"code": second[0]})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_slip_in_the_address_can_be_mended(client: Client, user: User) -> None:
    ask(client, "same@example.org")
    response = client.post("/account/logout/", {"next": ASK})
    assert response["Location"] == ASK
    ask(client, EMAIL)
    assert EMAIL in client.get(ENTER).content.decode()


def test_where_one_was_going_survives_the_code(client: Client, user: User) -> None:
    client.post(f"{ASK}?next=/people/", {"email": EMAIL, "next": "/people/"})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code is not None
    response = client.post(ENTER, {"code": code[0], "next": "/people/"})
    assert response["Location"] == "/people/"


def test_a_strange_place_to_go_next_is_ignored(client: Client, user: User) -> None:
    code = ask(client, EMAIL)
    response = client.post(ENTER, {"code": code, "next": "https://evil.example/"})
    assert "evil.example" not in response["Location"]
