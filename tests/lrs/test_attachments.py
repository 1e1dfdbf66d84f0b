"""Statements with attachments, sent and given back as multipart/mixed, and signed statements."""

import base64
import hashlib
import json
from typing import Any

import pytest

from lrs.models import Statement
from lrs.multipart import boundary_of, read_parts
from tests.lrs.builders import Json, agent, statement
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db

CONTENT = b"\x00\r\n--b\r\nbytes\xff"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def attachment(content: bytes = CONTENT, **changes: Any) -> Json:
    base = {
        "usageType": "https://training.example/usage/card",
        "display": {"en-GB": "Card"},
        "contentType": "application/pdf",
        "length": len(content),
        "sha2": hashlib.sha256(content).hexdigest(),
    }
    return {**base, **changes}


def of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def part(content: bytes, headers: dict[str, str]) -> bytes:
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in headers.items()) + b"\r\n" + content


def binary(content: bytes = CONTENT, changes: dict[str, str] | None = None) -> bytes:
    headers = {
        "Content-Type": "application/pdf",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": hashlib.sha256(content).hexdigest(),
        **(changes or {}),
    }
    return part(content, {name: value for name, value in headers.items() if value})


def first(body: Any, content_type: str = "application/json") -> bytes:
    return part(json.dumps(body).encode(), {"Content-Type": content_type})


def send(caller: Caller, *parts: bytes, boundary: str = "BoUnDaRy", content_type: str = "multipart/mixed") -> Any:
    body = b"".join(b"--BoUnDaRy\r\n" + one + b"\r\n" for one in parts) + b"--BoUnDaRy--\r\n"
    return caller.send("POST", "statements", body, content_type=f"{content_type}; boundary={boundary}")


def test_bytes_come_back_as_they_were_sent(caller: Caller) -> None:
    one = statement(attachments=[attachment()])
    assert send(caller, first([one]), binary()).status_code == 200
    for params in ({"attachments": "true"}, {"attachments": "true", "statementId": one["id"]}):
        answer = caller.get("statements", params)
        statements, sent = read_parts(answer.content, boundary_of(answer["Content-Type"]))
        assert sent.content == CONTENT
        assert sent.headers["x-experience-api-hash"] == one["attachments"][0]["sha2"]
        assert sent.headers["content-type"] == "application/pdf"
        assert one["id"] in statements.content.decode()


def test_the_answer_is_multipart_where_there_is_no_attachment_and_plain_where_none_is_wanted(caller: Caller) -> None:
    one = statement(attachments=[attachment()])
    send(caller, first(one), binary())
    assert caller.get("statements", {"attachments": "false"})["Content-Type"] == "application/json"
    caller.post(statement())
    answer = caller.get("statements", {"attachments": "true", "limit": "1"})
    assert len(read_parts(answer.content, boundary_of(answer["Content-Type"]))) == 1


def test_a_file_elsewhere_needs_no_part(caller: Caller) -> None:
    assert caller.post(statement(attachments=[attachment(fileUrl="https://f.example/x")])).status_code == 200
    assert send(caller, first(statement())).status_code == 200


REFUSED: dict[str, Any] = {
    "no part": lambda one: [first(one)],
    "a part too many": lambda one: [first(one), binary(), binary(b"another")],
    "no hash": lambda one: [first(one), binary(CONTENT, {"X-Experience-API-Hash": ""})],
    "bytes of another sum": lambda one: [first(one), binary(b"x", {"X-Experience-API-Hash": of(CONTENT)})],
    "a sum of no length": lambda one: [first(one), binary(CONTENT, {"X-Experience-API-Hash": "abc"})],
    "another hash": lambda one: [first(one), binary(CONTENT, {"X-Experience-API-Hash": "0" * 64})],
    "no encoding": lambda one: [first(one), binary(CONTENT, {"Content-Transfer-Encoding": ""})],
    "a first part of text": lambda one: [first(one, "text/plain"), binary()],
    "two first parts": lambda one: [first(one), first(statement()), binary()],
    "a broken header": lambda one: [first(one), b"no colon\r\n\r\nx"],
    "a part without headers": lambda one: [first(one), b"\r\nx"],
    "nothing": lambda one: [],
}


