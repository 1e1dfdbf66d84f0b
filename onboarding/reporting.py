"""What a run came to, for scripts and for a terminal. Results are those of the rows as they stand."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from onboarding.models import ImportRun
from onboarding.models.runs import Result

QUIET = {Result.UNCHANGED.value}


def totals(run: ImportRun) -> dict[str, Any]:
    """Rows by result, with how many lines were accepted, and how many people they mean."""
    found: Counter[str] = Counter()
    lines = rejected = 0
    for result, line in run.rows.values_list("result", "line").iterator(chunk_size=5000):
        found[result] += 1
        lines += line is not None
        rejected += result == Result.REJECTED
    return {
        "rows": lines,
        "accepted": lines - rejected,
        **{result.value: found[result.value] for result in Result},
        "people": run.counts.get("people", 0),
    }


def as_json(run: ImportRun) -> dict[str, Any]:
    """`line` is empty for what is missing from the file. Of a covert post a row says its line and result alone."""
    rows = run.rows.values_list("line", "key", "result", "reason", "difference", "is_unlisted").iterator(
        chunk_size=5000
    )
    return {
        "state": str(run.state),
        "totals": totals(run),
        "held": run.held,
        "error": run.unreadable,
        "rows": [
            {"line": line, "key": key, "result": result, "reason": reason, "difference": difference}
            if not is_unlisted
            else {"line": line, "key": "", "result": result, "reason": "", "difference": {}}
            for line, key, result, reason, difference, is_unlisted in rows
        ],
    }


def as_lines(run: ImportRun) -> Iterator[str]:
    """What is not unchanged, then the totals. Names are left out: a terminal's scroll is read by others."""
    if run.unreadable:
        yield f"Unreadable: {run.unreadable}"
        return
    rows = run.rows.exclude(result__in=QUIET)
    for line, key, result, reason, unlisted in rows.values_list("line", "key", "result", "reason", "is_unlisted"):
        key, reason = ("", "") if unlisted else (key, reason)
        yield f"{f'line {line}' if line else 'missing':<12} {key:<16} {result:<12} {reason}".rstrip()
    for stop in run.held:
        yield f"HELD  {stop['reason']}"
    counted = totals(run)
    if run.stopped_at:
        yield f"STOPPED  {run.stopped_why}"
    yield ", ".join(f"{name} {number}" for name, number in counted.items() if number)
    yield f"This file is {run.state}."
