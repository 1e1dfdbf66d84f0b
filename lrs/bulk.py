"""Writing the terms of statements, half a dozen to each (common.bulk)."""

from collections.abc import Iterable

from common.bulk import insert_values
from lrs.models import Term


def insert_terms(rows: Iterable[tuple[str, int, bool]]) -> None:
    """Insert (key, statement id, is direct) rows that are not there yet."""
    insert_values(Term._meta.db_table, ["key", "statement_id", "is_direct"], rows)
