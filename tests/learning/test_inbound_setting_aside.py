"""A statement that cannot be read is set aside with its reason, and the ones after it are taken in as ever."""

import uuid
from typing import Any

import pytest
from django.db import OperationalError

from learning.inbound import reading, services
from learning.models import ExternalPass, InboundStatement
from tests.learning.test_inbound import (  # noqa: F401  # fixtures
    AT,
    State,
    admin,
    mapped,
    matched,
    pat,
    run,
    said,
    send,
    states,
)

pytestmark = pytest.mark.django_db


def test_a_timestamp_that_is_no_day_in_london_holds_up_nothing(course, admin) -> None:
    odd = said(timestamp="0001-01-01T00:00:00Z")
    send(said(), odd, said())
    run()
    assert states() == [("waiting", "activity"), ("waiting", "activity"), ("waiting", "unreadable")]
    row = InboundStatement.objects.get(reason="unreadable")
    assert str(row.uuid) == odd["id"]
    assert row.fault == "Its timestamp, 0001-01-01T00:00:00+00:00, is no day in London."
    services.ignore_kind(row=row, why="Their clock was wrong", by=admin, at=AT)
    services.settle(at=AT)
    assert ("ignored", "unreadable") in states()


def test_whatever_else_one_statement_does_the_others_are_taken_in(course, monkeypatch) -> None:
    read = reading._read

    def stumbles(sent: Any) -> Any:
        if sent.statement["object"]["id"].endswith("odd"):
            raise KeyError("p-1041")
        return read(sent)

    monkeypatch.setattr(reading, "_read", stumbles)
    send(said(activity="odd"), said())
    run()
    assert states() == [("waiting", "activity"), ("waiting", "unreadable")]
    assert InboundStatement.objects.get(reason="unreadable").fault == "It could not be read (KeyError)."


def test_one_that_cannot_be_settled_costs_no_other_and_is_tried_again_when_asked(
    course,
    admin,
    pat,
    monkeypatch,
) -> None:
    good, odd = said(), said()
    send(good, odd)
    run()
    mapped(course, admin)
    services.settle(at=AT)
    give = services._pass

    def stumbles(row: InboundStatement, *rest: Any) -> set[int]:
        if str(row.uuid) == odd["id"]:
            raise ZeroDivisionError
        return give(row, *rest)

    monkeypatch.setattr(services, "_pass", stumbles)
    matched(pat, admin)
    assert states() == [("passed", ""), ("waiting", "unreadable")]
    assert [str(one.statement) for one in ExternalPass.objects.all()] == [good["id"]]
    monkeypatch.undo()
    mapped(course, admin)
    services.settle(at=AT)
    assert states() == [("passed", "")] * 2


def test_a_database_that_is_away_sets_nothing_aside(course, monkeypatch) -> None:
    send(said())

    def away(sent: Any) -> Any:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(reading, "_read", away)
    with pytest.raises(OperationalError):
        services.take_in()
    monkeypatch.undo()
    run()
    assert states() == [("waiting", "activity")]


def test_a_name_with_a_nul_is_matched_all_the_same(course, admin, pat) -> None:
    send(said("p\u00001041"))
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    assert states() == [("passed", "")]
    assert uuid.UUID(str(InboundStatement.objects.get().account_key))
    assert InboundStatement.objects.get().state == State.PASSED
