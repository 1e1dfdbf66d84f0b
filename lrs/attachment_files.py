"""The bytes of attachments beside a file of JSON lines: one file each, `FOLDER/statement's id/sum`. No Django here.

By statement and not by sum alone: a sender's sum may be wrong, and then only its own statement suffers.
"""

import re
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

_PLAIN = re.compile(r"[0-9a-z]{1,128}", re.ASCII)


def write_content(folder: Path, statement: UUID, sha2: str, content: bytes) -> None:
    """A sum that would make no plain file name is passed over: no sum looks so."""
    if _PLAIN.fullmatch(sha2):
        path = folder / str(statement) / sha2
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def contents_of(folder: Path, statement: UUID, sums: Collection[str]) -> dict[str, bytes]:
    """By sum, those that are there."""
    paths = {sha2: folder / str(statement) / sha2 for sha2 in sums if _PLAIN.fullmatch(sha2)}
    return {sha2: path.read_bytes() for sha2, path in paths.items() if path.is_file()}
