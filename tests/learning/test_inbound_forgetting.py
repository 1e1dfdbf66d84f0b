"""What is kept of another system's statement goes with the statement; what is kept of a pass stays with the pass."""

from datetime import UTC, datetime
from typing import Any

import pytest

from learning.inbound import forgetting, services
from learning.models import ExternalAccount, ExternalPass, InboundStatement
from lrs.models import Statement, Term
from tests.learning.test_inbound import AT, admin, mapped, matched, pat, run, said, send, states  # noqa: F401

pytestmark = pytest.mark.django_db
LATER = datetime(2028, 12, 1, 4, 30, tzinfo=UTC)


def prune_all() -> None:
    Term.objects.all().delete()
    Statement.objects.all().delete()


def forget() -> int:
    return forgetting.forget_pruned(now=lambda: LATER)


def test_what_waits_is_ignored_or_is_no_pass_goes_with_its_statement(course: Any, admin: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    send(said(), said(verb="failed"), said(activity="other"), said(verb="launched"))
    run()
    mapped(course, admin)
    services.settle(at=AT)
    assert forget() == 0
    prune_all()
    assert forget() == 4
    assert not InboundStatement.objects.exists()


def test_a_legal_hold_and_what_is_young_keep_it(course: Any, settings: Any) -> None:
    send(said())
    run()
    prune_all()
    settings.LRS_LEGAL_HOLD = True
    assert forget() == 0
    settings.LRS_LEGAL_HOLD = False
    assert forgetting.forget_pruned(now=lambda: AT) == 0
    assert forget() == 1


def test_a_pass_that_stands_keeps_what_an_undo_has_to_reach(course: Any, admin: Any, pat: Any) -> None:
    send(said())
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    prune_all()
    assert forget() == 0
    services.remove_account(account=ExternalAccount.objects.get())
    assert forget() == 0  # what is due is decided first
    services.settle(at=LATER)
    assert ExternalPass.objects.get().withdrawn_at == LATER
    assert forget() == 1
    assert states() == []
