"""State, agent profile and activity profile: put, merge, list, delete, and the preconditions of each version."""

import json
import uuid
from typing import Any

import pytest

from tests.lrs.builders import agent, statement
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db

ACTIVITY = "https://training.example/a"
SHELVES: dict[str, tuple[str, dict[str, Any]]] = {
    "activities/state": ("stateId", {"activityId": ACTIVITY, "agent": agent()}),
    "activities/profile": ("profileId", {"activityId": ACTIVITY}),
    "agents/profile": ("profileId", {"agent": agent()}),
}
every_shelf = pytest.mark.parametrize("path", SHELVES)


def address(path: str, name: str | None = "one", **more: Any) -> str:
    key, owner = SHELVES[path]
    params = {**owner, **({key: name} if name is not None else {}), **more}
    shown = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in params.items()}
    return f"{path}?" + "&".join(f"{key}={value}" for key, value in shown.items())


def put(caller: Caller, path: str, body: Any = "text", name: str = "one", **headers: str) -> int:
    headers = headers or {"If-None-Match": "*"}
    status: int = caller.send("PUT", address(path, name), body, content_type="text/plain", **headers).status_code
    return status


def read(caller: Caller, path: str, name: str | None = "one", **more: Any) -> Any:
    return caller.client.get(f"/xapi/{address(path, name, **more)}", headers=caller.headers)


@every_shelf
def test_a_document_comes_back_byte_for_byte(caller: Caller, path: str) -> None:
    content = bytes(range(256))
    headers = {"If-None-Match": "*"}
    assert caller.send("PUT", address(path), content, content_type="image/x-odd", **headers).status_code == 204
    answer = read(caller, path)
    assert (answer.content, answer["Content-Type"]) == (content, "image/x-odd")
    assert len(answer["ETag"]) == 42
    assert answer["Last-Modified"]


@every_shelf
def test_names_are_listed_and_one_is_deleted(caller: Caller, path: str) -> None:
    for name in ("one", "two"):
        put(caller, path, name=name)
    answer = read(caller, path, None)
    assert answer.json() == ["one", "two"]
    assert answer["Last-Modified"]
    assert read(caller, path, None, since="2999-01-01T00:00:00Z").json() == []
    assert caller.send("DELETE", address(path), b"").status_code == 204
    assert read(caller, path).status_code == 404
    assert read(caller, path, None).json() == ["two"]


@every_shelf
def test_what_is_asked_for_has_to_be_named(caller: Caller, path: str) -> None:
    for name in SHELVES[path][1]:
        rest = "&".join(part for part in address(path).partition("?")[2].split("&") if not part.startswith(name))
        assert caller.client.get(f"/xapi/{path}?{rest}", headers=caller.headers).status_code == 400
    assert caller.send("PUT", address(path, None), "x").status_code == 400
    assert caller.send("POST", address(path, None), "{}").status_code == 400
    assert read(caller, path, unknown="1").status_code == 400
    assert read(caller, path, None, since="yesterday").status_code == 400


@every_shelf
def test_wrong_preconditions_are_412_and_change_nothing(caller: Caller, path: str) -> None:
    put(caller, path, "old")
    etag = read(caller, path)["ETag"]
    assert put(caller, path, "new") == 412
    for method in ("PUT", "POST", "DELETE"):
        answer = caller.send(method, address(path), "{}", **{"If-Match": '"' + "0" * 40 + '"'})
        assert answer.status_code == 412
        assert answer.json()["error"]
    assert read(caller, path).content == b"old"
    assert put(caller, path, "new", **{"If-Match": etag}) == 204
    assert put(caller, path, "newer", **{"If-Match": etag}) == 412
    assert put(caller, path, "newer", **{"If-Match": f'"x", {read(caller, path)["ETag"]}'}) == 204
    assert caller.send("DELETE", address(path, "none"), b"", **{"If-Match": "*"}).status_code == 412


@pytest.mark.parametrize(
    ("path", "version", "new", "old"),
    [
        ("activities/state", "1.0.3", 204, 204),
        ("activities/profile", "1.0.3", 400, 409),
        ("agents/profile", "1.0.3", 400, 409),
        ("activities/state", "2.0.0", 204, 409),
        ("activities/profile", "2.0.0", 204, 409),
        ("agents/profile", "2.0.0", 204, 409),
    ],
)
def test_a_put_without_precondition(caller: Caller, path: str, version: str, new: int, old: int) -> None:
    headers = {"X-Experience-API-Version": version}
    assert put(caller, path, **headers) == new
    put(caller, path, **{**headers, "If-None-Match": "*"})
    assert put(caller, path, "other", **headers) == old
    assert read(caller, path).content == (b"other" if old == 204 else b"text")


@every_shelf
def test_a_posted_object_is_laid_over_the_old_one_level_deep(caller: Caller, path: str) -> None:
    assert caller.send("POST", address(path), {"a": {"x": 1}, "b": 1}).status_code == 204
    assert caller.send("POST", address(path), {"a": {"y": 2}, "c": None}).status_code == 204
    answer = read(caller, path)
    assert answer.json() == {"a": {"y": 2}, "b": 1, "c": None}
    assert answer["Content-Type"] == "application/json"


