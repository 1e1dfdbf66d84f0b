"""A row's hash: what it says, however it is written. The same again is no news."""

import hashlib
from collections.abc import Sequence

from onboarding.reading.fields import Field, Record


def hash_of(record: Record, names: Sequence[str], stamp: str = "") -> str:
    """32 hexadecimal characters over the values of these fields, and what they mean on a day (`Kind.stamp`)."""
    said = "\x1f".join([str(record[name]) for name in names])
    if stamp:
        said = f"{said}\x1f{stamp}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def hashed_names(fields: Sequence[Field]) -> list[str]:
    """The fields that count: not those that only say when a row was last touched."""
    return [field.name for field in fields if not field.is_noise]
