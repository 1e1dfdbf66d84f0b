"""An export is whole or says in a sentence why it is not, and how far it is while it goes on."""

import io
import os
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lrs import services
from lrs.management.commands import lrs_export
from tests.lrs.builders import AT, statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three() -> None:
    services.record(statements=[statement() for _ in range(3)], at=AT)


def test_a_new_file_is_written_whole_and_progress_said_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lrs_export, "STEP", 2)
    said, out = io.StringIO(), io.StringIO()
    call_command("lrs_export", output=tmp_path / "out.jsonl", stderr=said, stdout=out)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    assert said.getvalue().splitlines() == ["2 statements so far", "3 statements written."]
    assert out.getvalue() == ""


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        call_command("lrs_export", output=path)
    assert path.read_text() == "mine"


def test_one_that_is_cut_short_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(**_: object) -> object:
        yield "{}"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lrs_export, "exported", stops)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        call_command("lrs_export", output=tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["output", "attachments"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, option: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"file.* cannot be written: (Not a directory|File exists)\."):
        call_command("lrs_export", **{option: tmp_path / "file" / "in it"}, stdout=io.StringIO())


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01T00:00:00Z"])
def test_a_moment_that_is_none_is_said(since: str) -> None:
    with pytest.raises(CommandError, match=f'--since is no moment: "{since}"') as said:
        call_command("lrs_export", since=since)
    assert said.value.returncode == 1


def test_a_reader_that_goes_away_ends_it_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError

    replaced: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda new, old: replaced.append((new, old)))
    monkeypatch.setattr(sys, "stdout", open(os.devnull))  # noqa: SIM115
    with pytest.raises(CommandError, match="not everything was written"):
        call_command("lrs_export", stdout=Gone())
    assert replaced
