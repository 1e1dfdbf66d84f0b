"""The statements a benchmark speaks of, and the bare rows they become."""

import json
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from common import clock
from common.bulk import insert_rows
from lrs import bulk
from lrs.identity import verb_key
from lrs.journal import moment_of, open_journal, place_of
from lrs.models import Authority, Statement, Term
from lrs.services import activities
from lrs.terms import terms_of

VERB = "http://adlnet.gov/expapi/verbs/passed"
HAPPENED = datetime(2026, 11, 22, 9, tzinfo=UTC)
BATCH = 100_000
TABLES = "('lrs_statement', 'lrs_term')"
SQLITE_INDEXES = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN {TABLES}"  # noqa: S608
POSTGRESQL_INDEXES = (
    f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN {TABLES} "  # noqa: S608
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
Json = dict[str, Any]
Rows = list[list[Any]]
_chance = random.Random()  # noqa: S311 - ids that nobody has to guess


def statement(number: int) -> Json:
    """About what the platform itself writes: 7 terms."""
    course = f"https://training.example/course/{number % 40}"
    return {
        "id": str(uuid.UUID(int=_chance.getrandbits(128), version=4)),
        "actor": {"account": {"homePage": "https://training.example", "name": str(uuid.UUID(int=number % 5000))}},
        "verb": {"id": VERB if number % 5 == 0 else "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": f"{course}/lesson/{number % 7}", "definition": {"name": {"en-GB": "Lesson"}}},
        "result": {"completion": True, "score": {"scaled": 0.9}},
        "context": {
            "registration": str(uuid.UUID(int=number % 9000, version=4)),
            "contextActivities": {"parent": [{"id": course}]},
        },
        "timestamp": "2026-11-22T09:00:00.000Z",
    }


def fill(size: int, authority: Authority) -> None:
    """Bring the store to `size` statements: older and older ones, the same columns and terms as the service writes."""
    missing = size - Statement.objects.count()
    oldest = Statement.objects.order_by("id").values_list("id", flat=True).first()
    place = (oldest or place_of(clock.now() - timedelta(hours=1))) - missing * 1000
    activities.learn(statements=[statement(number) for number in range(280)])
    if not missing:
        return
    with _loading():
        for start in range(0, missing, BATCH):
            numbers = range(start, min(start + BATCH, missing))
            _write([(place + number * 1000, statement(number)) for number in numbers], authority)


def _write(batch: list[tuple[int, Json]], authority: Authority) -> None:
    with transaction.atomic():
        insert_rows([_row(place, said, authority) for place, said in batch])
        terms = [
            (key, place, direct) for place, said in batch for key, direct in terms_of(said, authority.agent).items()
        ]
        bulk.insert_terms(sorted(terms))  # neighbours in the index, too


def _row(place: int, said: Json, authority: Authority) -> Statement:
    return Statement(
        id=place,
        uuid=uuid.UUID(said["id"]),
        stored=moment_of(place),
        timestamp=HAPPENED,
        version="1.0.3",
        authority_id=authority.pk,
        text=json.dumps(said),
    )


@contextmanager
def _loading() -> Iterator[None]:
    """Without the indexes that can be made again afterwards and, on SQLite, without a journal and in a large cache."""
    is_sqlite = connection.vendor == "sqlite"
    indexes = _ask(SQLITE_INDEXES if is_sqlite else POSTGRESQL_INDEXES)
    for name, _ in indexes:
        _ask(f"DROP INDEX {name}")
    for pragma in ("journal_mode=OFF", "cache_size=-2000000") if is_sqlite else ():
        _ask(f"PRAGMA {pragma}")
    yield
    for _, definition in indexes:
        _ask(definition)
    for pragma in ("journal_mode=WAL", "cache_size=-32000") if is_sqlite else ():
        _ask(f"PRAGMA {pragma}")
    _ask("PRAGMA optimize" if is_sqlite else "VACUUM ANALYZE")  # as autovacuum does a minute later


def _ask(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


class BareWriter:
    """Batches of the same rows written by plain executemany, related rows and all, each in one transaction.

    What the rows hold is worked out beforehand; only their places in the journal are put in when they are written.
    """

    def __init__(self, count: int, rounds: int, authority: Authority) -> None:
        fields = Statement._meta.concrete_fields
        names = ", ".join(str(field.column) for field in fields)
        self.one = f"INSERT INTO {Statement._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
        self.term = f"INSERT INTO {Term._meta.db_table} (statement_id, key, is_direct) VALUES (%s, %s, %s)"  # noqa: S608
        self.made = iter([[_bare(statement(n), authority) for n in range(count)] for _ in range(rounds)])

    def __call__(self) -> None:
        batch = next(self.made)
        with transaction.atomic(), connection.cursor() as cursor:
            place = open_journal()
            rows = [[place + offset, *row] for offset, (row, _) in enumerate(batch)]
            terms = [[place + offset, *one] for offset, (_, own) in enumerate(batch) for one in own]
            cursor.executemany(self.one, rows)
            cursor.executemany(self.term, terms)


def _bare(said: Json, authority: Authority) -> tuple[list[Any], Rows]:
    """A statement's row without its id, and its terms' rows without the statement's."""
    row = _row(place_of(clock.now()), said, authority)
    fields = Statement._meta.concrete_fields[1:]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return values, [[key, direct] for key, direct in terms_of(said, authority.agent).items()]


def bare_page() -> None:
    """50 statements of one verb by one join."""
    sql = (
        "SELECT s.uuid, s.text, s.stored, a.agent FROM lrs_term t JOIN lrs_statement s ON s.id = t.statement_id "
        "JOIN lrs_authority a ON a.id = s.authority_id WHERE t.key = %s AND NOT s.is_voided "
        "ORDER BY t.statement_id DESC LIMIT 50"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [verb_key(VERB)])
        if len(cursor.fetchall()) != 50:
            raise AssertionError("The store holds too little.")


def numbered(count: int) -> Iterator[list[Json]]:
    """Batches of new statements, for ever."""
    while True:
        yield [statement(number) for number in range(count)]
