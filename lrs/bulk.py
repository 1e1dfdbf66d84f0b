"""Writing very many small rows at once, without an object for each: a statement brings half a dozen terms."""

from collections.abc import Iterable

from django.db import connection

from lrs.models import Term

TABLE = Term._meta.db_table


def insert_terms(rows: Iterable[tuple[str, int, bool]]) -> None:
    """Insert (key, statement id, is direct) rows that are not there yet; in the caller's transaction."""
    listed = list(rows)
    if not listed:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {TABLE} (key, statement_id, is_direct)"  # noqa: S608 (no value stands in the text)
                " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::boolean[])",
                [list(column) for column in zip(*listed, strict=True)],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (key, statement_id, is_direct) VALUES (%s, %s, %s)",  # noqa: S608 (as above)
                listed,
            )
