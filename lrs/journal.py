"""The order in which statements are stored, kept strict with many writers at once.

One writer at a time: `open_journal` waits until no other transaction has an open entry, and keeps the others
waiting until the caller's transaction ends. So places rise in the order of commits, a reader that has seen place N
will never see a new one below N, and a cursor over `id` can lose nothing. SQLite gives this by itself (a
transaction begins IMMEDIATE and holds the one write lock); on PostgreSQL it is an advisory lock that ends with the
transaction. A caller therefore opens the journal late in its transaction and is brief after it.

`consistent_through` is the bound of X-Experience-API-Consistent-Through: everything stored up to it can be read.
With no writer in the journal that is now, taken before looking; with one, it is the newest statement that can be
read, because the open writer's places come after it.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.utils import OperationalError

from common import clock
from lrs.asking import answers
from lrs.impatience import no_waiting

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LOCK = 0x6C72735F6A726E6C  # "lrs_jrnl"


def place_of(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(place: int) -> datetime:
    return EPOCH + timedelta(microseconds=place)


def open_journal() -> int:
    """The first free place, later than every other. Needs a transaction, which holds the journal to its end."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The journal opens only inside a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            # A question of its own, so that it sees what was stored while this waited; the database's clock, as web
            # nodes may differ.
            cursor.execute("SELECT clock_timestamp(), max(id) FROM lrs_statement")
            now, newest = cursor.fetchone()
    else:
        now, newest = clock.now(), _newest()
    return max(place_of(now), (newest or 0) + 1)


def consistent_through() -> datetime:
    """The moment up to which every stored statement can be read. Ask before reading the statements."""
    now, is_idle = _postgresql_state() if connection.vendor == "postgresql" else _sqlite_state()
    return now if is_idle else moment_of(_newest())


def _newest() -> int:
    return answers("SELECT max(id) FROM lrs_statement")[0][0] or 0


def _postgresql_state() -> tuple[datetime, bool]:
    """The statement's start by the database's clock, and whether the journal was free after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp(), pg_try_advisory_xact_lock_shared(%s)", [LOCK])
        now, is_idle = cursor.fetchone()
        return now, is_idle


def _sqlite_state() -> tuple[datetime, bool]:
    """Now, and whether the write lock could be had for an instant: then nobody was writing."""
    now = clock.now()
    if connection.in_atomic_block:
        return now, True  # the lock is ours
    try:
        with no_waiting(), transaction.atomic():  # BEGIN IMMEDIATE: the write lock, given back at once
            return now, True
    except OperationalError:
        return now, False
