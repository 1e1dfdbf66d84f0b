"""How far a file of statements has been read, and whether it is still the file that was read so far."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid5

from lrs import wire
from lrs.identity import key_of
from lrs.json_lines import Line, read_lines
from lrs.models import ImportRun

CHUNK = 1024 * 1024
NAMESPACE = uuid5(NAMESPACE_URL, "urn:lookout:statements-without-id")
Json = dict[str, Any]


@dataclass
class Place:
    """Where reading goes on: after `run.offset` bytes, whose sum is kept with it.

    `has_changed` says that what had been read is no longer what the file holds, so that it is read from the start.
    """

    run: ImportRun
    file: BinaryIO
    has_changed: bool = False
    sum: Any = field(default_factory=hashlib.sha256)
    twins: Counter[bytes] = field(default_factory=Counter)

    def move_past(self, line: Line) -> None:
        """All up to the end of this line is done with. Saved by the caller, with what came of it."""
        _add(self.sum, self.file, line.end - self.run.offset)
        self.run.offset, self.run.line, self.run.digest = line.end, line.number, self.sum.hexdigest()

    def id_for(self, statement: Json) -> UUID:
        """The id of a statement that has none: by what it says, and how often the file has said so before.

        So the same file gives the same ids again, and so does one with lines added anywhere.
        """
        said = hashlib.sha256(json.dumps(statement, sort_keys=True).encode()).digest()[:16]
        self.twins[said] += 1
        return uuid5(NAMESPACE, f"{said.hex()} {self.twins[said]}")


def place_in(path: Path, file: BinaryIO, *, from_start: bool, longest: int) -> Place:
    """Where to go on in this file: where it was left, or at its start when it was finished or has changed.

    `file` is the open file, for the sums; it is left where reading goes on.
    """
    run, _ = ImportRun.objects.get_or_create(file_key=UUID(key_of("import", str(path.resolve()))))
    place = Place(run, file)
    if run.offset and not (from_start or run.is_done):
        if _sum_of(path, run.offset) == run.digest:
            _go_over(place, path, longest)
            return place
        place.has_changed = True
    run.faults.all().delete()
    run.offset = run.line = run.stored = run.known = run.rejected = 0
    run.digest, run.is_done = "", False
    run.save()
    return place


def _go_over(place: Place, path: Path, longest: int) -> None:
    """Read what was read before once more, without storing it: the sum goes on, and statements without id count."""
    _add(place.sum, place.file, place.run.offset)
    with path.open("rb") as again:
        for line in _until(read_lines(again, number=0, longest=longest), place.run.offset):
            statement = _statement_in(line)
            if statement is not None and "id" not in statement:
                place.id_for(statement)


def _until(lines: Iterable[Line], end: int) -> Iterable[Line]:
    for line in lines:
        if line.end > end:
            return
        yield line


def _statement_in(line: Line) -> Json | None:
    try:
        value = wire.loads(line.text) if line.text and not line.fault else None
    except wire.MalformedJson:
        return None
    return value if isinstance(value, dict) else None


def _sum_of(path: Path, length: int) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        _add(total, file, length)
    return total.hexdigest()


def _add(total: Any, file: BinaryIO, length: int) -> None:
    while length > 0 and (piece := file.read(min(CHUNK, length))):
        total.update(piece)
        length -= len(piece)
