"""Whatever is thrown at the endpoint, it answers with 4xx and a reason, never with 5xx."""

import io
import json
from typing import Any
from urllib.parse import quote as percent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lrs.builders import full, statement, with_at
from tests.lrs.conftest import Caller
from tests.lrs.test_what_is_a_statement import PLACES, anything

pytestmark = pytest.mark.django_db
PATHS = ["statements", "statements/more", "about", "activities", "activities/state", "activities/profile", "agents", "agents/profile"]  # fmt: skip # noqa: E501
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
NAMES = ["statementId", "voidedStatementId", "agent", "activityId", "stateId", "profileId", "registration", "since", "limit", "method", "verb", "after"]  # fmt: skip # noqa: E501
hostile = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
header_text = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
values = st.text(max_size=30) | st.sampled_from(
    [json.dumps(full()["actor"]), "PUT", "2026-11-30T09:00:00Z", "null", "{}"]
)
bodies = st.binary(max_size=200) | st.builds(lambda value: json.dumps(value).encode(), anything)
types = st.sampled_from(
    ["application/json", "multipart/mixed; boundary=B", "multipart/mixed", "application/x-www-form-urlencoded", "", "x"]
) | header_text  # fmt: skip


PIECES = [b"--B", b"--B--", b"\r\n", b"\n", b": ", b"content-type", b"application/json", b"{}", b"x"]


def refused_or_done(answer: Any) -> None:
    assert answer.status_code < 500
    assert answer["X-Experience-API-Version"] in ("1.0.3", "2.0.0")
    if answer.status_code >= 400 and answer.request["REQUEST_METHOD"] != "HEAD":
        assert answer.json()["error"]


@hostile
@given(
    path=st.sampled_from(PATHS),
    method=st.sampled_from(METHODS),
    params=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=10), values, max_size=4),
    body=bodies,
    content_type=types,
    version=st.sampled_from(["1.0.3", "2.0.0"]),
)
def test_any_request_is_answered(
    caller: Caller, path: str, method: str, params: dict[str, str], body: bytes, content_type: str, version: str
) -> None:
    headers = {**caller.headers, "X-Experience-API-Version": version}
    query = "?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in params.items())
    refused_or_done(
        caller.client.generic(method, f"/xapi/{path}{query}", body, content_type=content_type, headers=headers)
    )


def quote(text: str) -> str:
    return percent(text.encode("utf-8", "surrogatepass"))


@hostile
@given(
    headers=st.dictionaries(
        st.sampled_from(
            ["Authorization", "X-Experience-API-Version", "If-Match", "If-None-Match", "Accept-Language", "Accept"]
        ),
        header_text,
    ),
    query=header_text,
)
def test_any_header_and_query_is_answered(caller: Caller, headers: dict[str, str], query: str) -> None:
    for path in ("statements", "activities/state"):
        sent = {**caller.headers, **headers}
        refused_or_done(caller.client.get(f"/xapi/{path}", headers=sent, QUERY_STRING=query))
        body = json.dumps(statement())
        refused_or_done(
            caller.client.put(f"/xapi/{path}", body, headers=sent, QUERY_STRING=query, content_type="application/json")
        )


@hostile
@given(value=anything, place=st.sampled_from(PLACES))
def test_anything_in_a_statement_is_stored_or_refused_and_what_is_stored_comes_back(
    caller: Caller, value: Any, place: str
) -> None:
    whole = with_at(full(), place, value)
    answer = caller.post(json.dumps(whole))
    refused_or_done(answer)
    if answer.status_code == 200:
        for shape in ("exact", "ids", "canonical"):
            found = caller.get("statements", {"statementId": answer.json()[0], "format": shape})
            assert found.status_code == 200
        assert caller.get("statements", {"statementId": answer.json()[0]}).json()["verb"] == whole["verb"]


@hostile
@given(
    body=st.lists(
        st.sampled_from([b"--B", b"--B--", b"\r\n", b"\n", b": ", b"content-type", b"application/json", b"{}", b"x"])
    )
)
def test_any_multipart_is_answered(caller: Caller, body: list[bytes]) -> None:
    refused_or_done(caller.send("POST", "statements", b"".join(body), content_type="multipart/mixed; boundary=B"))


@pytest.mark.parametrize("length", ["-1", "x", "99999999999999", "10"])
def test_a_length_that_is_wrong_is_answered(caller: Caller, length: str) -> None:
    stream: Any = {"wsgi.input": io.BytesIO(b"{}"), "CONTENT_LENGTH": length}
    answer = caller.client.generic(
        "POST", "/xapi/statements", b"{}", "application/json", headers=caller.headers, **stream
    )
    assert answer.status_code in (400, 413)