@every_shelf
def test_only_objects_merge(caller: Caller, path: str) -> None:
    assert caller.send("POST", address(path, "array"), [1]).status_code == 400
    assert caller.send("POST", address(path, "broken"), "{").status_code == 400
    put(caller, path, "text")
    assert caller.send("POST", address(path), {"a": 1}).status_code == 400
    caller.send("POST", address(path, "json"), {"a": 1})
    answer = caller.send("POST", address(path, "json"), "text", content_type="text/plain")
    assert answer.status_code == 400
    assert read(caller, path, "json").json() == {"a": 1}


def test_states_of_registrations_stand_apart_and_go_together(caller: Caller) -> None:
    path, one, two = "activities/state", str(uuid.uuid4()), str(uuid.uuid4())
    for more in ({}, {"registration": one}, {"registration": two}):
        caller.send("PUT", address(path, "s" + str(more), **more), "x")
        caller.send("PUT", address(path, "same", **more), str(more), content_type="text/plain")
    assert read(caller, path, "same", registration=one).content == str({"registration": one}).encode()
    assert len(read(caller, path, None, registration=one).json()) == 2
    assert len(read(caller, path, None).json()) == 4
    assert caller.send("DELETE", address(path, None, registration=one), b"").status_code == 204
    assert read(caller, path, "same").status_code == 200
    assert caller.send("DELETE", address(path, None), b"").status_code == 204
    assert read(caller, path, "same", registration=two).status_code == 404


@pytest.mark.parametrize("path", ["activities/profile", "agents/profile"])
def test_profiles_are_deleted_one_by_one(caller: Caller, path: str) -> None:
    assert caller.send("DELETE", address(path, None), b"").status_code == 400


def test_a_name_may_be_very_long(caller: Caller) -> None:
    name = "n" * 5000
    assert put(caller, "activities/state", name=name) == 204
    assert read(caller, "activities/state", None).json() == [name]


def test_an_activity_is_the_sum_of_what_was_said_of_it(caller: Caller) -> None:
    for definition in ({"name": {"en": "A", "cy": "B"}}, {"name": {"en": "C"}, "type": "https://t.example/t"}):
        caller.post(statement(object={"id": ACTIVITY, "definition": definition}))
    found = caller.get("activities", {"activityId": ACTIVITY}).json()
    assert found == {
        "objectType": "Activity",
        "id": ACTIVITY,
        "definition": {"name": {"en": "C", "cy": "B"}, "type": "https://t.example/t"},
    }
    unknown = caller.get("activities", {"activityId": "https://training.example/unknown"}).json()
    assert unknown == {"objectType": "Activity", "id": "https://training.example/unknown"}
    assert caller.get("activities").status_code == caller.get("activities", {"activityId": "x"}).status_code == 400


def test_an_agent_comes_back_as_a_person_of_arrays(caller: Caller) -> None:
    asked = {"objectType": "Agent", "name": "Reader", "mbox": "mailto:a@example.org"}
    person = caller.get("agents", {"agent": asked}).json()
    assert person == {"objectType": "Person", "name": ["Reader"], "mbox": ["mailto:a@example.org"]}
    assert caller.get("agents").status_code == caller.get("agents", {"agent": {}}).status_code == 400


def test_a_document_cannot_act_as_a_page_of_ours(caller: Caller) -> None:
    body = "<script>alert(1)</script>"
    caller.send("PUT", address("activities/state"), body, content_type="text/html")
    answer = read(caller, "activities/state")
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Cache-Control"] == "private, no-cache"


@every_shelf
def test_an_empty_if_match_names_nothing(caller: Caller, path: str) -> None:
    put(caller, path)
    for method in ("PUT", "POST", "DELETE"):
        answer = caller.send(method, address(path), b"{}", **{"If-Match": ""})
        assert answer.status_code == 412
        assert answer.json()["problems"][0]["path"] == "If-Match"
    assert read(caller, path).content == b"text"


def test_deleting_many_states_asks_for_the_condition_of_each(caller: Caller) -> None:
    path = "activities/state"
    for name in ("one", "two"):
        put(caller, path, body=name, name=name)
    tags = [read(caller, path, name)["ETag"] for name in ("one", "two")]
    for wrong in ('"' + "0" * 40 + '"', tags[0], ""):
        assert caller.send("DELETE", address(path, None), b"", **{"If-Match": wrong}).status_code == 412
    assert caller.send("DELETE", address(path, None), b"", **{"If-None-Match": "*"}).status_code == 412
    assert read(caller, path, None).json() == ["one", "two"]
    assert caller.send("DELETE", address(path, None), b"", **{"If-Match": ", ".join(tags)}).status_code == 204
    assert read(caller, path, None).json() == []
    assert caller.send("DELETE", address(path, None), b"", **{"If-Match": "*"}).status_code == 412
    assert caller.send("DELETE", address(path, None), b"").status_code == 204


def test_a_document_does_not_grow_by_merging_past_what_is_read_at_once(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lrs.services.documents.LARGEST_JSON", 100)
    path = "activities/state"
    statuses = [caller.send("POST", address(path), {name: "x" * 40}).status_code for name in "abc"]
    assert statuses == [204, 204, 413]
    assert set(read(caller, path).json()) == {"a", "b"}
