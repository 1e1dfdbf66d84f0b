"""Several rows of one key that are meant as one: a member's roles, a row for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from onboarding.kinds.base import Place, Row
from onboarding.models import ImportRow
from onboarding.models.runs import Result
from onboarding.reading.fields import Problem
from onboarding.services.hashing import hash_of

Line = tuple[int, Row]
MEND = "Write the same in both rows, or give each person a key of their own."


def joined(check: Any, read: Iterable[ImportRow | Line]) -> Iterator[ImportRow | Line]:
    """The lines in their order: the first of a key says all that its rows say, and the others that they are with it.

    Where one of a key's rows cannot be read, or two contradict each other, none is used: with a part of their roles
    somebody would be held to less than they are. The whole file is looked at before its first line is compared.
    """
    lines = list(read)
    unread: dict[tuple[int | None, str], int | None] = {
        (each.organisation_id, each.key): each.line
        for each in lines
        if isinstance(each, ImportRow) and each.organisation_id
    }
    groups: dict[Place, list[Line]] = defaultdict(list)
    for each in lines:
        if not isinstance(each, ImportRow):
            groups[each[1].place].append(each)
    said: dict[int, ImportRow] = {}
    for (organisation, key, _), group in groups.items():
        if bad := unread.get((organisation, key)) or check.doubtful.get(key):
            problem = Problem("row", key, f"is on line {bad} too, which cannot be used", "Mend that line.")
            said |= _refused(check, [(*each, problem) for each in group])
        elif len(group) > 1:
            said |= _one_of(check, group)
    for each in lines:
        yield each if isinstance(each, ImportRow) else said.get(each[1].position, each)


def _one_of(check: Any, group: list[Line]) -> dict[int, ImportRow]:
    (first_line, first), further = group[0], group[1:]
    whole = deepcopy(first.record)
    repeated: list[Line] = []
    kept: list[Line] = []
    contrary: list[tuple[int, Row, str]] = []
    for line, row in further:
        before = deepcopy(whole)
        if field := check.kind.join(whole, row.record):
            contrary.append((line, row, field))
        else:
            (repeated if whole == before else kept).append((line, row))
    if contrary:
        return _refused(check, _contradictions(group, contrary))
    first.record = whole
    first.row_hash = hash_of(whole, check.hashed, check.kind.stamp(whole, check.world))
    again = Problem("row", first.key.key, "is in the file more than once", "Keep one of its rows.")
    said = _refused(check, [(line, row, again) for line, row in repeated])
    return said | {row.position: _with(check, line, row, first_line) for line, row in kept}


def _contradictions(group: list[Line], contrary: list[tuple[int, Row, str]]) -> list[tuple[int, Row, Problem]]:
    """Of each row, which other line says something else."""
    key, first_line = group[0][1].key.key, group[0][0]
    other, _, named = contrary[0]
    alike = Problem("row", key, f"is on line {other} too, with another {named}", MEND)
    found = {row.position: alike for _, row in group}
    for _, row, field in contrary:
        what = f"is not what line {first_line} says of {key}"
        found[row.position] = Problem(field, row.record[field] or "", what, MEND)
    return [(line, row, found[row.position]) for line, row in group]


def _refused(check: Any, rows: Iterable[tuple[int, Row, Problem]]) -> dict[int, ImportRow]:
    return {
        row.position: check.rejected(row.position, line, [problem], row.record, row.organisation_id)
        for line, row, problem in rows
    }


def _with(check: Any, line: int, row: Row, first_line: int) -> ImportRow:
    reason = f"Read with line {first_line}: one person, with the roles of both rows."
    row_of_journal: ImportRow = check.journal(line, row, Result.UNCHANGED, reason)
    return row_of_journal