@pytest.mark.parametrize("name", REFUSED)
def test_parts_that_do_not_fit_are_refused(caller: Caller, name: str) -> None:
    answer = send(caller, *REFUSED[name](statement(attachments=[attachment()])))
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not Statement.objects.exists()


@pytest.mark.parametrize("name", ["sha224", "sha256", "sha384", "sha512"])
def test_every_sum_of_the_sha_2_family_is_worked_out_anew(caller: Caller, name: str) -> None:
    sha2 = hashlib.new(name, CONTENT).hexdigest().upper()
    one = statement(attachments=[attachment(sha2=sha2)])
    assert send(caller, first(one), binary(b"other", {"X-Experience-API-Hash": sha2})).status_code == 400
    assert send(caller, first(one), binary(CONTENT, {"X-Experience-API-Hash": sha2})).status_code == 200


def test_nobody_can_pass_other_bytes_off_as_what_another_sent(caller_with: MakeCaller) -> None:
    """The sum names the bytes, wherever it stands: on a page with both statements, too."""
    theirs, other = caller_with(name="Theirs"), caller_with(name="Other")
    assert send(theirs, first(statement(attachments=[attachment()])), binary()).status_code == 200
    false = binary(b"something else", {"X-Experience-API-Hash": of(CONTENT)})
    assert send(other, first(statement(attachments=[attachment()])), false).status_code == 400
    assert send(other, first(statement(attachments=[attachment()])), binary()).status_code == 200
    answer = theirs.get("statements", {"attachments": "true"})
    _, *sent = read_parts(answer.content, boundary_of(answer["Content-Type"]))
    assert [one.content for one in sent] == [CONTENT]


def test_the_boundary_has_to_be_there_and_the_type_right(caller: Caller) -> None:
    one = first(statement())
    assert send(caller, one, boundary="").status_code == 400
    assert send(caller, one, boundary="Other").status_code == 400
    assert send(caller, one, content_type="multipart/form-data").status_code == 400
    answer = caller.send("POST", "statements", b"--B\r\n" + one, content_type="multipart/mixed; boundary=B")
    assert answer.status_code == 400
    assert caller.send("POST", "statements", "{}", content_type="text/plain").status_code == 400


def base64url(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(payload: Any, algorithm: str = "RS256") -> bytes:
    return ".".join([base64url({"alg": algorithm}), base64url(payload), base64url(b"signature")]).encode()


def send_signed(caller: Caller, one: Json, jws: bytes, content_type: str = "application/octet-stream") -> int:
    signature = attachment(jws, usageType=SIGNATURE, contentType=content_type)
    answer = send(caller, first({**one, "attachments": [signature]}), binary(jws, {"Content-Type": content_type}))
    status: int = answer.status_code
    return status


def test_a_signature_over_the_same_statement_is_accepted(caller: Caller) -> None:
    one = statement(result={"duration": "PT1.239S"})
    assert send_signed(caller, one, signed({**one, "result": {"duration": "PT1.23S"}})) == 200


@pytest.mark.parametrize("algorithm", ["HS256", "none", "RS1", "ES256"])
def test_other_algorithms_are_refused(caller: Caller, algorithm: str) -> None:
    one = statement()
    assert send_signed(caller, one, signed(one, algorithm)) == 400


def test_signatures_that_are_none_are_refused(caller: Caller) -> None:
    one = statement()
    for jws in (
        b"",
        b"a.b",
        b"\xff.\xff.\xff",
        signed("text"),
        signed({**one, "actor": agent("x")}),
        signed(statement()),
    ):
        assert send_signed(caller, one, jws) == 400
    assert send_signed(caller, one, signed(one), "text/plain") == 400
