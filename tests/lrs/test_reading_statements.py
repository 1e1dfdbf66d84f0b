"""GET /statements: one by its id, pages in order, since and until, and what goes with every answer."""

import json
import uuid
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from django.utils.http import http_date

from lrs.journal import place_of
from lrs.models import Statement
from lrs.multipart import boundary_of, read_parts
from tests.lrs.builders import COURSE, agent, full, ref, statement, sub_statement, voiding
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db


def test_one_is_found_by_its_id_with_what_the_store_adds(caller: Caller) -> None:
    one = statement(timestamp=None)
    caller.post(one)
    answer = caller.get("statements", {"statementId": one["id"].upper()})
    found = answer.json()
    assert {key: found[key] for key in one} == one
    assert found["timestamp"] == found["stored"] == Statement.objects.get().stored.isoformat().replace("+00:00", "Z")
    assert found["version"] == "1.0.3"
    assert found["authority"]["account"]["name"] == "Agency"
    assert answer["Last-Modified"].endswith("GMT")


def test_what_a_sender_says_of_stored_and_authority_is_overruled(caller: Caller) -> None:
    one = statement(stored="2020-01-01T00:00:00Z", authority=agent("me"))
    caller.post(one)
    found = caller.get("statements", {"statementId": one["id"]}).json()
    assert not found["stored"].startswith("2020")
    assert found["authority"]["account"]["name"] == "Agency"


def test_numbers_and_letters_come_back_as_they_came(caller: Caller) -> None:
    extensions = {"https://e.example/x": [1.0, 12345678901234567890123, 1e-7, "é\u2028\u0000", {"z": None, "a": 1}]}
    one = statement(result={"extensions": extensions}, timestamp="2026-11-30T09:00:00.123456789+01:00")
    caller.post(one)
    found = caller.get("statements", {"statementId": one["id"]}).json()
    assert found["result"] == one["result"]
    assert found["timestamp"] == one["timestamp"]


def test_unknown_ones_are_404(caller: Caller) -> None:
    assert caller.get("statements", {"statementId": str(uuid.uuid4())}).status_code == 404
    assert caller.get("statements", {"voidedStatementId": str(uuid.uuid4())}).status_code == 404


def test_a_voided_one_is_found_only_as_such(caller: Caller) -> None:
    one = statement()
    other = voiding(one["id"])
    caller.post([one, other])
    assert caller.get("statements", {"statementId": one["id"]}).status_code == 404
    assert caller.get("statements", {"voidedStatementId": one["id"]}).json()["id"] == one["id"]
    assert caller.get("statements", {"voidedStatementId": other["id"]}).status_code == 404
    assert caller.ids() == [other["id"]]


def test_a_single_context_activity_comes_back_in_an_array(caller: Caller) -> None:
    one = full()
    caller.post(one)
    found = caller.get("statements", {"statementId": one["id"]}).json()["context"]["contextActivities"]
    assert found["grouping"] == [one["context"]["contextActivities"]["grouping"]]


def test_since_is_exclusive_and_until_inclusive_to_the_microsecond(caller: Caller) -> None:
    ids = caller.post([statement() for _ in range(3)]).json()
    moments = [Statement.objects.get(uuid=one).stored.isoformat() for one in ids]
    assert caller.ids({"since": moments[0], "ascending": "true"}) == ids[1:]
    assert caller.ids({"until": moments[1], "ascending": "true"}) == ids[:2]
    assert caller.ids({"since": moments[0], "until": moments[1]}) == [ids[1]]
    assert caller.ids({"since": moments[2]}) == []


def test_pages_follow_one_another_while_statements_come_in(caller: Caller) -> None:
    ids = caller.post([statement() for _ in range(7)]).json()
    for ascending, expected in (("false", ids[::-1]), ("true", ids)):
        seen, params = [], {"limit": "3", "ascending": ascending, "verb": statement()["verb"]["id"]}
        answer = caller.get("statements", params).json()
        while True:
            seen += [one["id"] for one in answer["statements"]]
            if not answer["more"]:
                break
            caller.post(statement())
            answer = caller.client.get(answer["more"], headers=caller.headers).json()
        assert seen[:7] == expected
        assert len(seen) == len(set(seen))


