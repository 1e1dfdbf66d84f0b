"""Credentials and scopes: who is let in, to what, and what a stranger is told."""

import base64
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from common import clock
from lrs.models import Credential
from lrs.services.credentials import authenticate, create_credential, revoke_credentials
from tests.lrs.builders import AT, agent, statement
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db

STATE = {"activityId": "https://a.example/a", "agent": agent(), "stateId": "s"}
CALLS: dict[str, Any] = {
    "write": lambda caller: caller.post(statement()),
    "read": lambda caller: caller.get("statements"),
    "activity": lambda caller: caller.get("activities", {"activityId": "https://a.example/a"}),
    "state": lambda caller: caller.get("activities/state", {**STATE, "stateId": "other"}),
    "put state": lambda caller: caller.send(
        "PUT", f"activities/state?activityId=https://a.example/a&stateId=s&agent={json.dumps(agent())}", {}
    ),
    "profile": lambda caller: caller.get("agents/profile", {"agent": agent()}),
    "delete profile": lambda caller: caller.send(
        "DELETE", f"agents/profile?profileId=s&agent={json.dumps(agent())}", b""
    ),
}
TABLE = {
    "all": set(CALLS),
    "all/read": {"read", "activity", "state", "profile"},
    "statements/write": {"write"},
    "statements/read": {"read", "activity"},
    "statements/read/mine": {"read"},
    "state": {"activity", "state", "put state"},
    "define": {"activity"},
    "profile": {"activity", "profile", "delete profile"},
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("scope", TABLE)
def test_each_scope_opens_its_own_doors_and_no_other(caller_with: MakeCaller, scope: str, call: str) -> None:
    answer = CALLS[call](caller_with(scope))
    if call in TABLE[scope]:
        assert answer.status_code in (200, 204, 404), answer.content
    else:
        assert answer.status_code == 403
        assert "needs" in answer.json()["error"]


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic ", "Basic !!!", "Basic " + "A" * 5, "Bearer abc", basic("nobody"), basic("a:b"), basic(":"),
     basic("\0:\0"), "Basic /////w==", "Basic =", "basic é"],
)  # fmt: skip
def test_a_stranger_is_told_so(header: str) -> None:
    headers = {"X-Experience-API-Version": "1.0.3"} | ({"Authorization": header} if header else {})
    answer = Client().get("/xapi/statements", headers=headers)
    assert answer.status_code == 401
    assert answer["X-Experience-API-Version"] == "1.0.3"
    assert answer["WWW-Authenticate"].startswith("Basic ")
    assert answer.json()["error"]


def test_a_script_in_a_page_is_not_made_to_open_a_password_box() -> None:
    assert "WWW-Authenticate" not in Client().get("/xapi/statements", headers={"Sec-Fetch-Mode": "cors"})


def test_a_wrong_secret_and_a_revoked_credential_are_refused() -> None:
    credential, secret = create_credential(name="Agency", scopes=["all"], at=AT)
    assert authenticate(key=credential.key, secret=secret, at=AT) == credential
    assert authenticate(key=credential.key, secret=secret + "x", at=AT) is None
    assert revoke_credentials(name="Agency", at=AT) == 1
    assert authenticate(key=credential.key, secret=secret, at=AT) is None


def test_the_secret_is_kept_only_as_a_keyed_hash() -> None:
    credential, secret = create_credential(name="Agency", scopes=["all"], at=AT)
    row = json.dumps(list(Credential.objects.values()), default=str)
    assert credential.key in row
    assert secret not in row


def test_last_use_is_noted_at_most_once_a_minute() -> None:
    credential, secret = create_credential(name="Agency", scopes=["all"], at=AT)
    used = []
    for seconds in (0, 59, 61):
        authenticate(key=credential.key, secret=secret, at=AT + timedelta(seconds=seconds))
        used.append(Credential.objects.get().last_used_at)
    assert used == [AT, AT, AT + timedelta(seconds=61)]


def test_credentials_of_one_name_share_their_authority() -> None:
    first, _ = create_credential(name="Agency", scopes=["all"], at=AT)
    second, _ = create_credential(name="Agency", scopes=["state"], at=AT)
    other, _ = create_credential(name="Other", scopes=["all"], at=AT)
    assert first.authority == second.authority != other.authority


def run(*args: str) -> Any:
    out = StringIO()
    call_command("lrs_credential", *args, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_makes_one_that_works_lists_it_without_secret_and_ends_it() -> None:
    made = run("create", "--name", "Agency", "--scope", "statements/write", "--scope", "statements/read/mine")
    assert made["scopes"] == ["statements/write", "statements/read/mine"]
    caller = Caller(made["key"], made["secret"])
    assert caller.post(statement()).status_code == 200
    (listed,) = run("list")
    assert listed["key"] == made["key"]
    assert listed["last_used_at"]
    assert "secret" not in listed
    assert run("revoke", "--name", "Agency") == {"name": "Agency", "revoked": 1}
    assert caller.post(statement()).status_code == 401


def test_the_command_says_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="--name"):
        run("create")
    with pytest.raises(CommandError, match="no credential"):
        run("revoke", "--name", "Nobody")
    with pytest.raises(ValueError, match="Unknown scope everything"):
        create_credential(name="Agency", scopes=["everything"], at=clock.now())
