"""How fast the record store is, as ratios to the bare database on the same rows in the same run.

    python bench/lrs.py [--size 10000] [--size 1000000]

Fills a database to each size (SQLite in a new folder or in LOOKOUT_VAR_DIR, or the one DATABASE_URL names: never a live
one), starts gunicorn on it and measures over HTTP: single PUTs, batches of 50, and a filtered GET of a page. The bare
database does the same rows in turns with it: statements, terms and all, in one transaction for each batch; and one join
for the page. Medians, in milliseconds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.setdefault("LOOKOUT_VAR_DIR", tempfile.mkdtemp(prefix="lookout-bench-")))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
os.environ["LOG_LEVEL"] = "WARNING"
sys.path[0] = str(ROOT)  # in place of this folder, whose lrs.py is not the room
django.setup()

import httpx  # noqa: E402  # the rest of what we import needs Django set up
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from common import clock  # noqa: E402
from lrs import services  # noqa: E402
from lrs.identity import verb_key  # noqa: E402
from lrs.journal import open_journal  # noqa: E402
from lrs.models import Authority, Statement, Term  # noqa: E402
from lrs.services.credentials import create_credential  # noqa: E402
from lrs.terms import terms_of  # noqa: E402

PORT = 8197
ROUNDS = 40
WARMING = 5
VERB = "http://adlnet.gov/expapi/verbs/passed"
Json = dict[str, Any]


def statement(number: int) -> Json:
    """About what the platform itself writes: 7 terms."""
    course = f"https://training.example/course/{number % 40}"
    return {
        "id": str(uuid.uuid4()),
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


def fill(size: int) -> None:
    held = Statement.objects.count()
    for start in range(held, size, 2000):
        batch = [statement(number) for number in range(start, min(start + 2000, size))]
        services.record(statements=batch, at=clock.now())


@contextmanager
def server() -> Iterator[str]:
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-w", "2", "-b", f"127.0.0.1:{PORT}", "config.wsgi"]  # fmt: skip # noqa: E501
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        yield f"http://127.0.0.1:{PORT}/xapi"
    finally:
        process.terminate()
        process.wait(timeout=30)


def timed(ours: Callable[[], Any], bare: Callable[[], Any]) -> tuple[float, float]:
    """Median milliseconds of each, taken in turns so that what else the machine does hits both alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + WARMING):
        for place, work in enumerate((ours, bare)):
            began = time.perf_counter()
            work()
            if number >= WARMING:
                spent[place].append((time.perf_counter() - began) * 1000)
    return median(spent[0]), median(spent[1])


Rows = list[list[Any]]


def bare_inserts(count: int) -> Callable[[], None]:
    """The rows of `count` statements written by plain executemany, related rows and all, in one transaction.

    What the rows hold is worked out beforehand; only their places in the journal are put in when they are written.
    """
    authority = Authority.objects.all()[0]
    fields = Statement._meta.concrete_fields
    names = ", ".join(str(field.column) for field in fields)
    one = f"INSERT INTO {Statement._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    term = f"INSERT INTO {Term._meta.db_table} (statement_id, key, is_direct) VALUES (%s, %s, %s)"  # noqa: S608
    made = iter([[bare_rows(statement(n), authority) for n in range(count)] for _ in range(ROUNDS + WARMING)])

    def work() -> None:
        batch = next(made)
        with transaction.atomic(), connection.cursor() as cursor:
            place = open_journal()
            rows = [[place + offset, *row] for offset, (row, _) in enumerate(batch)]
            terms = [[place + offset, *one] for offset, (_, own) in enumerate(batch) for one in own]
            cursor.executemany(one, rows)
            cursor.executemany(term, terms)

    return work


def bare_rows(said: Json, authority: Authority) -> tuple[list[Any], Rows]:
    """A statement's row without its id, and its terms' rows without the statement's."""
    at = clock.now()
    row = Statement(uuid=uuid.UUID(said["id"]), stored=at, timestamp=at, version="1.0.3", text=json.dumps(said))
    row.authority = authority
    fields = Statement._meta.concrete_fields[1:]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return values, [[key, direct] for key, direct in terms_of(said, authority.agent).items()]


def bare_page() -> None:
    sql = (
        "SELECT s.uuid, s.text, s.stored, a.agent FROM lrs_term t JOIN lrs_statement s ON s.id = t.statement_id "
        "JOIN lrs_authority a ON a.id = s.authority_id WHERE t.key = %s AND NOT s.is_voided "
        "ORDER BY t.statement_id DESC LIMIT 50"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [verb_key(VERB)])
        if len(cursor.fetchall()) != 50:
            raise AssertionError("The store holds too little.")


def measure(client: httpx.Client, url: str) -> Iterator[tuple[str, float, float]]:
    """What is measured, milliseconds over HTTP, milliseconds of the bare database."""
    ones = iter([statement(number) for number in range(ROUNDS + WARMING)])
    fifties = iter([[statement(number) for number in range(50)] for _ in range(ROUNDS + WARMING)])

    def put() -> None:
        one = next(ones)
        client.put(f"{url}/statements", params={"statementId": one["id"]}, json=one).raise_for_status()

    def post() -> None:
        client.post(f"{url}/statements", json=next(fifties)).raise_for_status()

    def get() -> None:
        client.get(f"{url}/statements", params={"verb": VERB, "limit": 50}).raise_for_status()

    def about() -> None:
        client.get(f"{url}/about").raise_for_status()

    yield "GET about (no store)", *timed(about, bare_page)
    yield "PUT of one", *timed(put, bare_inserts(1))
    yield "POST of 50", *timed(post, bare_inserts(50))
    yield "GET of 50 by verb", *timed(get, bare_page)


def run(sizes: list[int]) -> None:
    call_command("migrate", verbosity=0)
    credential, secret = create_credential(name="bench", scopes=["all"], at=clock.now())
    headers = {"X-Experience-API-Version": "1.0.3"}
    print(f"{connection.vendor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds")
    print("what | statements held | over HTTP ms | bare ms | ratio")
    for size in sorted(sizes):
        fill(size)
        with server() as url, httpx.Client(auth=(credential.key, secret), headers=headers, timeout=60) as client:
            with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=60) as first:
                first.get(f"{url}/about")
            for what, ours, bare in measure(client, url):
                print(f"{what} | {size:,} | {ours:.2f} | {bare:.2f} | {ours / bare:.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="statements in the store (default: 10000)")
    run(parser.parse_args().size or [10_000])
