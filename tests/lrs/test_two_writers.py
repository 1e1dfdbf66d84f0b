"""Several writers at once, each on its own connection: nothing twice, nothing lost, readers know how far they see."""

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction

from lrs import services
from lrs.errors import StatementConflict
from lrs.journal import consistent_through, open_journal
from lrs.models import Document, Statement
from lrs.services.documents import Address, Conditions, Writer, merge_document, put_document
from lrs.services.recording import authority_for
from tests.lrs.builders import AT, Json, agent, statement
from tests.lrs.conftest import MakeCaller

pytestmark = pytest.mark.django_db(transaction=True)


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment, each on a connection of its own; an exception is an answer too."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return job()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


def test_the_same_statement_from_four_writers_is_stored_once() -> None:
    one = statement()
    answers = together(*[lambda: services.record(statements=[one, statement()], at=AT)] * 4)
    assert all(isinstance(answer, list) for answer in answers), answers
    assert Statement.objects.filter(uuid=one["id"]).count() == 1
    assert Statement.objects.count() == 5


def test_of_different_statements_under_one_id_one_is_stored_and_the_others_told() -> None:
    name = str(uuid.uuid4())

    def writing(number: int) -> Callable[[], Any]:
        return lambda: services.record(statements=[statement(id=name, actor=agent(str(number)))], at=AT)

    answers = together(*[writing(number) for number in range(4)])
    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert sum(isinstance(answer, StatementConflict) for answer in answers) == 3
    assert Statement.objects.count() == 1


def test_batches_of_two_writers_never_share_or_reverse_a_place() -> None:
    def write() -> list[list[uuid.UUID]]:
        return [services.record(statements=[statement() for _ in range(5)], at=AT) for _ in range(10)]

    answers = together(write, write)
    assert all(isinstance(answer, list) for answer in answers), answers
    places = dict(Statement.objects.values_list("uuid", "id"))
    assert len(set(places.values())) == 100
    for batches in answers:
        mine = [places[one] for batch in batches for one in batch]
        assert mine == sorted(mine)
        for batch in batches:  # nobody else's statement stands inside a batch
            assert not Statement.objects.filter(id__range=(places[batch[0]], places[batch[-1]])).exclude(uuid__in=batch)


def test_a_statement_and_the_one_that_voids_it_may_come_at_once() -> None:
    for _ in range(5):
        one = statement()
        name = uuid.UUID(one["id"])
        together(partial(services.record, statements=[one], at=AT), partial(services.void, statement=name, at=AT))
        assert Statement.objects.get(uuid=name).is_voided


class OpenWriter:
    """A writer on another connection that has stored a statement and has not committed yet."""

    def __init__(self, written: Json) -> None:
        self.written, self.may_commit, self.has_written = written, threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        try:
            with transaction.atomic():
                services.record(statements=[self.written], at=AT)
                self.has_written.set()
                self.may_commit.wait(30)
        finally:
            connections.close_all()

    def __enter__(self) -> "OpenWriter":
        self.thread.start()
        assert self.has_written.wait(30)
        return self

    def commit(self) -> None:
        self.may_commit.set()
        self.thread.join(30)

    def __exit__(self, *_: object) -> None:
        self.commit()


def test_consistent_through_stays_behind_a_write_in_flight() -> None:
    services.record(statements=[statement()], at=AT)
    before = Statement.objects.get().stored
    with OpenWriter(statement()) as writer:
        assert consistent_through() == before
        assert consistent_through() == before  # looking does not open the way
        writer.commit()
        newest = Statement.objects.order_by("-id")[0].stored
        assert newest > before
        assert consistent_through() > newest


def test_consistent_through_of_an_empty_store_with_a_write_in_flight_promises_nothing() -> None:
    with OpenWriter(statement()):
        assert consistent_through() == datetime(1970, 1, 1, tzinfo=UTC)


def test_readers_are_not_kept_waiting_by_a_writer(caller_with: MakeCaller) -> None:
    caller = caller_with("all")
    first, second = statement(), statement()
    caller.post(first)
    with OpenWriter(second) as writer:
        assert caller.ids() == [first["id"]]
        writer.commit()
        assert caller.ids() == [second["id"], first["id"]]


def test_a_reader_that_follows_consistent_through_misses_nothing(caller_with: MakeCaller) -> None:
    """As a forwarder reads: since the last bound, while two writers write."""
    reader = caller_with("all")
    done = threading.Event()
    seen: list[str] = []

    def write() -> None:
        for _ in range(15):
            services.record(statements=[statement(), statement()], at=AT)

    def read() -> None:
        since = "1970-01-01T00:00:00Z"
        while True:
            was_done = done.is_set()
            answer = reader.get("statements", {"since": since, "ascending": "true"})
            through = answer["X-Experience-API-Consistent-Through"]
            seen.extend(one["id"] for one in answer.json()["statements"] if one["stored"] <= through)
            since = through
            if was_done:
                return

    def write_both() -> None:
        together(write, write)
        done.set()

    assert together(write_both, read) == [None, None]
    assert len(seen) == len(set(seen)) == 60


def test_the_journal_opens_only_in_a_transaction() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        open_journal()


def writer() -> Writer:
    return Writer(authority_for(agent=agent()))


def test_two_writers_of_one_new_document_leave_one_document() -> None:
    address, by = Address(kind="state", name="s"), writer()

    def merging(name: str) -> Callable[[], None]:
        content = f'{{"{name}":1}}'.encode()
        return lambda: merge_document(
            address=address, content=content, content_type="application/json", conditions=Conditions(), by=by, at=AT
        )

    assert together(*[merging(name) for name in "abcd"]) == [None] * 4
    assert bytes(Document.objects.get().content).count(b":1") == 4


def test_only_one_of_two_may_create_if_none_match() -> None:
    conditions = Conditions(if_none_match="*")
    address, by = Address(kind="agent-profile", name="p"), writer()

    def put() -> None:
        put_document(address=address, content=b"x", content_type="text/plain", conditions=conditions, by=by, at=AT)

    answers = together(put, put, put)
    assert sorted(str(getattr(answer, "status", None)) for answer in answers) == ["412", "412", "None"]


def test_a_caller_is_let_in_while_a_writer_writes_and_its_use_goes_unnoted(caller_with: MakeCaller) -> None:
    reader = caller_with("all")  # never used yet, so its first use would be noted
    started = time.monotonic()
    with OpenWriter(statement()):
        assert reader.get("statements").status_code == 200
    assert time.monotonic() - started < 5
