"""`state`, `profile` and `statements/read/mine` end at their own authority's things."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.lrs.builders import agent, ref, statement
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db
ABOUT = {"activityId": "https://a.example/a", "agent": json.dumps(agent())}
SHELVES = {
    "activities/state": ("state", {**ABOUT}, "stateId"),
    "agents/profile": ("profile", {"agent": ABOUT["agent"]}, "profileId"),
    "activities/profile": ("profile", {"activityId": ABOUT["activityId"]}, "profileId"),
}


def document(caller: Caller, method: str, path: str, name: str, body: Any = b"{}", **headers: str) -> Any:
    _, owner, called = SHELVES[path]
    query = urlencode({**owner, **({called: name} if name else {})})
    return caller.send(method, f"{path}?{query}", body, **headers)


@pytest.mark.parametrize("path", SHELVES)
def test_another_s_document_is_not_there_and_cannot_be_changed(caller_with: MakeCaller, path: str) -> None:
    scope = SHELVES[path][0]
    theirs, mine, everybody = caller_with(scope, name="Theirs"), caller_with(scope, name="Mine"), caller_with("all")
    new = {"If-None-Match": "*"}
    assert document(theirs, "PUT", path, "a", b'{"by":"them"}', **new).status_code == 204
    assert document(mine, "PUT", path, "b", b'{"by":"me"}', **new).status_code == 204
    assert document(mine, "GET", path, "a").status_code == 404
    assert document(mine, "GET", path, "").json() == ["b"]
    for method in ("PUT", "POST", "DELETE"):
        assert document(mine, method, path, "a", b'{"by":"me"}', **{"If-Match": "*"}).status_code == 403
    assert document(theirs, "GET", path, "a").json() == {"by": "them"}
    assert sorted(document(everybody, "GET", path, "").json()) == ["a", "b"]
    assert document(everybody, "POST", path, "a", b'{"by":"all"}').status_code == 204
    assert document(theirs, "GET", path, "a").json() == {"by": "all"}


def test_deleting_all_states_leaves_another_s(caller_with: MakeCaller) -> None:
    theirs, mine = caller_with("state", name="Theirs"), caller_with("state", name="Mine")
    document(theirs, "PUT", "activities/state", "a")
    document(mine, "PUT", "activities/state", "b")
    assert document(mine, "DELETE", "activities/state", "").status_code == 204
    assert document(mine, "GET", "activities/state", "").json() == []
    assert document(theirs, "GET", "activities/state", "").json() == ["a"]


def test_a_reference_tells_its_sender_nothing_of_another_s_statement(caller_with: MakeCaller) -> None:
    theirs, mine = caller_with(name="Theirs"), caller_with("statements/write", "statements/read/mine", name="Mine")
    secret = statement(actor=agent("somebody"))
    theirs.post(secret)
    own = statement(actor=agent("me"), object=ref(secret["id"]))
    mine.post(own)
    for asked in ({"agent": agent("somebody")}, {"activity": secret["object"]["id"]}, {"agent": theirs_agent(theirs)}):
        assert mine.ids({**asked, "related_agents": "true"}) == []
    assert mine.ids({"agent": agent("me")}) == mine.ids() == [own["id"]]
    assert theirs.ids({"agent": agent("somebody")}) == [own["id"], secret["id"]]


def theirs_agent(caller: Caller) -> Any:
    return caller.get("statements", {"limit": "1", "ascending": "true"}).json()["statements"][0]["authority"]


def test_references_among_one_s_own_still_count(caller_with: MakeCaller) -> None:
    mine = caller_with("statements/write", "statements/read/mine", name="Mine")
    last = statement(actor=agent("x"))
    middle = statement(actor=agent("y"), object=ref(last["id"]))
    top = statement(actor=agent("z"), object=ref(middle["id"]))
    mine.post([top, middle, last])
    assert mine.ids({"agent": agent("x")}) == [last["id"], middle["id"], top["id"]]


def test_pages_of_one_s_own_are_filled_past_what_does_not_count(caller_with: MakeCaller) -> None:
    theirs, mine = caller_with(name="Theirs"), caller_with("statements/write", "statements/read/mine", name="Mine")
    secret = statement(actor=agent("x"))
    theirs.post(secret)
    own = [statement(actor=agent("x")) for _ in range(3)]
    mine.post([own[0], *(statement(actor=agent("y"), object=ref(secret["id"])) for _ in range(10)), *own[1:]])
    answer = mine.get("statements", {"agent": agent("x"), "limit": "2"}).json()
    assert [one["id"] for one in answer["statements"]] == [own[2]["id"], own[1]["id"]]
    answer = mine.client.get(answer["more"], headers=mine.headers).json()
    assert [one["id"] for one in answer["statements"]] == [own[0]["id"]]
    assert answer["more"] == ""
