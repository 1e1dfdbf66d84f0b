"""A statement is voided by its own authority or by the platform, and by nobody else, early or late."""

import uuid

import pytest

from lrs import following, outbox, services
from lrs.models import Forward, Statement
from tests.lrs.builders import AT, statement, voiding
from tests.lrs.conftest import MakeCaller

pytestmark = pytest.mark.django_db


def test_voiding_another_s_statement_is_403_and_stores_nothing(caller_with: MakeCaller) -> None:
    theirs, other = caller_with(name="Theirs"), caller_with(name="Other")
    one = statement()
    theirs.post(one)
    answer = other.post([statement(), voiding(one["id"])])
    assert answer.status_code == 403
    assert answer.json()["problems"][0]["path"] == "[1].object.id"
    assert answer.json()["problems"][0]["rule"] == "xAPI 1.0.3 Data 2.3.2"
    taking_back = voiding(one["id"])
    assert other.put(taking_back, taking_back["id"]).status_code == 403
    assert Statement.objects.count() == 1
    assert not Statement.objects.get().is_voided


def test_another_credential_of_the_same_authority_may(caller_with: MakeCaller) -> None:
    one = statement()
    caller_with(name="Agency").post(one)
    assert caller_with(name="Agency").post(voiding(one["id"])).status_code == 200
    assert Statement.objects.get(uuid=one["id"]).is_voided


def test_the_platform_may_void_what_anybody_sent(caller_with: MakeCaller) -> None:
    early, late = statement(), statement()
    services.void(statement=uuid.UUID(early["id"]), at=AT)
    caller_with().post([early, late])
    services.void(statement=uuid.UUID(late["id"]), at=AT)
    assert Statement.objects.filter(is_voided=True).count() == 2


def test_an_early_voiding_by_another_is_kept_and_does_nothing(caller_with: MakeCaller) -> None:
    theirs, other = caller_with(name="Theirs"), caller_with(name="Other")
    one = statement()
    assert other.post(voiding(one["id"])).status_code == 200
    theirs.post(one)
    assert theirs.get("statements", {"statementId": one["id"]}).status_code == 200
    assert theirs.post(voiding(one["id"])).status_code == 200
    assert theirs.get("statements", {"statementId": one["id"]}).status_code == 404


def test_what_did_nothing_here_does_nothing_elsewhere(caller_with: MakeCaller) -> None:
    theirs, other = caller_with(name="Theirs"), caller_with(name="Other")
    one = statement()
    idle = voiding(one["id"])
    other.post(idle)
    theirs.post(one)
    (seen,) = [sent for sent in following.sent_by_others(after=0, through=2**62) if str(sent.uuid) == idle["id"]]
    assert seen.voids is None
    place = Statement.objects.get(uuid=idle["id"]).pk
    forward = Forward.objects.create(name="County", endpoint="https://lrs.example/xapi", key="k")
    assert place not in outbox.waiting_for(forward, after=0)[1]
    assert place not in outbox.waiting_for(forward, after=place)[1]
