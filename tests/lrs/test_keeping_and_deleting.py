"""Raw statements go after 24 months, in batches, leaving counts behind; a legal hold and unsent ones are kept."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from lrs import services, tasks
from lrs.models import NOTHING, Attachment, Document, Forward, PrunedDay, SetAside, Statement, Term
from lrs.services import pruning
from tests.lrs.builders import AT, PASSED, Json, statement, voiding
from tests.lrs.conftest import Caller
from tests.lrs.other_store import forward_with
from tests.lrs.test_attachments import attachment, binary, first, send

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
OLD = datetime(2024, 11, 29, 12, tzinfo=UTC)


def stored_at(moment: datetime, *statements: Json) -> list[int]:
    """Record, and move the rows to another moment of storing: the journal itself knows only now."""
    uuids = services.record(statements=statements, at=AT)
    for row in Statement.objects.filter(uuid__in=uuids).order_by("id"):
        place = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        while Statement.objects.filter(id=place).exists():
            place += 1
        terms = [(term.key, term.is_direct) for term in Term.objects.filter(statement=row.pk)]
        Term.objects.filter(statement=row.pk).delete()
        Statement.objects.filter(pk=row.pk).update(id=place, stored=moment)
        Term.objects.bulk_create(Term(key=key, statement_id=place, is_direct=direct) for key, direct in terms)
    return list(Statement.objects.filter(uuid__in=uuids).order_by("id").values_list("id", flat=True))


def prune() -> int:
    return pruning.prune(now=lambda: NOW)


def test_what_is_older_than_24_months_goes_and_its_counts_stay() -> None:
    other = {"id": "http://adlnet.gov/expapi/verbs/failed"}
    stored_at(OLD, statement(), statement(), statement(verb=other))
    stored_at(OLD + timedelta(hours=10, minutes=59), statement())
    young = stored_at(datetime(2024, 11, 30, 0, 0, tzinfo=UTC), statement())
    assert prune() == 4
    assert list(Statement.objects.values_list("id", flat=True)) == young
    assert set(Term.objects.values_list("statement", flat=True)) == set(young)
    counts = PrunedDay.objects.order_by("day", "verb").values_list("day", "verb", "count")
    assert [(day.isoformat(), verb, count) for day, verb, count in counts] == [
        ("2024-11-29", other["id"], 1),
        ("2024-11-29", PASSED, 3),
    ]
    assert prune() == 0


def test_it_goes_in_batches_that_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    stored_at(OLD, *[statement() for _ in range(5)])
    assert prune() == 5
    assert PrunedDay.objects.get().count == 5


def test_a_legal_hold_keeps_everything(settings: Any) -> None:
    stored_at(OLD, statement())
    settings.LRS_LEGAL_HOLD = True
    assert prune() == 0
    settings.LRS_LEGAL_HOLD, settings.LRS_KEEP_MONTHS = False, 0
    assert prune() == 0
    settings.LRS_KEEP_MONTHS = 36
    assert prune() == 0
    settings.LRS_KEEP_MONTHS = 12
    assert prune() == 1


def test_what_another_store_has_not_taken_stays_until_it_has() -> None:
    one, two, three = stored_at(OLD, statement(), statement(), statement())
    forward = forward_with()
    Forward.objects.update(cursor=two)
    SetAside.objects.create(forward=forward, statement_id=one, reason="HTTP 400", at=AT)
    assert prune() == 1
    assert list(Statement.objects.order_by("id").values_list("id", flat=True)) == [one, three]
    Forward.objects.update(is_on=False)
    assert prune() == 2


def test_attachments_go_along_and_a_younger_voiding_stays(caller: Caller) -> None:
    one = statement(attachments=[attachment()])
    assert send(caller, first([one]), binary()).status_code == 200
    services.record(statements=[voiding(one["id"])], at=AT)
    row = Statement.objects.get(uuid=one["id"])
    assert pruning._prune_some(row.pk + 1) == 1
    assert not Attachment.objects.exists()
    assert Statement.objects.get().is_voiding
    assert caller.get("statements").status_code == 200


def test_state_documents_go_with_the_last_statement_of_their_registration(settings: Any) -> None:
    gone, young, written, held = (uuid4() for _ in range(4))
    stored_at(OLD, *[statement(context={"registration": str(one)}) for one in (gone, young, written)])
    services.record(statements=[statement(context={"registration": str(young)})], at=AT)
    for registration, moment in ((gone, OLD), (young, OLD), (written, NOW), (NOTHING, OLD), (held, OLD)):
        kind = Document.Kind.STATE if registration != held else Document.Kind.AGENT_PROFILE
        Document.objects.create(
            kind=kind, registration=registration, name_key=uuid4(), name="place", content=b"1",
            content_type="text/plain", etag="x", updated_at=moment,
        )  # fmt: skip
    settings.LRS_LEGAL_HOLD = True
    prune()
    assert Document.objects.count() == 5
    settings.LRS_LEGAL_HOLD = False
    prune()
    assert set(Document.objects.values_list("registration", flat=True)) == {young, written, NOTHING, held}


def test_the_task_prunes() -> None:
    stored_at(datetime(2020, 1, 1, tzinfo=UTC), statement())
    assert tasks.prune_statements() == 1
