"""Making a new password, with a code from an e-mail, and changing one."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User

NEW = "seven grey herons"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("sam@example.org", "three odd words")


def test_a_code_opens_the_way_to_a_new_password(client: Client, user: User) -> None:
    client.post("/account/password/reset/", {"email": user.email})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code is not None
    client.post("/account/password/reset/confirm/", {"code": code[0]})
    done = client.post("/account/password/reset/complete/", {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your new password is saved" in done.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert mail.outbox[-1].subject == "Your Lookout password was changed"


def test_a_wrong_code_says_so(client: Client, user: User) -> None:
    client.post("/account/password/reset/", {"email": user.email})
    response = client.post("/account/password/reset/confirm/", {"code": "nothing"})
    assert "That code is not right." in response.content.decode()


def test_the_password_page_is_closed_without_the_code(client: Client, user: User) -> None:
    client.post("/account/password/reset/", {"email": user.email})
    client.post("/account/password/reset/complete/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert not user.check_password(NEW)


def test_an_unknown_address_is_not_told_apart(client: Client, user: User) -> None:
    known = client.post("/account/password/reset/", {"email": user.email})
    unknown = Client().post("/account/password/reset/", {"email": "who@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("wrong", NEW, NEW, "That is not your current password."),
        ("three odd words", "short", "short", "at least 10 characters"),
        ("three odd words", NEW, "another one", "same password"),
    ],
)
def test_a_change_that_cannot_be_made_says_why(
    client: Client, user: User, current: str, new: str, again: str, sentence: str
) -> None:
    client.force_login(user)
    data = {"oldpassword": current, "password1": new, "password2": again}
    page = client.post("/account/password/change/", data).content.decode()
    assert sentence in page
    user.refresh_from_db()
    assert user.check_password("three odd words")


def test_changing_it_keeps_one_signed_in(client: Client, user: User) -> None:
    client.force_login(user)
    data = {"oldpassword": "three odd words", "password1": NEW, "password2": NEW}
    response = client.post("/account/password/change/", data, follow=True)
    assert "Your new password is saved" in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "_auth_user_id" in client.session
