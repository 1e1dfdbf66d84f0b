"""Whatever is asked below /xapi/, the answer is the store's: in JSON, with its version, with a path and a rule."""

import uuid
from typing import Any

import pytest
from django.test import Client

from lrs.services import recording
from tests.lrs.builders import AT, Json, agent, statement, voiding
from tests.lrs.conftest import Caller, MakeCaller
from tests.lrs.test_attachments import attachment, binary, first, send, signed

pytestmark = pytest.mark.django_db
VERSION = "X-Experience-API-Version"


@pytest.mark.parametrize("asked", ["0.9", "3.0.0", "one", "1.0.3", "2.0.0"])
def test_about_answers_whoever_speaks_whatever(asked: str) -> None:
    answer = Client().get("/xapi/about", headers={VERSION: asked})
    assert answer.status_code == 200
    assert answer[VERSION] == (asked if asked in ("1.0.3", "2.0.0") else "2.0.0")


@pytest.mark.parametrize(
    "path", ["", "nothing", "statements/", "statements/x", "About", "agents/profile/", "%ff", "cms/"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_unknown_address_is_404_in_json(path: str, method: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, f"/xapi/{path}", headers={VERSION: "1.0.3"})
    assert (answer.status_code, answer["Content-Type"], answer[VERSION]) == (404, "application/json", "1.0.3")
    assert answer.json()["error"]


def test_a_request_that_cannot_be_read_is_answered_in_its_own_version(caller: Caller) -> None:
    answer = caller.client.get("/xapi/statements?limit=1&limit=2", headers=caller.headers)
    assert (answer.status_code, answer[VERSION]) == (400, "1.0.3")
    assert answer.json()["problems"][0]["path"] == "?limit"
    assert answer["X-Experience-API-Consistent-Through"]


def test_a_fault_of_ours_is_answered_in_json(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("lrs.views.statements.store", fail)
    answer = caller.post(statement())
    assert (answer.status_code, answer[VERSION]) == (500, "1.0.3")
    assert "secret" not in answer.content.decode()


def test_other_methods_are_told_which_there_are(caller: Caller) -> None:
    for method, path, allowed in (
        ("DELETE", "statements", "GET, PUT, POST, HEAD"),
        ("OPTIONS", "about", "GET, HEAD"),
        ("PATCH", "activities/state", "GET, PUT, POST, DELETE, HEAD"),
    ):
        answer = caller.send(method, path, b"")
        assert (answer.status_code, answer["Allow"]) == (405, allowed)


ONE = statement()
AGENT_GROUP = {"objectType": "Group", "member": [agent()]}
REFUSED: dict[str, Any] = {
    "no json": lambda c: c.post("{"),
    "not utf-8": lambda c: c.post(b'{"a":"\xff"}'),
    "two keys": lambda c: c.post('{"a":1,"a":2}'),
    "another type": lambda c: c.send("POST", "statements", "{}", content_type="text/plain"),
    "a bad statement": lambda c: c.post({}),
    "no statement": lambda c: c.post("1"),
    "put of an array": lambda c: c.put([ONE], ONE["id"]),
    "put under another id": lambda c: c.put(ONE, str(uuid.uuid4())),
    "put without an id": lambda c: c.send("PUT", "statements", ONE),
    "put under no uuid": lambda c: c.put(ONE, "x"),
    "post with a parameter": lambda c: c.post(ONE, "statements?statementId=x"),
    "twice": lambda c: c.post([ONE, ONE]),
    "a conflict": lambda c: [c.post(ONE), c.post({**ONE, "actor": agent("x")})][1],
    "no multipart": lambda c: c.send("POST", "statements", b"x", content_type="multipart/mixed; boundary=B"),
    "no boundary": lambda c: c.send("POST", "statements", b"x", content_type="multipart/mixed"),
    "a part missing": lambda c: send(c, first(statement(attachments=[attachment()]))),
    "a part too many": lambda c: send(c, first(statement()), binary()),
    "a wrong sum": lambda c: send(
        c, first(statement(attachments=[attachment()])), binary(b"x", {"X-Experience-API-Hash": attachment()["sha2"]})
    ),
    "a false signature": lambda c: answer_to_signed(c, ONE, signed(ONE, "HS256")),
    "unknown parameter": lambda c: c.get("statements", {"Limit": "1"}),
    "no uuid": lambda c: c.get("statements", {"statementId": "x"}),
    "not there": lambda c: c.get("statements", {"statementId": str(uuid.uuid4())}),
    "two ids": lambda c: c.get("statements", {"statementId": ONE["id"], "voidedStatementId": ONE["id"]}),
    "a nameless group": lambda c: c.get("statements", {"agent": AGENT_GROUP}),
    "a bad agent": lambda c: c.get("statements", {"agent": {}}),
    "no agent": lambda c: c.get("statements", {"agent": "{"}),
    "a bad format": lambda c: c.get("statements", {"format": "x"}),
    "a bad more": lambda c: c.get("statements/more", {"after": "x"}),
    "another version": lambda c: c.get("statements", None, **{VERSION: "3"}),
    "a stranger": lambda c: c.get("statements", None, Authorization="Basic x"),
    "a method": lambda c: c.send("DELETE", "statements", b""),
    "packed": lambda c: c.post(ONE, **{"Content-Encoding": "gzip"}),
    "a form in a form": lambda c: c.send("PUT", "statements?method=PUT", "", content_type="text/plain"),
}


def answer_to_signed(caller: Caller, one: Json, jws: bytes) -> Any:
    signature = attachment(jws, usageType="http://adlnet.gov/expapi/attachments/signature",
                           contentType="application/octet-stream")  # fmt: skip
    return send(caller, first({**one, "attachments": [signature]}), binary(jws))


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_names_the_place_and_the_rule(caller_with: MakeCaller, name: str, version: str) -> None:
    answer = REFUSED[name](caller_with(version=version))
    assert 400 <= answer.status_code < 500
    for problem in answer.json()["problems"]:
        cites = "IEEE 9274.1.1 4." if answer[VERSION] == "2.0.0" else "xAPI 1.0.3 "
        assert problem["rule"].startswith(cites)
        assert problem["message"]
        assert isinstance(problem["path"], str)
    assert answer.json()["problems"]


def test_the_place_is_that_of_the_very_statement(caller: Caller) -> None:
    lacking = statement(attachments=[attachment()])
    assert send(caller, first(lacking)).json()["problems"][0]["path"] == "attachments"
    assert send(caller, first([ONE, lacking])).json()["problems"][0]["path"] == "[1].attachments"
    assert answer_to_signed(caller, ONE, signed(ONE, "HS256")).json()["problems"][0]["path"] == "attachments"
    caller.post(ONE)
    other = {**ONE, "actor": agent("x")}
    assert caller.post(other).json()["problems"][0]["path"] == "id"
    assert caller.post([statement(), other]).json()["problems"][0]["path"] == "[1].id"


def test_what_a_scope_does_not_reach_names_the_rule_too(caller_with: MakeCaller) -> None:
    for answer in (caller_with("statements/read").post(statement()), caller_with("define").get("statements")):
        assert answer.status_code == 403
        assert answer.json()["problems"][0]["rule"] == "xAPI 1.0.3 Communication 4.0"


def test_voiding_another_s_names_the_rule(caller_with: MakeCaller) -> None:
    one = statement()
    recording.record(statements=[one], at=AT)
    answer = caller_with(version="2.0.0").post(voiding(one["id"]))
    assert answer.json()["problems"][0]["rule"] == "IEEE 9274.1.1 4.2.5"
