"""`record` and `void`, as the rooms above call them."""

import uuid

import pytest
from django.conf import settings
from django.db import transaction

from lrs import services
from lrs.errors import InvalidStatement, StatementConflict
from lrs.models import Statement, Term
from tests.lrs.builders import AT, Json, agent, by_tincan, full, statement, voiding, without

pytestmark = pytest.mark.django_db


def stored(uuids: list[uuid.UUID]) -> list[Statement]:
    rows = {row.uuid: row for row in Statement.objects.filter(uuid__in=uuids)}
    return [rows[one] for one in uuids]


def test_statements_are_stored_in_order_under_the_platform_s_authority() -> None:
    statements = [by_tincan(name=str(number)) for number in range(5)]
    uuids = services.record(statements=statements, at=AT)
    assert [str(one) for one in uuids] == [one["id"] for one in statements]
    rows = stored(uuids)
    assert [row.pk for row in rows] == sorted({row.pk for row in rows})
    assert [row.stored for row in rows] == sorted({row.stored for row in rows})
    account = {"homePage": settings.PUBLIC_URL, "name": "lookout"}
    assert rows[0].authority.agent == {"objectType": "Agent", "account": account}


def test_later_calls_are_stored_later() -> None:
    (first,) = stored(services.record(statements=[statement()], at=AT))
    (second,) = stored(services.record(statements=[statement()], at=AT))
    assert first.pk < second.pk
    assert first.stored < second.stored


def test_a_statement_without_id_or_timestamp_gets_them() -> None:
    (row,) = stored(services.record(statements=[without(without(statement(), "id"), "timestamp")], at=AT))
    assert row.timestamp == AT


def test_the_same_again_is_passed_over() -> None:
    one, two = statement(), statement()
    services.record(statements=[one], at=AT)
    assert services.record(statements=[one, two], at=AT) == [uuid.UUID(one["id"]), uuid.UUID(two["id"])]
    assert Statement.objects.count() == 2


def test_other_content_under_the_same_id_is_a_conflict_and_stores_nothing() -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    with pytest.raises(StatementConflict) as caught:
        services.record(statements=[statement(), {**one, "actor": agent("another")}], at=AT)
    assert str(caught.value.uuid) == one["id"]
    assert Statement.objects.count() == 1


def test_one_bad_statement_stops_the_batch_and_names_the_place() -> None:
    with pytest.raises(InvalidStatement) as caught:
        services.record(statements=[statement(), statement(verb={"id": "no"})], at=AT)
    assert [problem.path for problem in caught.value.problems] == ["[1].verb.id"]
    assert "[1].verb.id" in str(caught.value)
    assert not Statement.objects.exists()


def test_one_id_twice_in_a_batch_is_refused() -> None:
    one = statement()
    with pytest.raises(InvalidStatement, match="twice"):
        services.record(statements=[one, one], at=AT)


def test_nothing_is_nothing() -> None:
    assert services.record(statements=[], at=AT) == []


def test_it_shares_the_fate_of_the_caller_s_transaction() -> None:
    with transaction.atomic():
        services.record(statements=[statement()], at=AT)
        transaction.set_rollback(True)
    assert not Statement.objects.exists()
    assert not Term.objects.exists()


def test_a_caller_may_survive_a_refusal_inside_its_transaction() -> None:
    one = statement()
    with transaction.atomic():
        services.record(statements=[one], at=AT)
        with pytest.raises(StatementConflict):
            services.record(statements=[{**one, "actor": agent("another")}], at=AT)
        services.record(statements=[statement()], at=AT)
    assert Statement.objects.count() == 2


# What a second sending may differ in and still be the same (Data 2.3.1).
def _with_definition(one: Json) -> Json:
    return {**one, "object": {"objectType": "Activity", **one["object"], "definition": {"name": {"en": "Other"}}}}


