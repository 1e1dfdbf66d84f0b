"""A null character, which no text in PostgreSQL can hold, is kept with a statement and refused in an authority."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from lrs.models import Statement
from lrs.outbound import OtherStore, Parcel, Refused
from lrs.services.importing import import_statements
from tests.lrs.builders import Json, agent, full, statement, with_at
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db

FREE = [
    "actor.account.name",
    "actor.name",
    "context.team.member[0].account.name",
    "result.response",
    "context.platform",
    "verb.display.en",
    "object.definition.name.en",
    "object.definition.choices[0].id",
    "result.extensions",
]
ME = agent("me")
TWO = {"objectType": "Group", "member": [agent("app"), agent("a\0b")]}


@pytest.mark.parametrize("authority", [{**ME, "name": "a\0b"}, agent("a\0b"), TWO], ids=["name", "account", "member"])
def test_no_authority_is_named_with_one(caller: Caller, authority: Json) -> None:
    answer = caller.post(statement(authority=authority))
    assert answer.status_code == 400
    (problem,) = answer.json()["problems"]
    assert (problem["path"], problem["rule"]) == ("authority", "xAPI 1.0.3 Data 2.4.9")
    assert "null character" in problem["message"]
    assert not Statement.objects.exists()


def test_an_import_refuses_such_an_authority_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "statements.jsonl"
    lines = [statement(authority=agent("a\0b")), statement()]
    file.write_text("".join(json.dumps(one) + "\n" for one in lines))
    faults: list[tuple[int, str]] = []
    import_statements(path=file, report=lambda *fault: faults.append(fault), progress=lambda run: None)
    assert [(line, "null character" in reason) for line, reason in faults] == [(1, True)]
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("place", FREE)
def test_what_a_statement_says_may_hold_one_and_is_given_back(caller: Caller, place: str) -> None:
    value: Any = {"https://e.example/x": {"\0": "\0"}} if place.endswith("extensions") else "a\0b"
    one = with_at(with_at(full(), "context.contextActivities.grouping", []), place, value)
    assert caller.post(one).status_code == 200
    found = caller.get("statements", {"statementId": one["id"], "format": "canonical"})
    assert found.status_code == 200
    exact = caller.get("statements", {"statementId": one["id"]}).json()
    assert {key: exact[key] for key in one} == one
    assert caller.get("activities", {"activityId": one["object"]["id"]}).status_code == 200
    assert caller.ids({"agent": one["actor"]}) == [one["id"]]


def test_no_identifier_holds_one(caller: Caller) -> None:
    for actor in ({"mbox": "mailto:a\0@example.org"}, {"openid": "https://id.example/\0"}):
        assert caller.post(statement(actor=actor)).status_code == 400
    assert caller.post(statement(object={"id": "https://a.example/\0"})).status_code == 400
    assert not Statement.objects.exists()


def test_what_another_store_answers_is_kept_without() -> None:
    answer = httpx.Response(400, text="no\0no")
    store = OtherStore("https://lrs.example/xapi", "k", "s", transport=httpx.MockTransport(lambda request: answer))
    with pytest.raises(Refused, match="HTTP 400: nono"):
        store.post([Parcel(1, "{}", statement(), "1.0.3", {})])
