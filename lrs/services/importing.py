"""Taking in a file of statements: a batch at a time, all of it or none, and on from there when it was cut short.

How far the file is done with is written in the batch's own transaction, so neither a kill nor a power cut passes over a
statement. And a file may be read as often as one likes: a statement has its id, or gets the same one each time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from lrs import queries, wire
from lrs.attachment_files import contents_of
from lrs.attachments import attachments_in
from lrs.bodies import LARGEST_BODY
from lrs.equivalence import are_equivalent
from lrs.errors import InvalidStatement, StatementConflict
from lrs.identity import agent_key
from lrs.json_lines import Line, read_lines, refuse_other_files
from lrs.models import ImportFault, ImportRun, Statement
from lrs.services.import_places import Place, place_in
from lrs.services.recording import Draft, authority_for, draft_of, platform_agent, refuse_invalid, store
from lrs.validation import Version, validate

BATCH = 500
HEAD = 64 * 1024
OUTAGES = (OperationalError, InterfaceError, MemoryError, OSError)  # and no line's doing
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


@dataclass(slots=True)
class Outcome:
    """How reading a file went: of this run, and in `run` of the file as far as it is read.

    `left` is how many lines at its end wait for another run, `has_changed` as `Place` has it.
    """

    run: ImportRun
    has_changed: bool
    first_line: int
    stored: int = 0
    known: int = 0
    rejected: int = 0
    left: int = 0


def import_statements(
    *,
    path: Path,
    report: Report,
    progress: Progress,
    authority: Json | None = None,
    from_start: bool = False,
    folder: Path | None = None,
) -> Outcome:
    """Store what a file of JSON lines holds and return how it went.

    `report` hears of every rejected line, those of earlier runs over the same part too; `progress` of every batch.
    `authority` is the Agent who vouches for all; without it each statement keeps the one it carries, or gets the
    platform's. `folder` holds the bytes of attachments, as `export_attachments` writes them.

    Raises NotJsonLines, OSError.
    """
    longest = getattr(settings, "LRS_LARGEST_BODY", LARGEST_BODY)
    with path.open("rb") as file, path.open("rb") as beside:
        refuse_other_files(file.read(HEAD))
        place = place_in(path, beside, from_start=from_start, longest=longest)
        outcome = Outcome(place.run, place.has_changed, place.run.line + 1)
        for fault in place.run.faults.order_by("line"):
            report(fault.line, fault.reason)
        file.seek(place.run.offset)
        for batch in _batches(read_lines(file, number=place.run.line, longest=longest)):
            _take_in(place, outcome, batch, authority, report, folder)
            progress(place.run)
    place.run.is_done = not outcome.left
    place.run.save()
    return outcome


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


def _take_in(
    place: Place, outcome: Outcome, batch: Sequence[Line], authority: Json | None, report: Report, folder: Path | None
) -> None:
    """Store one batch and move on past it, in one transaction. A cut line at the end stays for another time."""
    run = place.run
    faults: dict[int, str] = {}
    entries = list(_entries(place, batch, authority, faults))
    done = [line for line in batch if not line.is_cut]
    with transaction.atomic():
        before = _count(entries)
        entries = _store_what_fits(entries, faults, folder)
        fresh = _count(entries) - before
        rejected = [line.number for line in done if line.number in faults]
        if done:
            place.move_past(done[-1])
        run.stored, run.known = run.stored + fresh, run.known + len(entries) - fresh
        run.rejected += len(rejected)
        run.save()
        ImportFault.objects.bulk_create(ImportFault(run=run, line=line, reason=faults[line]) for line in rejected)
    outcome.stored, outcome.known = outcome.stored + fresh, outcome.known + len(entries) - fresh
    outcome.rejected, outcome.left = outcome.rejected + len(rejected), outcome.left + len(batch) - len(done)
    for number, reason in sorted(faults.items()):
        report(number, reason)


def _count(entries: Iterable[Entry]) -> int:
    return Statement.objects.filter(uuid__in={entry.draft.uuid for entry in entries}).count()


def _entries(place: Place, batch: Iterable[Line], authority: Json | None, faults: dict[int, str]) -> Iterator[Entry]:
    for line in batch:
        try:
            if line.fault:
                raise wire.MalformedJson(line.fault)
            yield _entry(place, line, authority)
        except wire.MalformedJson as error:
            cut = "has no end and may still be being written; it is left for the next run: " if line.is_cut else ""
            faults[line.number] = _reason(f"{cut}{error}")
        except InvalidStatement as error:
            faults[line.number] = _reason(str(error))


def _reason(text: str) -> str:
    """As it can be kept and shown: it may quote a key of the line."""
    return text.replace("\0", "\ufffd")


def _entry(place: Place, line: Line, authority: Json | None) -> Entry:
    """Raises MalformedJson or InvalidStatement."""
    statement = wire.loads(line.text)
    draft = draft_of(statement, line.text)
    if isinstance(statement, dict) and "id" not in statement:
        draft = replace(draft, uuid=place.id_for(statement))
    version = _version_of(draft)
    return Entry(line, draft, authority or _own_authority(statement), version)


def _version_of(draft: Draft) -> Version:
    """The version under which a statement is valid. Raises InvalidStatement.

    What it says of itself is no more than a hint: a sender of 2.0 may write "1.0.3" (IEEE 9274.1.1 4.2.4.3).
    """
    said = draft.statement.get("version") if isinstance(draft.statement, dict) else None
    if isinstance(said, str) and said.startswith("2."):
        refuse_invalid([draft], "2.0.0", is_batch=False)
        return "2.0.0"
    try:
        refuse_invalid([draft], "1.0.3", is_batch=False)
    except InvalidStatement:
        if validate(draft.statement, "2.0.0"):
            raise
        return "2.0.0"
    return "1.0.3"


def _own_authority(statement: Json) -> Json:
    own: Json = statement.get("authority", {})
    return own if own and agent_key(own) else platform_agent()


def _store_what_fits(entries: Sequence[Entry], faults: dict[int, str], folder: Path | None) -> list[Entry]:
    """Store the entries but those that say something else than what is stored, or stands earlier, under their id."""
    left = list(entries)
    while True:
        try:
            _store(left, folder)
        except StatementConflict as conflict:
            wrong = _first_wrong([one for one in left if one.draft.uuid == conflict.uuid])
            faults[wrong.line.number] = str(conflict)
            left.remove(wrong)
        except OUTAGES:
            raise
        except Exception:
            return [entry for entry in left if _is_stored_alone(entry, faults, folder)]
        else:
            return left


def _is_stored_alone(entry: Entry, faults: dict[int, str], folder: Path | None) -> bool:
    """For a batch one of which the database will not have: that one is rejected, and no other with it."""
    try:
        _store([entry], folder)
    except StatementConflict as conflict:
        faults[entry.line.number] = str(conflict)
    except OUTAGES:
        raise
    except Exception as error:
        faults[entry.line.number] = f"could not be stored ({type(error).__name__})"
    return entry.line.number not in faults


def _store(entries: Sequence[Entry], folder: Path | None) -> None:
    with transaction.atomic():
        for some in _storable_together(entries):
            drafts = [one.draft for one in some]
            authority = authority_for(agent=some[0].authority)
            contents = _contents(drafts, folder) if folder else {}
            store(drafts=drafts, authority=authority, version=some[0].version, contents=contents)


def _first_wrong(entries: Sequence[Entry]) -> Entry:
    """Of entries of one id, the first that says something else than what is stored, or than the first of them."""
    text = queries.statement_text(entries[0].draft.uuid)
    right = wire.loads(text) if text else entries[0].draft.statement
    return next(one for one in entries if not are_equivalent(right, one.draft.statement))


def _storable_together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Neighbours of one authority and version, no id and no attachment's sum twice among them."""
    for _, group in groupby(entries, key=lambda one: (agent_key(one.authority), one.version)):
        some: list[Entry] = []
        seen: set[UUID | str] = set()
        for entry in group:
            own: set[UUID | str] = {entry.draft.uuid, *_sums(entry.draft)}
            if own & seen:
                yield some
                some, seen = [], set()
            some.append(entry)
            seen |= own
        yield some


def _sums(draft: Draft) -> set[str]:
    return {item["sha2"].lower() for item in attachments_in(draft.statement)}


def _contents(drafts: Iterable[Draft], folder: Path) -> dict[str, bytes]:
    return {sha2: content for one in drafts for sha2, content in contents_of(folder, one.uuid, _sums(one)).items()}
