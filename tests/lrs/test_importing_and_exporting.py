"""Statements go out as JSON lines and come in again; what is wrong with a file is said by line and costs no other."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError

from lrs import services
from lrs.attachment_files import contents_of, write_content
from lrs.models import Attachment, ImportRun, Statement
from lrs.services import importing
from lrs.services.recording import authority_for, draft_of, store
from tests.lrs.builders import AT, Json, agent, by_tincan, full, statement, voiding
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db


def export(**options: Any) -> list[Json]:
    out = io.StringIO()
    call_command("lrs_export", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def take_in(path: Path, **options: Any) -> tuple[str, list[str]]:
    """What became of the file in the last line said, and the rejected lines; which make it end with an error."""
    out, err, failed = io.StringIO(), io.StringIO(), False
    try:
        call_command("lrs_import", path, stdout=out, stderr=err, **options)
    except CommandError as error:
        assert "were not taken in" in str(error)  # noqa: PT017
        failed = error.returncode == 1
    said, rejected = out.getvalue().splitlines()[-1], err.getvalue().splitlines()
    assert failed == bool(rejected)
    return said.partition(": ")[2], rejected


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(*lines: Any, end: str = "\n") -> Path:
        path = tmp_path / "statements.jsonl"
        texts = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
        path.write_bytes(b"\n".join(texts) + end.encode())
        return path

    return make


def test_attachments_travel_in_a_folder_beside_the_file(write: Write, tmp_path: Path) -> None:
    """Each with its own bytes, even where two senders gave different ones the same sum."""
    sha2, folder = "ab" * 32, tmp_path / "attachments"
    item = {
        "usageType": "https://training.example/usage/letter",
        "display": {"en-GB": "Letter"},
        "contentType": "application/pdf",
        "length": 3,
        "sha2": sha2,
    }
    sent = [statement(attachments=[item]) for _ in range(2)]
    for one, content in zip(sent, (b"one", b"\x00\xfftwo"), strict=True):
        draft = draft_of(one, json.dumps(one))
        store(drafts=[draft], authority=authority_for(agent=agent()), version="1.0.3", contents={sha2: content})
    before = kept_contents()
    lines = export(attachments=folder)
    assert sorted(path.name for path in folder.glob("*/*")) == [sha2, sha2]
    Statement.objects.all().delete()
    take_in(write(*lines), attachments=folder)
    assert kept_contents() == before
    assert sorted(before.values()) == [b"\x00\xfftwo", b"one"]


def kept_contents() -> dict[str, bytes]:
    rows = Attachment.objects.select_related("statement")
    return {str(row.statement.uuid): bytes(row.content) for row in rows}


@pytest.mark.parametrize("sha2", ["../../etc/passwd", "a/b", "", "A" * 64, "x" * 129])
def test_a_sum_that_is_no_file_name_touches_no_file(tmp_path: Path, sha2: str) -> None:
    folder = tmp_path / "inside"
    write_content(folder, UUID(int=1), sha2, b"x")
    assert list(tmp_path.rglob("*")) == []
    assert contents_of(folder, UUID(int=1), [sha2]) == {}


def test_a_round_trip_keeps_everything_but_the_moment_of_storing(write: Write, caller: Caller) -> None:
    one, two = statement(), full()
    services.record(statements=[one, by_tincan(), voiding(one["id"])], at=AT)
    caller.post([two])  # under another authority
    beside = [{"objectType": "contextAgent", "agent": agent("teacher")}]
    services.record(statements=[statement(version="2.0.0")], at=AT, version="2.0.0")
    new = {"context": {"contextAgents": beside}}
    services.record(statements=[statement(**new), statement(version="1.0.3", **new)], at=AT, version="2.0.0")
    before = export()
    path = write(*before)
    Statement.objects.all().delete()
    ImportRun.objects.all().delete()
    assert take_in(path) == ("7 stored, 0 were there already, 0 rejected.", [])
    after = export()
    assert [{**row, "stored": ""} for row in after] == [{**row, "stored": ""} for row in before]
    assert Statement.objects.get(uuid=one["id"]).is_voided
    assert caller.ids({"activity": two["object"]["id"]}) == [two["id"]]


def test_only_what_was_stored_since_a_moment_goes_out() -> None:
    services.record(statements=[statement() for _ in range(3)], at=AT)
    first, *others = export()
    assert export(since=first["stored"]) == others


def test_every_wrong_line_is_named_and_the_others_are_stored(write: Write) -> None:
    good, other = statement(), statement()
    clash = {**good, "actor": {"mbox": "mailto:x@example.org"}}
    path = write(good, b"{", b"", {**other, "verb": {}}, "text", b"\xff\xfe{}", clash, good, b'{"a":1,"a":2}', other)
    said, rejected = take_in(path)
    assert said == "2 stored, 1 were there already, 6 rejected."
    assert [line.split(":")[0] for line in rejected] == [f"line {number}" for number in (2, 4, 5, 6, 7, 9)]
    assert "verb.id" in rejected[1]
    assert "not UTF-8" in rejected[3]
    assert "different statement" in rejected[4]
    assert Statement.objects.count() == 2


def test_a_half_written_last_line_waits_for_its_end(write: Write, tmp_path: Path) -> None:
    one, two = statement(), statement()
    text = json.dumps(two).encode()
    path = write(one, text[:40], end="")
    said, rejected = take_in(path)
    assert said.startswith("1 stored")
    assert "left for the next run" in rejected[0]
    path.write_bytes(json.dumps(one).encode() + b"\n" + text)  # whole, and still without an end
    assert take_in(path) == ("2 stored, 0 were there already, 0 rejected.", [])


def test_a_batch_that_fails_leaves_nothing_of_itself(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(*[statement() for _ in range(3)])

    save = ImportRun.save

    def fail(run: ImportRun, **options: Any) -> None:
        if run.line:
            raise MemoryError
        save(run, **options)

    monkeypatch.setattr(ImportRun, "save", fail)
    with pytest.raises(MemoryError):
        importing.import_statements(path=path, report=lambda *_: None, progress=lambda run: None)
    assert Statement.objects.count() == 0


def test_one_that_the_database_will_not_have_is_rejected_alone(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    good, odd = statement(), statement()

    def fails(*, drafts: Any, **rest: Any) -> Any:
        if any(str(draft.uuid) == odd["id"] for draft in drafts):
            raise DataError("not in a column of mine")
        return store(drafts=drafts, **rest)

    monkeypatch.setattr("lrs.services.importing.store", fails)
    said, rejected = take_in(write(good, odd, statement()))
    assert (said, rejected) == (
        "2 stored, 0 were there already, 1 rejected.",
        ["line 2: could not be stored (DataError)"],
    )


def test_a_null_character_in_a_name_stops_no_import(write: Write) -> None:
    nul = statement(actor=agent("p\0q"))
    path = write(nul, statement(authority=agent("p\0q")), b'{"\\u0000":1,"\\u0000":2}', statement())
    said, rejected = take_in(path)
    assert said == "2 stored, 0 were there already, 2 rejected."
    assert "must not hold a null character" in rejected[0]
    assert "stands twice" in rejected[1]
    assert {row["id"] for row in export()} >= {nul["id"]}


def test_numbers_and_words_come_out_as_they_went_in_on_one_line(write: Write) -> None:
    path = write(b'{"id":"%s", "actor":{"mbox":"mailto:a@example.org"},"verb":{"id":"https://v.example/x"},\r"object":{"id":"https://o.example/x"},"result":{"score":{"raw":1.10}}}' % str(uuid4()).encode())  # fmt: skip # noqa: E501
    assert take_in(path)[1] == []
    out = io.StringIO()
    call_command("lrs_export", stdout=out)
    (line,) = out.getvalue().split("\n")[:-1]
    assert '{"raw":1.10}' in line
    assert "\r" not in line


def test_from_the_start_stores_nothing_twice(write: Write) -> None:
    path = write(statement(), statement())
    take_in(path)
    assert take_in(path, from_start=True)[0] == "0 stored, 2 were there already, 0 rejected."


def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x"
    text = json.dumps(statement())
    for content, said in (
        (text.encode("utf-16"), "UTF-16"),
        (gzip.compress(text.encode()), "gzip"),
        (f"[{text}]".encode(), "array"),
    ):
        path.write_bytes(content)
        with pytest.raises(CommandError, match=said):
            call_command("lrs_import", path)
    with pytest.raises(CommandError, match="No such file"):
        call_command("lrs_import", tmp_path / "nowhere")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(json.dumps(statement()).encode() for _ in range(2)) + b"\r\n")
    assert take_in(path)[0].startswith("2 stored")


def test_a_huge_line_is_passed_over_without_being_read_whole(write: Write, settings: Any) -> None:
    settings.LRS_LARGEST_BODY = 2000
    exact = json.dumps(statement()).encode().ljust(2000)
    path = write(statement(), b'"' + b"x" * 10_000 + b'"', exact, exact + b" ", statement())
    said, rejected = take_in(path)
    assert said == "3 stored, 0 were there already, 2 rejected."
    assert rejected == ["line 2: is longer than 2000 bytes", "line 4: is longer than 2000 bytes"]


def test_all_of_a_file_may_be_stored_under_one_authority(write: Write) -> None:
    path = write(statement(authority={"mbox": "mailto:them@example.org"}))
    take_in(path, authority="Police")
    (row,) = export()
    assert row["authority"]["name"] == "Police"
