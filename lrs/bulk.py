"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite; in the caller's transaction.

The ORM's bulk_create makes an object for each of the half-dozen terms of a statement, and on PostgreSQL sends the texts
of statements inside an array literal, quoting every quotation mark; both cost more than the writing itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from lrs.models import Statement, Term


def insert_statements(rows: Iterable[Statement]) -> None:
    """Insert whole rows with their ids."""
    fields = Statement._meta.concrete_fields
    columns = [str(field.column) for field in fields]
    values = (
        [field.get_db_prep_save(getattr(row, field.attname), connection=connection) for field in fields] for row in rows
    )
    _insert(Statement._meta.db_table, columns, values)


def insert_terms(rows: Iterable[tuple[str, int, bool]]) -> None:
    """Insert (key, statement id, is direct) rows that are not there yet."""
    _insert(Term._meta.db_table, ["key", "statement_id", "is_direct"], rows)


def _insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    values = list(rows)
    if not values:
        return
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608 (no value in it)
