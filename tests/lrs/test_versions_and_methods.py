"""Version negotiation, HEAD, methods, about and the alternate request syntax."""

import json
import uuid
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.lrs.builders import statement
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("1.0", "1.0.3"), ("1.0.0", "1.0.3"), ("1.0.9", "1.0.3"), ("2.0", "2.0.0"), ("2.0.0", "2.0.0")],
)
def test_each_request_has_its_line(caller: Caller, asked: str, answered: str) -> None:
    answer = caller.get("statements", None, **{"X-Experience-API-Version": asked})
    assert (answer.status_code, answer["X-Experience-API-Version"]) == (200, answered)


@pytest.mark.parametrize("asked", ["", "0.95", "1.1", "3.0.0", "1", "1.0.", "one"])
def test_any_other_version_is_refused_with_a_version(caller: Caller, asked: str) -> None:
    answer = caller.get("statements", None, **{"X-Experience-API-Version": asked})
    assert answer.status_code == 400
    assert answer["X-Experience-API-Version"] == "2.0.0"


def test_about_is_open_to_all_in_no_version() -> None:
    answer = Client().get("/xapi/about")
    assert {"1.0.3", "2.0.0"} <= set(answer.json()["version"])
    assert answer["X-Experience-API-Version"] == "2.0.0"


@pytest.mark.parametrize(
    "path", ["statements?limit=1", "about", "agents?agent=%7B%22mbox%22:%22mailto:a@b.example%22%7D"]
)
def test_head_is_get_without_a_body(caller: Caller, path: str) -> None:
    caller.post(statement())
    got = caller.client.get(f"/xapi/{path}", headers=caller.headers)
    head = caller.client.head(f"/xapi/{path}", headers=caller.headers)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head["Content-Length"] == str(len(got.content))
    assert set(head.headers) == set(got.headers)


def test_other_methods_are_405(caller: Caller) -> None:
    assert caller.send("DELETE", "statements", b"").status_code == 405
    assert caller.send("PATCH", "agents", b"").status_code == 405


def test_a_form_may_hold_a_request_in_version_1(caller: Caller) -> None:
    one = statement()
    form = urlencode({"statementId": one["id"], "content": json.dumps(one), **caller.headers})
    answer = caller.client.post("/xapi/statements?method=PUT", form, content_type=FORM)
    assert answer.status_code == 204, answer.content
    form = urlencode({"statementId": one["id"], **caller.headers})
    assert caller.client.post("/xapi/statements?method=GET", form, content_type=FORM).json()["id"] == one["id"]


def test_a_form_may_not_in_version_2_nor_beside_other_parameters_nor_in_a_put(caller: Caller, caller_2: Caller) -> None:
    for sender, method, query in (
        (caller_2, "POST", "method=GET"),
        (caller, "POST", "method=GET&limit=1"),
        (caller, "PUT", "method=GET"),
        (caller, "POST", "method=TRACE"),
    ):
        answer = sender.client.generic(
            method, f"/xapi/statements?{query}", "limit=1", content_type=FORM, headers=sender.headers
        )
        assert answer.status_code == 400, query


NAMELESS = '{"objectType":"Group","member":[{"mbox":"mailto:a@b.example"}]}'
NOBODY = str(uuid.uuid4())


@pytest.mark.parametrize(
    "params",
    [{"Limit": "1"}, {"limit": "-1"}, {"limit": "1.5"}, {"limit": "one"}, {"ascending": "yes"}, {"since": "yesterday"},
     {"until": "2026-11-30T00:00:00-00:00"}, {"verb": "passed"}, {"activity": "a b"}, {"registration": "1"},
     {"agent": "{"}, {"agent": "[]"}, {"agent": "{}"}, {"agent": NAMELESS},
     {"format": "pretty"}, {"attachments": "1"}, {"statementId": "x"}, {"unknown": ""}, {"after": "1"},
     {"statementId": NOBODY, "limit": "1"}, {"statementId": NOBODY, "voidedStatementId": NOBODY},
     {"verb": "https://v.example/\0"}],
    ids=str,
)  # fmt: skip
def test_wrong_parameters_are_refused_with_a_sentence(caller: Caller, params: dict[str, str]) -> None:
    answer = caller.get("statements", params)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_parameter_twice_or_not_in_utf_8_is_refused(caller: Caller) -> None:
    for query in ("limit=1&limit=2", "verb=%ff", "&".join(f"a{number}=1" for number in range(100))):
        assert caller.client.get(f"/xapi/statements?{query}", headers=caller.headers).status_code == 400


def test_a_made_up_more_is_refused(caller_with: MakeCaller) -> None:
    caller = caller_with("all")
    for query in ("after=x", "after=-1", "after=" + "9" * 30, "after=1&before=2"):
        assert caller.client.get(f"/xapi/statements/more?{query}", headers=caller.headers).status_code == 400
    assert caller.client.get("/xapi/statements/more?after=0", headers=caller.headers).json()["statements"] == []


def test_a_form_may_not_smuggle_a_line_into_a_header(caller: Caller) -> None:
    form = urlencode({"content": "x", "Content-Type": "text/plain\r\nSet-Cookie: a=b", **caller.headers})
    assert caller.client.post("/xapi/activities/state?method=PUT", form, content_type=FORM).status_code == 400


def test_a_form_may_not_say_version_2_among_its_headers_either(caller_2: Caller) -> None:
    form = urlencode({"limit": "1", **caller_2.headers})
    answer = caller_2.client.post("/xapi/statements?method=GET", form, content_type=FORM)
    assert answer.status_code == 400
    assert "2.0" in answer.json()["error"]


def test_a_form_may_ask_for_the_head_alone(caller: Caller) -> None:
    caller.post(statement())
    form = urlencode({"limit": "1", **caller.headers})
    got = caller.client.post("/xapi/statements?method=GET", form, content_type=FORM)
    head = caller.client.post("/xapi/statements?method=HEAD", form, content_type=FORM)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["activities?activityId=https://a.example/a", "agents?agent=%7B%22mbox%22:%22mailto:a@b.example%22%7D", "about?"])  # fmt: skip # noqa: E501
@pytest.mark.parametrize("unknown", ["x=1", "ActivityId=https://a.example/a", "Agent=x", "version="])
def test_an_unknown_parameter_is_refused_everywhere(caller: Caller, path: str, unknown: str) -> None:
    assert caller.client.get(f"/xapi/{path}", headers=caller.headers).status_code == 200
    answer = caller.client.get(f"/xapi/{path}&{unknown}", headers=caller.headers)
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["path"] == f"?{unknown.split('=')[0]}"
