"""The few questions that every call asks, in plain SQL.

Django takes about 0.4 ms to make SQL of a QuerySet, and a database a twentieth of that to answer such a question; with
five of them that was most of storing a statement. Whatever is asked less often goes through the ORM.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

MOST = 500  # values in one list: SQLite takes 999 in a statement


def answers(sql: str, values: Sequence[str] | Sequence[int] = ()) -> list[tuple[Any, ...]]:
    """All rows. UUIDs are given as 32 hex digits and come as each database gives them: see `as_uuid`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def answers_among(sql: str, values: Sequence[str] | Sequence[int]) -> list[tuple[Any, ...]]:
    """All rows for any number of values, which take the place of `{among}`: so many at a time."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(values), MOST):
        some = values[start : start + MOST]
        found += answers(sql.format(among=", ".join(["%s"] * len(some))), some)
    return found


def as_uuid(value: UUID | str) -> UUID:
    """SQLite keeps UUIDs as text."""
    return UUID(value) if isinstance(value, str) else value
