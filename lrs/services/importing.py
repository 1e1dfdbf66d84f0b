"""Taking in a file of statements: a batch at a time, all of it or none, and on from there when it was cut short.

How far the file is done with is written in the batch's own transaction, so neither a kill nor a power cut stores a
statement twice or passes over one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lrs import queries, wire
from lrs.calls import LARGEST_BODY
from lrs.equivalence import are_equivalent
from lrs.errors import InvalidStatement, StatementConflict
from lrs.identity import agent_key, key_of
from lrs.json_lines import Line, read_lines, refuse_other_files
from lrs.models import ImportRun, Statement
from lrs.services.recording import Draft, authority_for, draft_of, platform_agent, refuse_invalid, store
from lrs.validation import Version

BATCH = 500
HEAD = 64 * 1024
Json = dict[str, Any]
Report = Callable[[int, str], None]  # line number, reason
Progress = Callable[[ImportRun], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that holds a valid statement, and what it is to be stored as."""

    line: Line
    draft: Draft
    authority: Json
    version: Version


def import_statements(
    *,
    path: Path,
    report: Report,
    progress: Progress,
    authority: Json | None = None,
    from_start: bool = False,
) -> ImportRun:
    """Store what a file of JSON lines holds and return how it went.

    `report` hears of every rejected line, `progress` of every batch. `authority` is the Agent who vouches for
    all; without it each statement keeps the one it carries, or gets the platform's. Raises NotJsonLines, OSError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        refuse_other_files(head)
        run = _run_of(path, head, from_start=from_start)
        file.seek(run.offset)
        lines = read_lines(file, number=run.line, longest=getattr(settings, "LRS_LARGEST_BODY", LARGEST_BODY))
        for batch in _batches(lines):
            _take_in(run, batch, authority, report)
            progress(run)
    return run


def _run_of(path: Path, head: bytes, *, from_start: bool) -> ImportRun:
    first_line = head.split(b"\n", 1)[0]
    key = key_of("import", str(path.resolve()), first_line.decode("latin-1"))
    run, _ = ImportRun.objects.get_or_create(file_key=UUID(key))
    if from_start or run.offset > path.stat().st_size:
        run.offset = run.line = run.stored = run.known = run.rejected = 0
    return run


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Up to BATCH lines and not much more than a body's worth of text. A last line without its end is left out."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.text)
        if len(batch) == BATCH or size > LARGEST_BODY:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_in(run: ImportRun, batch: Sequence[Line], authority: Json | None, report: Report) -> None:
    """Store one batch and move on past it, in one transaction. A cut line at the end stays for another time."""
    faults: dict[int, str] = {}
    entries = list(_entries(batch, authority, faults))
    done = [line for line in batch if not line.is_cut]
    with transaction.atomic():
        before = _count(entries)
        entries = _store_what_fits(entries, faults)
        fresh = _count(entries) - before
        if done:
            run.offset, run.line = done[-1].end, done[-1].number
        run.stored += fresh
        run.known += len(entries) - fresh
        run.rejected += sum(1 for line in done if line.number in faults)
        run.save()
    for number, reason in sorted(faults.items()):
        report(number, reason)


def _count(entries: Iterable[Entry]) -> int:
    return Statement.objects.filter(uuid__in={entry.draft.uuid for entry in entries}).count()


def _entries(batch: Iterable[Line], authority: Json | None, faults: dict[int, str]) -> Iterator[Entry]:
    for line in batch:
        try:
            if line.fault:
                raise wire.MalformedJson(line.fault)
            yield _entry(line, authority)
        except wire.MalformedJson as error:
            cut = "has no end and may still be being written; it is left for the next run: " if line.is_cut else ""
            faults[line.number] = f"{cut}{error}"
        except InvalidStatement as error:
            faults[line.number] = str(error)


def _entry(line: Line, authority: Json | None) -> Entry:
    """Raises MalformedJson or InvalidStatement."""
    statement = wire.loads(line.text)
    said = statement.get("version") if isinstance(statement, dict) else None
    version: Version = "2.0.0" if isinstance(said, str) and said.startswith("2.") else "1.0.3"
    draft = draft_of(statement, line.text)
    refuse_invalid([draft], version, is_batch=False)
    return Entry(line, draft, authority or _own_authority(statement), version)


def _own_authority(statement: Json) -> Json:
    own: Json = statement.get("authority", {})
    return own if own and agent_key(own) else platform_agent()


def _store_what_fits(entries: Sequence[Entry], faults: dict[int, str]) -> list[Entry]:
    """Store the entries but those that say something else than what is stored, or stands earlier, under their id."""
    left = list(entries)
    while True:
        try:
            with transaction.atomic():
                for some in _storable_together(left):
                    authority = authority_for(agent=some[0].authority)
                    store(drafts=[one.draft for one in some], authority=authority, version=some[0].version)
            return left
        except StatementConflict as conflict:
            wrong = _first_wrong([one for one in left if one.draft.uuid == conflict.uuid])
            faults[wrong.line.number] = str(conflict)
            left.remove(wrong)


def _first_wrong(entries: Sequence[Entry]) -> Entry:
    """Of entries of one id, the first that says something else than what is stored, or than the first of them."""
    text = queries.statement_text(entries[0].draft.uuid)
    right = wire.loads(text) if text else entries[0].draft.statement
    return next(one for one in entries if not are_equivalent(right, one.draft.statement))


def _storable_together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Neighbours of one authority and version, no id twice among them."""
    for _, group in groupby(entries, key=lambda one: (agent_key(one.authority), one.version)):
        some: list[Entry] = []
        seen: set[UUID] = set()
        for entry in group:
            if entry.draft.uuid in seen:
                yield some
                some, seen = [], set()
            some.append(entry)
            seen.add(entry.draft.uuid)
        yield some