def test_more_keeps_every_filter_and_the_format(caller: Caller) -> None:
    caller.post([statement(actor=agent("x" if number % 2 else "y")) for number in range(8)])
    answer = caller.get(
        "statements", {"agent": agent("x"), "limit": "2", "format": "ids", "related_agents": "true"}
    ).json()
    after = caller.client.get(answer["more"], headers=caller.headers).json()
    assert after["more"] == ""
    assert [one["actor"]["account"]["name"] for one in after["statements"]] == ["x", "x"]
    assert all("display" not in one["verb"] for one in after["statements"])


def test_following_a_reference_obeys_since(caller: Caller) -> None:
    first = statement(actor=agent("ben"))
    caller.post(first)
    moment = Statement.objects.get().stored.isoformat()
    later = statement(actor=agent("andrew"), object=ref(first["id"]))
    caller.post(later)
    assert caller.ids({"agent": agent("ben")}) == [later["id"], first["id"]]
    assert caller.ids({"agent": agent("ben"), "since": moment}) == [later["id"]]


def test_every_answer_says_up_to_when_it_is_complete(caller: Caller) -> None:
    caller.post(statement())
    for params in ({}, {"limit": "x"}, {"statementId": str(uuid.uuid4())}):
        through = caller.get("statements", params)["X-Experience-API-Consistent-Through"]
        assert datetime.fromisoformat(through) >= Statement.objects.get().stored


def test_ids_keeps_only_what_identifies(caller: Caller) -> None:
    one = full()
    caller.post(one)
    found = caller.get("statements", {"format": "ids"}).json()["statements"][0]
    assert found["verb"] == {"id": one["verb"]["id"]}
    assert found["object"] == {"id": one["object"]["id"]}
    assert found["context"]["team"] == {
        "objectType": "Group", "member": [agent("a"), {"mbox": "mailto:b@example.org"}],
    }  # fmt: skip


def test_canonical_speaks_the_reader_s_language(caller: Caller) -> None:
    one = full()
    caller.post(one)
    answer = caller.get("statements", {"format": "canonical"}, **{"Accept-Language": "fr, cy;q=0.5, en;q=0.1"})
    definition = answer.json()["statements"][0]["object"]["definition"]
    assert definition["name"] == {"cy": "Pwy wyt ti'n ei ffonio?"}
    assert definition["choices"][0]["description"] == {"en-GB": "999"}


def test_an_authority_reads_its_own_where_it_may_read_no_other(caller_with: MakeCaller) -> None:
    theirs, mine = caller_with(name="Theirs"), caller_with("statements/write", "statements/read/mine", name="Mine")
    other, own = statement(), statement()
    theirs.post(other)
    mine.post(own)
    assert mine.ids() == mine.ids({"verb": own["verb"]["id"]}) == [own["id"]]
    assert mine.get("statements", {"statementId": other["id"]}).status_code == 404
    assert theirs.ids() == [own["id"], other["id"]]


def test_more_keeps_attachments_and_each_filter(caller: Caller) -> None:
    registration = str(uuid.uuid4())
    context = {"registration": registration, "instructor": agent("t"), "contextActivities": {"other": [{"id": COURSE}]}}
    wanted = [statement(context=context, object={"id": "https://a.example/a"}) for _ in range(5)]
    for one in wanted:
        caller.post([one, statement()])
    stored = Statement.objects.get(uuid=wanted[1]["id"]).stored.isoformat()
    until = Statement.objects.get(uuid=wanted[4]["id"]).stored.isoformat()
    asked = {
        "agent": agent("t"), "related_agents": "true", "activity": COURSE, "related_activities": "true",
        "verb": wanted[0]["verb"]["id"], "registration": registration, "since": stored, "until": until,
        "format": "ids", "attachments": "true", "ascending": "true", "limit": "1",
    }  # fmt: skip
    answer, seen = caller.get("statements", asked), []
    while True:
        (part,) = read_parts(answer.content, boundary_of(answer["Content-Type"]))
        page = json.loads(part.content)
        seen += page["statements"]
        if not page["more"]:
            break
        given = dict(parse_qsl(page["more"].partition("?")[2]))
        expected = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in asked.items()}
        assert {name: given[name] for name in asked} == expected
        answer = caller.client.get(page["more"], headers=caller.headers)
    assert [one["id"] for one in seen] == [one["id"] for one in wanted[2:]]
    assert all(one["verb"] == {"id": one["verb"]["id"]} for one in seen)


