"""A file may be read as often as one likes: it goes on after a stop, begins anew otherwise, and doubles nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lrs.models import ImportFault, Statement
from lrs.services import importing
from tests.lrs.builders import Json, agent, statement

pytestmark = pytest.mark.django_db


def lines_of(*statements: Json) -> str:
    return "".join(f"{json.dumps(one)}\n" for one in statements)


def take_in(path: Path, **options: Any) -> tuple[list[str], list[str], bool]:
    """What was said but for how far it was, the rejected lines, and whether it ended with an error."""
    out, err, failed = io.StringIO(), io.StringIO(), False
    try:
        call_command("lrs_import", path, stdout=out, stderr=err, **options)
    except CommandError:
        failed = True
    said = [line for line in out.getvalue().splitlines() if not line.startswith("[")]
    return said, err.getvalue().splitlines(), failed


def stop_after(path: Path, line: int) -> None:
    def stop(run: Any) -> None:
        if run.line == line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_statements(path=path, report=lambda *_: None, progress=stop)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "BATCH", 4)
    return tmp_path / "statements.jsonl"


def test_a_finished_file_is_read_again_from_its_start_and_says_again_what_is_wrong(path: Path) -> None:
    path.write_text(lines_of(statement(), statement(verb={}), *[statement(id=None) for _ in range(5)]))
    for counts in ("6 stored, 0 were there already", "0 stored, 6 were there already"):
        said, rejected, failed = take_in(path)
        assert said == [f"The file, 7 lines: {counts}, 1 rejected."]
        assert [line.partition(":")[0] for line in rejected] == ["line 2"]
        assert failed
    assert Statement.objects.count() == 6


def test_what_was_deleted_meanwhile_comes_back(path: Path) -> None:
    path.write_text(lines_of(statement(), statement()))
    take_in(path)
    Statement.objects.all().delete()
    assert take_in(path)[0] == ["The file, 2 lines: 2 stored, 0 were there already, 0 rejected."]


def test_after_a_stop_it_goes_on_and_tells_of_this_run_and_of_the_file(path: Path) -> None:
    same = statement(id=None)
    path.write_text(lines_of(same, statement(verb={}), *[same] * 8, statement(object=None), same))
    stop_after(path, 8)
    assert Statement.objects.count() == 7
    said, rejected, failed = take_in(path)
    assert said == [
        "This run, from line 9: 3 stored, 0 were there already, 1 rejected.",
        "The file, 12 lines: 10 stored, 0 were there already, 2 rejected.",
    ]
    assert [line.partition(":")[0] for line in rejected] == ["line 2", "line 11"]
    assert failed
    assert take_in(path)[0] == ["The file, 12 lines: 0 stored, 10 were there already, 2 rejected."]
    assert ImportFault.objects.count() == 2


def test_a_file_of_which_only_the_part_before_the_stop_was_wrong_still_ends_with_an_error(path: Path) -> None:
    path.write_text(lines_of(statement(verb={}), *[statement() for _ in range(7)]))
    stop_after(path, 4)
    assert take_in(path)[2]


@pytest.mark.parametrize("size", ["as long", "shorter"])
def test_a_file_that_changed_where_it_was_read_is_read_from_its_start(path: Path, size: str) -> None:
    kept = [statement() for _ in range(10)]
    path.write_text(lines_of(*kept))
    stop_after(path, 8)
    new = statement() if size == "as long" else None
    path.write_text(lines_of(*([new, *kept[1:]] if new else kept[:2])))
    said, _, _ = take_in(path)
    assert said[0] == "What had been read of the file has changed since: it was read from its start."
    assert said[1].startswith("The file, 10 lines: 3 stored, 7 were" if new else "The file, 2 lines: 0 stored, 2 were")


def test_a_file_that_only_grew_goes_on(path: Path) -> None:
    kept = [statement(id=None) for _ in range(8)]
    path.write_text(lines_of(*kept) + "{")
    assert take_in(path)[2]
    path.write_text(lines_of(*kept, statement()))
    assert take_in(path)[0] == [
        "This run, from line 9: 1 stored, 0 were there already, 0 rejected.",
        "The file, 9 lines: 9 stored, 0 were there already, 0 rejected.",
    ]


def test_statements_without_an_id_get_the_same_ones_wherever_they_stand(path: Path, tmp_path: Path) -> None:
    """By what they say and how often it was said before: not by file, line or the order of their keys."""
    one, two = statement(id=None), statement(id=None, actor=agent("another"))
    path.write_text(lines_of(one, two, one))
    take_in(path)
    assert Statement.objects.count() == 3
    other = tmp_path / "another.jsonl"
    other.write_text(lines_of(statement(), one, dict(reversed(two.items())), statement(), one, one))
    assert take_in(other)[0] == ["The file, 6 lines: 3 stored, 3 were there already, 0 rejected."]


def test_it_draws_how_far_it_is(path: Path) -> None:
    path.write_text(lines_of(*[statement() for _ in range(8)]))
    out = io.StringIO()
    call_command("lrs_import", path, stdout=out)
    bars = out.getvalue().splitlines()[:-1]
    assert [line.count("#") for line in bars] == [15, 30]
    assert bars[1].endswith("100%  8 lines, 8 stored")
