"""format=exact gives the statement in the very words it came in: numbers keep what JSON readers would round away."""

import json
import uuid

import pytest

from lrs import outbox
from lrs.models import Forward, Statement
from tests.lrs.builders import agent, full, statement, sub_statement
from tests.lrs.conftest import Caller
from tests.lrs.other_store import FakeStore, statements_in

pytestmark = pytest.mark.django_db
NUMBERS = "[1.0, 1, 1e3, 1E-7, -0.0, 3.14159265358979323846264338327950288, 123456789012345678901234567890]"


def sent_with(numbers: str) -> tuple[str, str]:
    """A statement's id and its text, with these numbers in its result."""
    one = statement(result={"extensions": {"https://e.example/x": "HERE"}})
    return one["id"], json.dumps(one).replace('"HERE"', numbers)


def test_numbers_come_back_as_they_were_written(caller: Caller) -> None:
    name, text = sent_with(NUMBERS)
    assert caller.post(text).status_code == 200
    for params in ({"statementId": name}, {"limit": "1"}, {"limit": "1", "attachments": "true"}):
        assert NUMBERS in caller.get("statements", params).content.decode()


def test_an_array_is_put_around_a_single_context_activity_and_nothing_else_is_touched(caller: Caller) -> None:
    inner = {**sub_statement()["object"], "context": {"contextActivities": {"parent": "HERE", "other": ["HERE"]}}}
    one = statement(object=inner, context={"contextActivities": {"grouping": "HERE"}, "language": "en"})
    activity = '{"id":"https://a.example/a","definition":{"extensions":{"https://e.example/x":1.50}}}'
    caller.post(json.dumps(one).replace('"HERE"', activity))
    answer = caller.get("statements", {"statementId": one["id"]})
    assert answer.content.decode().count(f"[{activity}]") == 3
    found = answer.json()
    assert found["object"]["context"]["contextActivities"]["parent"] == [json.loads(activity)]
    assert found["context"]["language"] == "en"


def test_what_the_store_adds_is_there_once(caller: Caller) -> None:
    one = statement(id=None, timestamp=None, stored="2020-01-01T00:00:00Z", authority=agent("me"))
    (name,) = caller.post(json.dumps(one, indent=2)).json()
    text = caller.get("statements", {"statementId": name}).content.decode()
    pairs = json.loads(text, object_pairs_hook=lambda pairs: pairs)
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names))
    assert {"id", "timestamp", "stored", "authority", "version"} <= set(names)
    assert json.loads(text)["authority"]["account"]["name"] == "Agency"


def test_a_whole_statement_comes_back_whole(caller: Caller) -> None:
    one = full()
    caller.put(one, one["id"])
    found = caller.get("statements", {"statementId": one["id"]}).json()
    context = {**one["context"]["contextActivities"], "grouping": [one["context"]["contextActivities"]["grouping"]]}
    expected = {**one, "context": {**one["context"], "contextActivities": context}}
    assert {name: found[name] for name in expected} == expected


def test_another_store_is_sent_the_same_words(caller: Caller) -> None:
    sent = [sent_with(NUMBERS) for _ in range(2)]
    caller.post(f"[{','.join(text for _, text in sent)}]")
    other = FakeStore()
    for speaks in ("", "1.0.3"):
        forward = Forward(name="County", endpoint="https://lrs.example/xapi", key="k", speaks=speaks)
        parcels = outbox.parcels_of(forward, Statement.objects.values_list("id", flat=True))
        other.connect(forward).post(parcels)
        assert other.requests[-1].content.decode().count(NUMBERS) == 2
        first, _ = statements_in(other.requests[-1])
        assert first["id"] == sent[0][0]
        assert first["authority"]["account"]["name"] == "Agency"
        assert "stored" not in first
        assert ("version" in first) is (speaks == "")


def test_it_is_a_page_when_there_is_nothing(caller: Caller) -> None:
    assert caller.get("statements", {"registration": str(uuid.uuid4())}).json() == {"statements": [], "more": ""}