SAME = {
    "stored, authority and version": lambda one: {
        **one, "stored": "2020-01-01T00:00:00Z", "authority": agent("me"), "version": "1.0.1",
    },
    "no timestamp": lambda one: without(one, "timestamp"),
    "another offset": lambda one: {**one, "timestamp": "2026-11-30T10:00:00+01:00"},
    "a definition": _with_definition,
    "an id in capitals": lambda one: {**one, "id": one["id"].upper()},
    "another display of the verb": lambda one: {**one, "verb": {**one["verb"], "display": {"cy": "wedi pasio"}}},
    "no display of the verb": lambda one: {**one, "verb": {"id": one["verb"]["id"]}},
    "the order of keys": lambda one: dict(reversed(one.items())),
}  # fmt: skip
DIFFERENT = {
    "the verb": lambda one: {**one, "verb": {"id": "https://v.example/failed"}},
    "the moment": lambda one: {**one, "timestamp": "2026-11-30T09:00:00.001Z"},
    "a result": lambda one: {**one, "result": {"success": True}},
    "the letters before the @": lambda one: {**one, "actor": {"mbox": "mailto:A@example.org"}},
    "the object": lambda one: {**one, "object": {"id": "https://training.example/other"}},
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_in_other_words_is_the_same(name: str) -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    services.record(statements=[SAME[name](one)], at=AT)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_difference_is_a_conflict(name: str) -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    with pytest.raises(StatementConflict):
        services.record(statements=[DIFFERENT[name](one)], at=AT)


def in_words(domain: str, display: str) -> Json:
    """The same agents and verbs everywhere a statement has them, written in one way or another."""
    someone = {"mbox": f"mailto:a@{domain}"}
    group = {"objectType": "Group", "member": [someone, {"mbox": f"mailto:b@{domain}"}]}
    verb = {"id": "https://v.example/saw", "display": {"en": display}}
    inner = {"objectType": "SubStatement", "actor": group, "verb": verb, "object": {"objectType": "Agent", **someone}}
    context = {
        "instructor": someone,
        "team": group,
        "contextAgents": [{"objectType": "contextAgent", "agent": someone}],
        "contextGroups": [{"objectType": "contextGroup", "group": group}],
    }
    return statement(id="5b5ea9e3-8a4f-4a0d-9b3b-0c1f6f6f6f6f", actor=someone, verb=verb, object=inner, context=context)


def test_a_domain_in_capitals_and_another_display_are_the_same_everywhere() -> None:
    for domain, display in (("example.org", "saw"), ("Example.ORG", "has seen")):
        services.record(statements=[in_words(domain, display)], at=AT, version="2.0.0")
    assert Statement.objects.count() == 1


def test_true_is_not_one() -> None:
    one = statement(result={"extensions": {"https://e.example/x": True}})
    services.record(statements=[one], at=AT)
    with pytest.raises(StatementConflict):
        services.record(statements=[{**one, "result": {"extensions": {"https://e.example/x": 1}}}], at=AT)


def test_everything_at_once_equals_itself_rearranged() -> None:
    one = full()
    services.record(statements=[one], at=AT)
    context = {**one["context"], "contextActivities": {"parent": one["context"]["contextActivities"]["parent"][0]}}
    context["contextActivities"]["grouping"] = [one["context"]["contextActivities"]["grouping"]]
    context["team"] = {**context["team"], "member": context["team"]["member"][::-1]}
    result = {**one["result"], "duration": "PT4M3.259S"}
    services.record(statements=[{**one, "context": context, "result": result}], at=AT)
    assert Statement.objects.count() == 1


def test_void_hides_a_statement_by_one_more() -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    (voider,) = stored([services.void(statement=uuid.UUID(one["id"]), at=AT)])
    assert voider.is_voiding
    assert Statement.objects.get(uuid=one["id"]).is_voided


def test_a_voiding_statement_may_come_first() -> None:
    one = statement()
    services.void(statement=uuid.UUID(one["id"]), at=AT)
    services.record(statements=[one], at=AT)
    assert Statement.objects.get(uuid=one["id"]).is_voided


def test_both_may_come_in_one_batch_in_any_order() -> None:
    one, two = statement(), statement()
    services.record(statements=[one, voiding(one["id"]), voiding(two["id"]), two], at=AT)
    assert Statement.objects.filter(is_voided=True).count() == 2


def test_a_voiding_statement_cannot_be_voided() -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    voider = services.void(statement=uuid.UUID(one["id"]), at=AT)
    services.void(statement=voider, at=AT)
    assert not Statement.objects.get(uuid=voider).is_voided
    assert Statement.objects.get(uuid=one["id"]).is_voided


def test_references_in_a_ring_come_to_an_end() -> None:
    one, two = statement(), statement()
    one["object"] = {"objectType": "StatementRef", "id": two["id"]}
    two["object"] = {"objectType": "StatementRef", "id": one["id"]}
    services.record(statements=[one, two], at=AT)
    assert Statement.objects.count() == 2
