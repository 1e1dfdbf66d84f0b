"""How fast the record store is, as ratios to the bare database on the same rows in the same run.

    python bench/lrs.py [--size 10000] [--size 1000000]

Fills a database to each size (SQLite in a new folder or in LOOKOUT_VAR_DIR, or the one DATABASE_URL names: never a live
one) in bulk, starts gunicorn on it, one process, and measures over HTTP: single PUTs, batches of 50, and a filtered GET
of a page. The bare database does the same rows in turns with it: statements, terms and all, in one transaction for each
batch; and one join for the page. Medians of the wall's clock in milliseconds; beside them the processor time of the
server's process and of the bare calls, which other work on the machine disturbs less (a PostgreSQL server's own is in
neither). What authentication costs is measured within this process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from django.db import connection  # noqa: E402

from bench import rows  # noqa: E402
from common import clock  # noqa: E402
from lrs.models import Authority  # noqa: E402
from lrs.services.credentials import authenticate, create_credential  # noqa: E402

PORT = int(os.environ.get("PORT", "8197"))
WARMING = 5
Key = tuple[str, str]


@dataclass(frozen=True)
class Figure:
    """Milliseconds: median by the wall, and mean of the processor."""

    wall: float
    cpu: float


@dataclass
class Server:
    """A gunicorn of one worker process."""

    url: str
    pid: int

    def cpu(self) -> float:
        """Milliseconds of processor time its worker has had."""
        worker = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()[0]
        threads = Path(f"/proc/{worker}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


@contextmanager
def server() -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "8", "-b", f"127.0.0.1:{PORT}", "config.wsgi"]  # fmt: skip # noqa: E501
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        yield Server(f"http://127.0.0.1:{PORT}/xapi", process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def timed(*works: tuple[Callable[[], Any], Callable[[], float]], rounds: int) -> list[Figure]:
    """Each work with the processor clock to read beside it, in turns, so that what else runs hits all alike."""
    walls: list[list[float]] = [[] for _ in works]
    spent = [0.0 for _ in works]
    for number in range(rounds + WARMING):
        for place, (work, cpu) in enumerate(works):
            burnt, began = cpu(), time.perf_counter()
            work()
            wall = (time.perf_counter() - began) * 1000
            if number >= WARMING:
                walls[place].append(wall)
                spent[place] += cpu() - burnt
    return [Figure(median(wall), cpu / rounds) for wall, cpu in zip(walls, spent, strict=True)]


def own_cpu() -> float:
    return time.process_time() * 1000


def measure(client: httpx.Client, served: Server, key: Key, rounds: int) -> Iterator[tuple[str, Figure, Figure | None]]:
    """What is measured, over HTTP, and by the bare database."""
    authority = Authority.objects.get(credentials__key=key[0])
    ones, fifties = rows.numbered(1), rows.numbered(50)
    url = f"{served.url}/statements"

    def put() -> None:
        (one,) = next(ones)
        client.put(url, params={"statementId": one["id"]}, json=one).raise_for_status()

    def post() -> None:
        client.post(url, json=next(fifties)).raise_for_status()

    def get() -> None:
        client.get(url, params={"verb": rows.VERB, "limit": 50}).raise_for_status()

    def about() -> None:
        client.get(f"{served.url}/about").raise_for_status()

    def knock() -> None:
        if authenticate(key=key[0], secret=key[1], at=clock.now()) is None:
            raise AssertionError("The credential is not accepted.")

    yield "GET about (no store)", timed((about, served.cpu), rounds=rounds)[0], None
    yield "authentication", timed((knock, own_cpu), rounds=rounds)[0], None
    for what, ours, bare in (
        ("PUT of one", put, rows.BareWriter(1, rounds + WARMING, authority)),
        ("POST of 50", post, rows.BareWriter(50, rounds + WARMING, authority)),
        ("GET of 50 by verb", get, rows.bare_page),
    ):
        first, second = timed((ours, served.cpu), (bare, own_cpu), rounds=rounds)
        yield what, first, second


def run(sizes: list[int], rounds: int) -> None:
    call_command("migrate", verbosity=0)
    credential, secret = create_credential(name="bench", scopes=["all"], at=clock.now())
    headers = {"X-Experience-API-Version": "1.0.3"}
    print(f"{connection.vendor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {rounds} rounds")
    print("| What | Held | over HTTP, ms | its CPU, ms | bare, ms | its CPU, ms | ratio |\n" + "|---" * 7 + "|")
    for size in sorted(sizes):
        began = time.perf_counter()
        rows.fill(size, credential.authority)
        print(f"(filled in {time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.1f})", file=sys.stderr)
        with server() as served, httpx.Client(auth=(credential.key, secret), headers=headers, timeout=60) as client:
            with httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=60) as first:
                first.get(f"{served.url}/about")
            for what, ours, bare in measure(client, served, (credential.key, secret), rounds):
                beside = f"{bare.wall:.2f} | {bare.cpu:.2f} | {ours.wall / bare.wall:.1f}" if bare else "| | "
                print(f"| {what} | {size:,} | {ours.wall:.2f} | {ours.cpu:.2f} | {beside} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="statements in the store (default: 10000)")
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    run(asked.size or [10_000], asked.rounds)
