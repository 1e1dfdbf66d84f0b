"""Signing in with an e-mail address and a password."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import AccessEvent, User
from accounts.services import tried_hash

EMAIL = "sam@example.org"
PASSWORD = "three odd words"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user(EMAIL, PASSWORD)


def sign_in(client: Client, email: str, password: str):
    return client.post(LOGIN, {"login": email, "password": password})


def test_the_right_password_signs_in_and_is_logged(client: Client, user: User) -> None:
    response = sign_in(client, "Sam@Example.org", PASSWORD)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert AccessEvent.objects.get().kind == AccessEvent.Kind.SIGNED_IN


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client: Client, user: User) -> None:
    response = sign_in(client, EMAIL, "wrong")
    page = response.content.decode()
    assert "The e-mail address or the password is not right" in page
    assert '<a href="#id_login">' in page
    assert f'value="{EMAIL}"' in page


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Client, user: User) -> None:
    known = sign_in(client, EMAIL, "wrong").content.decode()
    unknown = sign_in(client, "who@example.org", "wrong").content.decode()
    assert _words(known) == _words(unknown.replace("who@example.org", EMAIL))


def _words(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_failure_is_logged_without_the_address(client: Client, user: User) -> None:
    sign_in(client, "who@example.org", "wrong")
    event = AccessEvent.objects.get()
    assert event.kind == AccessEvent.Kind.FAILED
    assert event.user is None
    assert event.tried_hash == tried_hash("WHO@example.org")
    assert "who" not in event.tried_hash


def test_after_five_wrong_tries_even_the_right_password_has_to_wait(client: Client, user: User) -> None:
    for _ in range(5):
        sign_in(client, EMAIL, "wrong")
    response = sign_in(client, EMAIL, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert "There were too many tries. Wait five minutes" in response.content.decode()


def test_another_address_is_not_slowed_down_by_those_tries(client: Client, user: User) -> None:
    for _ in range(5):
        sign_in(client, "who@example.org", "wrong")
    assert sign_in(client, EMAIL, PASSWORD).status_code == 302


def test_a_flood_from_one_place_is_told_to_wait_in_plain_words(client: Client, user: User) -> None:
    answers = [sign_in(client, f"a{number}@example.org", "") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Please wait a little" in answers[-1].content.decode()


def test_nobody_signs_up_by_themselves(client: Client, db: None) -> None:
    response = client.post(
        "/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "You need an invitation" in response.content.decode()
    assert not User.objects.exists()


def test_a_visitor_gets_no_cookie_before_a_form_needs_one(client: Client, db: None) -> None:
    assert not client.get("/account/signup/").cookies


def test_signing_out_is_a_deliberate_act_and_is_logged(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
    assert AccessEvent.objects.latest("happened_at").kind == AccessEvent.Kind.SIGNED_OUT
