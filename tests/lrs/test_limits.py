"""What one request may make the store hold or do has an end, and says so."""

import json

import pytest

from lrs import multipart, queries, wire
from lrs.services.recording import MOST_TOLD
from tests.lrs.builders import agent, statement
from tests.lrs.conftest import Caller
from tests.lrs.test_attachments import attachment, binary, first, send

pytestmark = pytest.mark.django_db
PART = b"--B\r\nX: y\r\n\r\nx\r\n"
NOTE = "https://e.example/note"


def long(letters: int) -> dict[str, object]:
    return {"extensions": {NOTE: "x" * letters}}


def test_a_statement_of_more_than_a_mebibyte_is_413_by_its_place(caller: Caller) -> None:
    answer = caller.post([statement(), statement(result=long(1024 * 1024))])
    assert answer.status_code == 413
    assert answer.json()["problems"][0]["path"] == "[1]"
    assert caller.post(statement(result=long(1000 * 1024))).status_code == 200


def test_a_batch_is_counted_before_any_of_it_is_looked_at(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lrs.views.statements.MOST_STATEMENTS", 3)
    assert caller.post("[{},{},{},{},this is no JSON").status_code == 413
    assert caller.post([statement() for _ in range(3)]).status_code == 200


def test_json_of_countless_values_is_refused_before_they_are_made(caller: Caller) -> None:
    one = json.dumps(statement())[:-1] + ', "result": {"extensions": {"https://e.example/x": ['
    assert caller.post(one + "{}," * (wire.MOST_VALUES // 2 + 1) + "{}]}}}").status_code == 413


def test_a_hundred_problems_are_told_and_no_more(caller: Caller) -> None:
    answer = caller.post([statement(actor={}, verb={}) for _ in range(200)])
    assert answer.status_code == 400
    assert len(answer.json()["problems"]) == MOST_TOLD == 100


def test_the_path_of_a_problem_is_cut_where_a_key_is_endless(caller: Caller) -> None:
    answer = caller.post(statement(result={"x" * 100_000: 1}))
    assert answer.status_code == 400
    assert len(answer.content) < 2000


@pytest.mark.parametrize(
    "body",
    [PART * (multipart.MOST_PARTS + 2) + b"--B--", b"--B\r\n" + b"X: y\r\n" * 2000 + b"\r\n--B--"],
    ids=["parts", "headers"],
)
def test_parts_and_their_headers_have_an_end(caller: Caller, body: bytes) -> None:
    answer = caller.send("POST", "statements", body, content_type="multipart/mixed; boundary=B")
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["rule"] == "xAPI 1.0.3 Communication 1.5.2"


def test_as_many_parts_as_are_allowed_are_read() -> None:
    body = PART * multipart.MOST_PARTS + b"--B--"
    assert len(multipart.read_parts(body, "B")) == multipart.MOST_PARTS


def test_a_page_ends_where_it_grows_too_large_and_more_goes_on(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LARGEST_PAGE", 5000)
    ids = caller.post([statement(result=long(2000)) for _ in range(5)]).json()
    sizes, seen = [], []
    answer = caller.get("statements", {"ascending": "true"}).json()
    while answer["statements"]:
        sizes.append(len(answer["statements"]))
        seen += [one["id"] for one in answer["statements"]]
        answer = (
            caller.client.get(answer["more"], headers=caller.headers).json() if answer["more"] else {"statements": []}
        )
    assert seen == ids
    assert sizes == [2, 2, 1]


def test_one_too_large_for_a_page_is_a_page_by_itself(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LARGEST_PAGE", 1000)
    caller.post([statement(result=long(2000)) for _ in range(2)])
    assert [len(caller.get("statements").json()["statements"])] == [1]


def test_attachments_weigh_in_a_page(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LARGEST_PAGE", 6000)
    contents = [bytes([number]) * 2000 for number in range(3)]
    batch = [statement(attachments=[attachment(content)]) for content in contents]
    assert send(caller, first(batch), *(binary(content) for content in contents)).status_code == 200
    answer = caller.get("statements", {"attachments": "true"})
    parts = multipart.read_parts(answer.content, multipart.boundary_of(answer["Content-Type"]))
    assert len(parts) == 1 + 2
    assert "attachments=true" in json.loads(parts[0].content)["more"]
    assert caller.get("statements").json()["more"] == ""


def test_a_page_holds_five_hundred_at_most_and_keeps_its_order_over_all_reads(caller: Caller) -> None:
    ids = caller.post([statement(actor=agent("many")) for _ in range(501)]).json()
    for params in ({}, {"limit": "0"}, {"limit": "5000"}, {"agent": agent("many")}):
        answer = caller.get("statements", {**params, "ascending": "true"}).json()
        assert [one["id"] for one in answer["statements"]] == ids[:500]
        after = caller.client.get(answer["more"], headers=caller.headers).json()
        assert [one["id"] for one in after["statements"]] == ids[500:]


def test_what_is_known_of_an_activity_stops_growing(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lrs.services.activities.LARGEST", 1000)
    for number in range(5):
        definition = {"extensions": {f"https://e.example/{number}": "x" * 300}}
        assert caller.post(statement(object={"id": NOTE, "definition": definition})).status_code == 200
    known = caller.get("activities", {"activityId": NOTE}).json()["definition"]["extensions"]
    assert list(known) == ["https://e.example/0", "https://e.example/1", "https://e.example/2"]


def test_canonical_definitions_fill_an_answer_no_further_than_it_has_room(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"id": NOTE, "definition": {"name": {"en": "x" * 1000}}}
    caller.post(statement(object=known))
    one = statement(context={"contextActivities": {"other": [{"id": NOTE}] * 50}})
    caller.post(one)
    asked = {"statementId": one["id"], "format": "canonical"}
    assert len(caller.get("statements", asked).content) > 50_000
    monkeypatch.setattr(queries, "LARGEST_PAGE", 40_000)
    answer = caller.get("statements", asked)
    assert len(answer.content) < 10_000
    assert answer.json()["context"]["contextActivities"]["other"] == [{"id": NOTE}] * 50
