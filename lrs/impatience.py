"""Asking for SQLite's one write lock without waiting for it. PostgreSQL has no such lock, and nothing changes there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def no_waiting() -> Iterator[None]:
    """Within, a write that finds the lock taken fails at once with OperationalError. Not for use in a transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        patience = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
