"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite; in the caller's transaction.

The ORM's bulk_create compiles a statement anew for every few hundred rows, asks each value through several layers, and
on PostgreSQL sends them inside array literals, quoting every quotation mark: that costs more than the writing itself.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, models

Adapt = Callable[[Any], Any]


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert new objects of one model, whole, and give each its id, as bulk_create would.

    An object may point to another that was saved since. Signals are not sent; files and defaults of the database are
    not known here; what a unique constraint refuses is an IntegrityError. Called inside a transaction.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    _take_up_relations(rows, fields)
    _set_moments(rows, fields)
    _number(model, [row for row in rows if row.pk is None])
    names, adapt = [field.attname for field in fields], _adapt_all(fields)
    values = [adapt([own[name] for name in names]) for own in (row.__dict__ for row in rows)]
    insert_values(model._meta.db_table, [str(field.column) for field in fields], values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_values(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert values that are already what the database takes."""
    values = list(rows)
    if not values:
        return
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608 (no value in it)


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, Sequence[Any]]]) -> None:
    """Set columns of many rows, each named once by its id: several times faster than `bulk_update`."""
    fields = [column_of(model, name) for name in names]
    rows = list(rows)
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_update_from_json(model, fields), [_as_json(rows)])
        else:
            adapt, table = _adapt_all(fields), _quoted(model._meta.db_table)
            columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
            sql = f"UPDATE {table} SET {columns} WHERE {_quoted(model._meta.pk.column)} = %s"  # noqa: S608 - our names
            cursor.executemany(sql, [[*adapt(list(new)), pk] for pk, new in rows])


def _update_from_json(model: type[models.Model], fields: "Sequence[models.Field[Any, Any]]") -> str:
    """One statement for all rows: PostgreSQL takes ten times as long over one for each."""
    own = model._meta.pk
    columns = ", ".join(f"{_quoted(field.column)} = said.c{place}" for place, field in enumerate(fields))
    types = ", ".join(f"c{place} {_type(field)}" for place, field in enumerate(fields))
    return (
        f"UPDATE {_quoted(model._meta.db_table)} AS held SET {columns} "  # noqa: S608 - our names
        f"FROM json_to_recordset(%s) AS said (own {_type(own)}, {types}) WHERE held.{_quoted(own.column)} = said.own"
    )


def _as_json(rows: Iterable[tuple[Any, Sequence[Any]]]) -> str:
    said = [{"own": pk, **{f"c{place}": value for place, value in enumerate(new)}} for pk, new in rows]
    return json.dumps(said, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a column.")


def _quoted(name: Any) -> str:
    return connection.ops.quote_name(str(name))


def _type(field: "models.Field[Any, Any]") -> str:
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))


def column_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """A model's field by its name or its column's (`role_id`)."""
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))


def know_sizes(models_written: Iterable[type[models.Model]]) -> None:
    """After very many new rows: have PostgreSQL count these tables anew. Until its own daemon looks, it plans as if
    they were as small as before, and what takes a second does not come to an end. Nothing to do on SQLite.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models_written:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _take_up_relations(rows: Sequence[models.Model], fields: "Sequence[models.Field[Any, Any]]") -> None:
    """The number of what an object was told to point to before that had one."""
    for field in fields:
        if not isinstance(field, models.ForeignKey):
            continue
        for row in rows:
            if row.__dict__[field.attname] is None and (other := row._state.fields_cache.get(field.cache_name)):
                if other.pk is None:
                    raise ValueError(f"{field} points to something that is not saved.")
                row.__dict__[field.attname] = other.pk


def _set_moments(rows: Sequence[models.Model], fields: "Sequence[models.Field[Any, Any]]") -> None:
    """What a field sets by itself when its row is made."""
    for field in fields:
        if isinstance(field, models.DateField) and (field.auto_now or field.auto_now_add):
            for row in rows:
                field.pre_save(row, add=True)


def _number(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Give ids from the table's own sequence, so that nothing else is ever given them."""
    own = model._meta.pk
    for row, number in zip(rows, _next_numbers(model, len(rows)), strict=True):
        row.__dict__[str(own.attname)] = number


def _next_numbers(model: type[models.Model], count: int) -> Iterable[int]:
    table, column = model._meta.db_table, str(model._meta.pk.column)
    if not count:
        return ()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Which sequence it is, is asked once and not for each number.
            cursor.execute(
                "SELECT nextval(own) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS own OFFSET 0) AS known, "
                "generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # The transaction holds the write lock, and SQLite moves its sequence on to the largest number inserted.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)


def _adapt_all(fields: "Sequence[models.Field[Any, Any]]") -> Callable[[list[Any]], list[Any]]:
    """What makes of a row's values what the database takes, in place: most are taken as they are."""
    adapters = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field)) is not _same]

    def adapted(values: list[Any]) -> list[Any]:
        for place, adapt in adapters:
            values[place] = adapt(values[place])
        return values

    return adapted


def _adapter(field: "models.Field[Any, Any]") -> Adapt:
    """What makes of a field's value what the database takes, looked up once and not for each row."""
    plain = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
    ops = connection.ops
    if isinstance(field, models.ForeignKey):
        return _adapter(field.target_field)
    if isinstance(field, models.DateTimeField):
        return ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return ops.adapt_datefield_value
    if isinstance(field, models.UUIDField):
        return _same if connection.features.has_native_uuid_field else _hex
    if isinstance(field, models.JSONField):
        return partial(_json, encoder=field.encoder)
    if isinstance(field, plain):
        return _same
    return partial(field.get_db_prep_save, connection=connection)


def _same(value: Any) -> Any:
    return value


def _hex(value: Any) -> Any:
    return value and value.hex


def _json(value: Any, encoder: type[json.JSONEncoder] | None) -> Any:
    return None if value is None else json.dumps(value, cls=encoder)
