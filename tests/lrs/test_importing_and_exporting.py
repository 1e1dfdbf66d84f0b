"""Statements go out as JSON lines and come in again; what is wrong with a file is said by line and costs no other."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lrs import services
from lrs.models import ImportRun, Statement
from lrs.services import importing
from lrs.validation.formats import moment
from tests.lrs.builders import AT, Json, by_tincan, full, statement, voiding
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db


def export(**options: Any) -> list[Json]:
    out = io.StringIO()
    call_command("lrs_export", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def take_in(path: Path, **options: Any) -> tuple[str, list[str]]:
    """The last line said, and the rejected lines."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("lrs_import", path, stdout=out, stderr=err, **options)
    except CommandError as error:
        assert "were not taken in" in str(error)  # noqa: PT017
    return out.getvalue().splitlines()[-1], err.getvalue().splitlines()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(*lines: Any, end: str = "\n") -> Path:
        path = tmp_path / "statements.jsonl"
        texts = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
        path.write_bytes(b"\n".join(texts) + end.encode())
        return path

    return make


def test_a_round_trip_keeps_everything_but_the_moment_of_storing(write: Write, caller: Caller) -> None:
    one, two = statement(), full()
    services.record(statements=[one, by_tincan(), voiding(one["id"])], at=AT)
    caller.post([two])  # under another authority
    services.record(statements=[statement(version="2.0.0")], at=AT, version="2.0.0")
    before = export()
    path = write(*before)
    Statement.objects.all().delete()
    ImportRun.objects.all().delete()
    assert take_in(path) == ("5 stored, 0 were there already, 0 rejected.", [])
    after = export()
    assert [{**row, "stored": ""} for row in after] == [{**row, "stored": ""} for row in before]
    assert Statement.objects.get(uuid=one["id"]).is_voided
    assert caller.ids({"activity": two["object"]["id"]}) == [two["id"]]


def test_only_what_was_stored_since_a_moment_goes_out(tmp_path: Path) -> None:
    services.record(statements=[statement() for _ in range(3)], at=AT)
    first, *others = export()
    assert export(since=moment(first["stored"])) == others
    call_command("lrs_export", output=tmp_path / "out.jsonl")
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    with pytest.raises(CommandError, match="ISO 8601"):
        call_command("lrs_export", "--since", "yesterday")


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
    assert take_in(path) == ("2 stored, 0 were there already, 0 rejected.", [])


def test_a_run_that_is_cut_short_goes_on_where_it_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ids a second reading would store everything twice."""
    path = write(*[statement(id=None) for _ in range(10)])
    monkeypatch.setattr(importing, "BATCH", 4)
    stopped = KeyboardInterrupt()

    def stop_at_8(run: ImportRun) -> None:
        if run.line == 8:
            raise stopped

    with pytest.raises(KeyboardInterrupt):
        importing.import_statements(path=path, report=lambda *_: None, progress=stop_at_8)
    assert Statement.objects.count() == 8
    assert take_in(path)[0] == "10 stored, 0 were there already, 0 rejected."
    assert Statement.objects.count() == 10


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