def test_canonical_reaches_into_context_activities_and_sub_statements(caller: Caller) -> None:
    texts = {"name": {"en": "Course", "cy": "Cwrs"}, "description": {"en": "All of it", "cy": "Y cyfan"}}
    activity = {"id": COURSE, "definition": texts}
    inner = {**sub_statement()["object"], "context": {"contextActivities": {"grouping": [activity]}}}
    verb = {"id": "https://v.example/saw", "display": {"en": "saw", "cy": "gwelodd"}}
    one = statement(object={**inner, "verb": verb}, context={"contextActivities": {"parent": [activity]}})
    caller.post(one)
    answer = caller.get("statements", {"statementId": one["id"], "format": "canonical"}, **{"Accept-Language": "cy"})
    found = answer.json()
    welsh = {"name": {"cy": "Cwrs"}, "description": {"cy": "Y cyfan"}}
    assert found["context"]["contextActivities"]["parent"][0]["definition"] == welsh
    assert found["object"]["context"]["contextActivities"]["grouping"][0]["definition"] == welsh
    assert found["object"]["verb"]["display"] == {"cy": "gwelodd"}


def test_related_agents_are_those_in_context_and_the_authority_in_version_2(caller_2: Caller) -> None:
    group = {"objectType": "Group", "account": agent("g")["account"], "member": [agent("m")]}
    context = {
        "contextAgents": [{"objectType": "contextAgent", "agent": agent("a")}],
        "contextGroups": [{"objectType": "contextGroup", "group": group}],
    }
    inner = {**sub_statement()["object"], "context": context}
    direct, nested = statement(context=context), statement(object=inner)
    caller_2.post([direct, nested])
    authority = caller_2.get("statements", {"limit": "1"}).json()["statements"][0]["authority"]
    for one in (agent("a"), group, agent("m"), authority):
        assert caller_2.ids({"agent": one}) == []
        assert caller_2.ids({"agent": one, "related_agents": "true"}) == [nested["id"], direct["id"]]


def test_a_single_context_activity_of_a_sub_statement_comes_back_in_an_array_in_each_format(caller: Caller) -> None:
    inner = {**sub_statement()["object"], "context": {"contextActivities": {"category": {"id": COURSE}}}}
    one = statement(object=inner)
    caller.post(one)
    for shape in ("exact", "ids", "canonical"):
        found = caller.get("statements", {"statementId": one["id"], "format": shape}).json()
        assert found["object"]["context"]["contextActivities"]["category"] == [{"id": COURSE}]


def test_last_modified_is_when_the_newest_of_the_answer_was_stored(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = statement()
    for day, one in ((1, first), (2, statement())):  # not as near to one another as a test is fast
        monkeypatch.setattr(
            "lrs.services.recording.open_journal", lambda day=day: place_of(datetime(2026, 11, day, 10, tzinfo=UTC))
        )
        caller.post(one)
    for params, at in (
        ({"statementId": first["id"]}, Statement.objects.get(uuid=first["id"]).stored),
        ({}, Statement.objects.latest("stored").stored),
        ({"ascending": "true", "limit": "1"}, Statement.objects.earliest("stored").stored),
    ):
        answer = caller.get("statements", params)
        assert answer["Last-Modified"] == http_date(at.timestamp())
