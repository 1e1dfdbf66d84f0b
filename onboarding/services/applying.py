"""Applying an approved run: short transactions, each row's effect and its mark in the journal together.

Killed anywhere, it is continued from the first row without a mark, and ends as if nothing had happened.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from certification.models import Obligation
from common.bulk import know_sizes, update_rows
from onboarding.kinds import KINDS
from onboarding.kinds.base import Key, Kind, Outcome, Row
from onboarding.kinds.changes import Changes
from onboarding.kinds.world import World
from onboarding.models import ImportRow, ImportRun, RosterEntry
from onboarding.models.runs import RunState
from onboarding.services.checking import MANY, Now, attach_entries
from onboarding.services.stopping import TRANSIENT, at_row
from onboarding.services.uploading import columns_of
from partnership import services as partnership
from partnership.models import Assignment

CHUNK = 500


def apply_run(*, run: ImportRun, now: Now) -> None:
    """Apply what is left of an approved run. Safe to call twice, and at once: workers take turns by the run's row."""
    run.refresh_from_db()
    if run.state is not RunState.APPLYING:
        return
    kind, world = _prepared(run, now())
    _announce_last(run)
    last, done = -1, False
    while not done:
        try:
            reached = _apply_chunk(run, kind, world, now(), last)
        except TRANSIENT:
            raise
        except Exception:
            kind, world = _prepared(run, now())  # what was read with the rows that failed is not to be trusted
            reached = _apply_singly(run, kind, world, now(), last)
        last, done = (last, True) if reached is None else (reached, False)


def _prepared(run: ImportRun, at: datetime) -> tuple[Kind, World]:
    kind = KINDS[run.kind]
    world = World(run.on, at, run.organisation, frozenset(columns_of(run).places))
    kind.prepare(world)
    return kind, world


def _apply_singly(run: ImportRun, kind: Kind, world: World, at: datetime, last: int) -> int | None:
    """The rows of a chunk that failed, each by itself, up to the one that does. Raises Stopped there."""
    for _number in range(CHUNK):
        try:
            done = _apply_chunk(run, kind, world, at, last, size=1)
        except TRANSIENT:
            raise
        except Exception as error:
            row = _waiting(run, last)[0]
            raise at_row(row, error) from error
        if done is None:
            return None
        last = done
    return last


def _announce_last(run: ImportRun) -> None:
    """A worker killed right after a chunk may not have told of it."""
    done = run.rows.filter(applied_at__isnull=False, person__isnull=False).order_by("-position")
    if ids := list(done.values_list("person_id", flat=True)[:CHUNK]):
        with transaction.atomic():
            partnership.announce_change(person_ids=ids)


def _waiting(run: ImportRun, last: int) -> QuerySet[ImportRow]:
    return run.rows.filter(applied_at=None, record__isnull=False, position__gt=last).order_by("position")


def _apply_chunk(run: ImportRun, kind: Kind, world: World, at: datetime, last: int, size: int = CHUNK) -> int | None:
    """One transaction; the position of its last row, or None when the run is done."""
    world.at = at
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=run.pk)
        rows = list(_waiting(run, last)[:size])
        if not rows:
            ImportRun.objects.filter(pk=run.pk, applied_at=None).update(applied_at=at, touched_at=at)
            if last > MANY:
                know_sizes([*kind.writes, ImportRow, Obligation])
            return None
        people = _apply_rows(rows, kind, world, at)
        ImportRun.objects.filter(pk=run.pk).update(touched_at=at)
        partnership.announce_change(person_ids=sorted(people))
    return rows[-1].position


def _apply_rows(rows: list[ImportRow], kind: Kind, world: World, at: datetime) -> set[int]:
    changes = Changes(is_dry=False)
    outcomes = _plan(kind, [row for row in rows if row.line is not None], world, changes)
    _end_missing(kind, [row for row in rows if row.line is None], world, changes)
    changes.write(kind.writes)
    if outcomes.state is not None:
        kind.finish(outcomes.state, world, changes)
    for row in rows:
        outcome = outcomes.found.get(row.position)
        if outcome and outcome.person:
            row.person_id = outcome.person.pk
    _mark(rows, outcomes.found, changes, at)
    return {row.person_id for row in rows if row.person_id}


def _mark(rows: list[ImportRow], found: Mapping[int, Outcome], changes: Changes, at: datetime) -> None:
    """Note of each row that it is done and how to undo it; and what it came to, where that is not what was foreseen."""
    marks, otherwise = [], []
    for row in rows:
        undo = changes.rows[row.position].undo() if row.position in changes.rows else {"made": [], "put": []}
        marks.append((row.pk, (at, undo, row.person_id)))
        outcome = found.get(row.position)
        if outcome and (outcome.result, outcome.reason) != (row.result, row.reason):
            otherwise.append((row.pk, (outcome.result, outcome.reason)))
    update_rows(ImportRow, ("applied_at", "undo", "person_id"), marks)
    update_rows(ImportRow, ("result", "reason"), otherwise)


class _Outcomes:
    def __init__(self, found: dict[int, Outcome], state: Any) -> None:
        self.found, self.state = found, state


def _plan(kind: Kind, waiting: list[ImportRow], world: World, changes: Changes) -> _Outcomes:
    rows = [_readable(kind, each) for each in waiting]
    attach_entries(kind, rows, world)
    if not rows:
        return _Outcomes({}, None)
    state = kind.load(rows, world)
    found = {}
    for row in rows:
        changes.begin(row.position)
        found[row.position] = kind.plan(row, state, world, changes)
    return _Outcomes(found, state)


def _readable(kind: Kind, each: ImportRow) -> Row:
    record = dict(each.record or {})
    match, person_key = record.pop("_match", None), record.pop("_person_key", "")
    key = Key(each.key, each.subkey, person_key)
    return Row(each.position, record, each.organisation_id, key, each.row_hash, None, match)


def _end_missing(kind: Kind, rows: list[ImportRow], world: World, changes: Changes) -> None:
    """An entry that no list has made yet stands for its post for as long as it takes, and is not kept."""
    entries = RosterEntry.objects.in_bulk(
        [row.record["_entry"] for row in rows if row.record and "_entry" in row.record]
    )
    posts = Assignment.objects.in_bulk(
        [row.record["_assignment"] for row in rows if row.record and "_assignment" in row.record]
    )
    kept = []
    for row in rows:
        named = row.record or {}
        post = posts.get(named.get("_assignment", 0))
        entry = RosterEntry(person_id=post.person_id, assignment=post) if post else entries.get(named.get("_entry", 0))
        if entry:
            kept.append((entry, row))
    if kept:
        kind.end_missing([entry for entry, _ in kept], world, changes, [row.position for _, row in kept])
    for entry, row in kept:
        row.person_id = entry.person_id
