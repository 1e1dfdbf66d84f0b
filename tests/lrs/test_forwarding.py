"""Statements go to another store once each and in order, whatever the line or the store does."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.test import override_settings

from lrs import services, tasks
from lrs.models import Forward, SetAside
from lrs.outbox import lag_of
from lrs.sealing import CannotOpen, seal, unseal
from lrs.services import credentials, forwarding
from tests.lrs.builders import AT, Json, full, statement, voiding
from tests.lrs.conftest import Caller
from tests.lrs.other_store import Clock, FakeStore, forward_with, statements_in
from tests.lrs.test_attachments import CONTENT, attachment, binary, first, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> FakeStore:
    return FakeStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def record(*statements: Json) -> list[str]:
    return [str(one) for one in services.record(statements=statements, at=AT)]


def run(forward: Forward, other: FakeStore, clock: Clock) -> int:
    return forwarding.forward_to(pk=forward.pk, now=clock, connect=other.connect)


def send_again(forward: Forward, other: FakeStore, clock: Clock, **limits: Any) -> None:
    forwarding.send_again(forward=forward, now=clock, connect=other.connect, **limits)


def test_everything_goes_out_in_order_and_in_batches(other: FakeStore, clock: Clock) -> None:
    ids = record(*[statement() for _ in range(120)])
    forward = forward_with()
    assert run(forward, other, clock) == 120
    assert list(other.held) == ids
    assert [len(statements_in(request)) for request in other.requests] == [50, 50, 20]
    forward.refresh_from_db()
    assert lag_of(forward).waiting == 0
    assert run(forward, other, clock) == 0
    assert len(other.requests) == 3


def test_what_is_sent_says_the_same_and_leaves_the_moment_of_storing_to_the_other(
    other: FakeStore, clock: Clock
) -> None:
    one = {**full(), "attachments": None}
    one.pop("attachments")
    record(one)
    run(forward_with(), other, clock)
    sent = other.held[one["id"]]
    assert "stored" not in sent
    assert sent["result"] == one["result"]
    assert other.requests[0].headers["X-Experience-API-Version"] == "1.0.3"
    assert other.requests[0].headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(503), httpx.Response(401), httpx.Response(404), httpx.Response(302), httpx.Response(429), None],
)
def test_an_outage_loses_nothing_and_waits_longer_each_time(
    other: FakeStore, clock: Clock, answer: httpx.Response | None
) -> None:
    ids = record(*[statement() for _ in range(3)])
    forward = forward_with()

    def fail(request: httpx.Request) -> httpx.Response:
        if answer is None:
            raise httpx.ConnectTimeout("nobody there")
        return answer

    other.fails = fail
    waits = []
    for _ in range(9):
        assert run(forward, other, clock) == 0
        forward.refresh_from_db()
        assert forward.next_try_at
        waits.append((forward.next_try_at - clock.at).total_seconds())
        asked = len(other.requests)
        run(forward, other, clock)
        assert len(other.requests) == asked  # not before its time
        clock.pass_by(seconds=waits[-1])
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]
    assert forward.last_error
    assert lag_of(forward).waiting == 3
    other.fails = lambda request: None
    assert run(forward, other, clock) == 3
    assert list(other.held) == ids
    forward.refresh_from_db()
    assert (forward.failures, forward.last_error, forward.next_try_at) == (0, "", None)


def test_the_other_store_may_say_how_long_to_wait(other: FakeStore, clock: Clock) -> None:
    record(statement())
    forward = forward_with()
    other.fails = lambda request: httpx.Response(429, headers={"Retry-After": "300"})
    run(forward, other, clock)
    forward.refresh_from_db()
    assert forward.next_try_at
    assert (forward.next_try_at - clock.at).total_seconds() == 300


def test_an_answer_lost_on_the_way_back_makes_no_second_copy(other: FakeStore, clock: Clock) -> None:
    ids = record(*[statement() for _ in range(60)])
    forward = forward_with()

    def take_and_be_cut_off(request: httpx.Request) -> httpx.Response:
        other.post(request)
        raise httpx.ReadError("cut off")

    other.fails = take_and_be_cut_off
    assert run(forward, other, clock) == 0
    assert len(other.held) == 50
    other.fails = lambda request: None
    clock.pass_by(minutes=1)
    assert run(forward, other, clock) == 60
    assert list(other.held) == ids


def test_a_refused_statement_is_set_aside_with_its_reason_and_holds_up_nothing(other: FakeStore, clock: Clock) -> None:
    ids = record(*[statement() for _ in range(60)])
    other.refuses = lambda one: one["id"] in (ids[7], ids[8], ids[59])
    forward = forward_with()
    assert run(forward, other, clock) == 57
    assert list(other.held) == [one for one in ids if one not in (ids[7], ids[8], ids[59])]
    aside = SetAside.objects.order_by("statement_id").select_related("statement")
    assert [str(row.statement.uuid) for row in aside] == [ids[7], ids[8], ids[59]]
    assert aside[0].reason == 'HTTP 400: {"error":"We do not want it."}'
    assert len(other.requests) < 40
    forward.refresh_from_db()
    assert lag_of(forward).waiting == 0


def test_send_again_tries_what_was_set_aside(other: FakeStore, clock: Clock) -> None:
    ids = record(statement(), statement())
    other.refuses = lambda one: True
    forward = forward_with()
    run(forward, other, clock)
    assert SetAside.objects.count() == 2
    other.refuses = lambda one: one["id"] == ids[1]
    send_again(forward, other, clock)
    assert SetAside.objects.count() == 1
    assert list(other.held) == [ids[0]]
    other.fails = lambda request: httpx.Response(503)
    send_again(forward, other, clock)
    assert SetAside.objects.count() == 1
    other.refuses, other.fails = lambda one: False, lambda request: None
    send_again(forward, other, clock)
    assert SetAside.objects.count() == 0
    assert list(other.held) == ids
    forward.refresh_from_db()
    assert forward.sent == 2


def test_no_more_is_sent_again_than_was_asked_for(other: FakeStore, clock: Clock) -> None:
    ids = record(*[statement() for _ in range(4)])
    other.refuses = lambda one: True
    forward = forward_with()
    run(forward, other, clock)
    SetAside.objects.filter(statement__uuid=ids[0]).update(at=clock.at - timedelta(days=10))
    other.refuses = lambda one: False
    send_again(forward, other, clock, since=clock.at - timedelta(days=7), most=2)
    assert list(other.held) == ids[1:3]


def test_a_store_that_answers_a_repeat_with_409_is_looked_into(other: FakeStore, clock: Clock) -> None:
    one, two, three = statement(), statement(), statement()
    record(one, two, three)
    other.is_strict = True
    other.held = {one["id"]: one, two["id"]: statement(id=two["id"], verb={"id": "https://v.example/other"})}
    assert run(forward_with(), other, clock) == 2  # the first counts as taken
    assert three["id"] in other.held
    (aside,) = SetAside.objects.all()
    assert aside.reason == forwarding.CONFLICT


def test_only_what_the_filter_names_goes_out_and_what_takes_it_back_too(other: FakeStore, clock: Clock) -> None:
    failed = {"id": "http://adlnet.gov/expapi/verbs/failed"}
    passed, other_verb, elsewhere = (
        statement(),
        statement(verb=failed),
        statement(object={"id": "https://elsewhere.example/x"}),
    )
    child = statement(
        object={"id": "https://elsewhere.example/y"},
        context={"contextActivities": {"parent": [{"id": "https://training.example/course/taxi"}]}},
    )
    early, late, astray = voiding(child["id"]), voiding(passed["id"]), voiding(other_verb["id"])
    record(early, passed, other_verb, elsewhere, astray)
    forward = forward_with(verb=passed["verb"]["id"], activity_prefix="https://training.example/course/")
    assert run(forward, other, clock) == 1
    record(child, late)
    assert run(forward, other, clock) == 3
    assert list(other.held) == [passed["id"], early["id"], child["id"], late["id"]]


def test_a_filter_by_authority_lets_through_what_that_agency_sent(other: FakeStore, clock: Clock) -> None:
    agency, _ = credentials.create_credential(name="Police", scopes=["all"], at=AT)
    record(statement())
    (mine,) = services.record(statements=[statement()], at=AT, authority=agency.authority.agent)
    run(forward_with(authority=agency.authority), other, clock)
    assert list(other.held) == [str(mine)]


def test_versions_are_not_mixed_in_a_batch(other: FakeStore, clock: Clock) -> None:
    for version in ("1.0.3", "1.0.3", "2.0.0", "1.0.3"):
        services.record(statements=[statement()], at=AT, version=version)
    run(forward_with(), other, clock)
    spoken = [request.headers["X-Experience-API-Version"] for request in other.requests]
    assert spoken == ["1.0.3", "2.0.0", "1.0.3"]
    again = FakeStore()
    run(forward_with(name="Speaks 2", speaks="2.0.0"), again, clock)
    assert [request.headers["X-Experience-API-Version"] for request in again.requests] == ["2.0.0"]
    assert all("version" not in one for one in again.held.values())


def test_attachments_go_along(other: FakeStore, clock: Clock, caller: Caller) -> None:
    one = statement(attachments=[attachment()])
    assert send(caller, first([one]), binary()).status_code == 200
    run(forward_with(), other, clock)
    assert other.requests[0].headers["Content-Type"].startswith("multipart/mixed")
    assert CONTENT in other.requests[0].content


def test_two_runs_at_once_are_one(other: FakeStore, clock: Clock) -> None:
    record(*[statement() for _ in range(3)])
    forward = forward_with()
    inner: list[int] = []

    def run_inside(request: httpx.Request) -> None:
        inner.append(run(forward, other, clock))

    other.fails = run_inside
    assert run(forward, other, clock) == 3
    assert inner == [0]
    assert len(other.requests) == 1


def test_a_lease_left_by_a_killed_run_ends_by_itself_and_its_holder_moves_nothing(
    other: FakeStore, clock: Clock
) -> None:
    record(*[statement() for _ in range(3)])
    forward = forward_with()
    Forward.objects.update(lease=uuid.uuid4(), leased_until=clock.at + forwarding.LEASE)
    assert run(forward, other, clock) == 0
    clock.pass_by(minutes=4)

    def taken_over(request: httpx.Request) -> None:
        Forward.objects.update(lease=uuid.uuid4())

    other.fails = taken_over
    assert run(forward, other, clock) == 0
    forward.refresh_from_db()
    assert forward.cursor == 0


def test_a_store_that_is_off_gets_nothing_and_is_off_at_once(other: FakeStore, clock: Clock) -> None:
    record(*[statement() for _ in range(120)])
    forward = forward_with(is_on=False)
    assert run(forward, other, clock) == 0
    Forward.objects.update(is_on=True)

    def switch_off(request: httpx.Request) -> None:
        Forward.objects.update(is_on=False)

    other.fails = switch_off
    run(forward, other, clock)
    assert len(other.requests) == 1


def test_the_task_sends_to_every_store_that_is_due(monkeypatch: Any, other: FakeStore) -> None:
    record(statement())
    forward_with()
    forward_with(name="Off", is_on=False)
    monkeypatch.setattr(forwarding.forward_to, "__kwdefaults__", {"connect": other.connect})
    tasks.forward_statements()
    assert len(other.held) == 1


def test_the_secret_is_kept_sealed_and_outlives_a_new_secret_key_with_a_fallback() -> None:
    forward = forward_with()
    assert "secret" not in forward.sealed_secret
    assert unseal(forward.sealed_secret) == "secret"
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["tests-only"]):
        assert unseal(forward.sealed_secret) == "secret"
    with override_settings(SECRET_KEY="new"), pytest.raises(CannotOpen):
        unseal(forward.sealed_secret)
    assert seal("secret") != seal("secret")


def test_a_secret_that_cannot_be_opened_is_said_and_loses_nothing(clock: Clock) -> None:
    record(statement())
    forward = forward_with()
    with override_settings(SECRET_KEY="new"):
        assert forwarding.forward_to(pk=forward.pk, now=clock) == 0
    forward.refresh_from_db()
    assert "Enter it again" in forward.last_error
    assert lag_of(forward).waiting == 1
