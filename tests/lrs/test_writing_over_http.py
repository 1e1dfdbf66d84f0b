"""PUT and POST /statements."""

import uuid

import pytest
from django.test import override_settings

from lrs.models import Statement
from tests.lrs.builders import agent, full, statement
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db


def test_post_answers_with_the_ids_in_order(caller: Caller) -> None:
    batch = [statement(), statement(id=None), full()]
    ids = caller.post(batch).json()
    assert (ids[0], ids[2]) == (batch[0]["id"], batch[2]["id"])
    assert Statement.objects.count() == 3


def test_put_stores_under_the_id_of_the_address(caller: Caller) -> None:
    one = statement(id=None)
    name = str(uuid.uuid4())
    assert caller.put(one, name).status_code == 204
    assert caller.get("statements", {"statementId": name}).json()["id"] == name


def test_a_repeated_put_is_204_and_another_statement_409(caller: Caller) -> None:
    one = statement()
    assert [caller.put(one, one["id"]).status_code for _ in range(2)] == [204, 204]
    answer = caller.put({**one, "actor": agent("another")}, one["id"])
    assert answer.status_code == 409
    assert one["id"] in answer.json()["error"]
    assert caller.get("statements", {"statementId": one["id"]}).json()["actor"] == one["actor"]


def test_put_refuses_another_id_an_array_and_no_id(caller: Caller) -> None:
    one = statement()
    assert caller.put(one, str(uuid.uuid4())).status_code == 400
    assert caller.put([one], one["id"]).status_code == 400
    assert caller.send("PUT", "statements", one).status_code == 400


def test_a_bad_statement_in_a_batch_is_told_by_path_and_rule_and_stores_nothing(caller: Caller) -> None:
    answer = caller.post([statement(), statement(actor={})])
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["path"] == "[1].actor"
    assert answer.json()["problems"][0]["rule"] == "xAPI 1.0.3 Data 2.4.2.3"
    assert not Statement.objects.exists()


def test_a_single_statement_s_problems_need_no_number(caller_2: Caller) -> None:
    (problem,) = caller_2.post(statement(verb={})).json()["problems"]
    assert (problem["path"], problem["rule"]) == ("verb.id", "IEEE 9274.1.1 4.2.2.2")


def test_repeated_keys_are_refused(caller: Caller) -> None:
    answer = caller.post('{"actor":{},"actor":{}}')
    assert answer.status_code == 400
    assert 'the key "actor" stands twice' in answer.json()["error"]


def test_no_cookie_and_no_session_come_of_it(caller: Caller) -> None:
    answer = caller.post(statement())
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@override_settings(LRS_LARGEST_BODY=100)
def test_an_oversize_body_is_refused_before_it_is_read(caller: Caller) -> None:
    assert caller.post(statement()).status_code == 413


def test_the_scope_define_is_needed_to_define_activities(caller_with: MakeCaller) -> None:
    one = full()
    caller_with("statements/write", name="Writer").post(one)
    everybody = caller_with("all")
    asked = {"activityId": one["object"]["id"]}
    assert "definition" not in everybody.get("activities", asked).json()
    everybody.post({**one, "id": str(uuid.uuid4())})
    assert everybody.get("activities", asked).json()["definition"] == one["object"]["definition"]


def test_a_batch_beyond_all_measure_is_refused(caller: Caller) -> None:
    answer = caller.post("[" + ",".join(["{}"] * 10_001) + "]")
    assert answer.status_code == 413
