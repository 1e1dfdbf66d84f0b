"""This project's record store as a process of its own, on another port and database, that can be killed outright."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds


class RealStore:
    """A gunicorn with two workers. `kill` ends it as a power cut would; `start` brings it back on the same port."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.process = folder, None
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEST_DATABASE")},
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "LOOKOUT_VAR_DIR": str(folder),
            "PYTHONWARNINGS": "ignore",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self.port = _free_port()
        self.manage("migrate", "-v0")
        made = json.loads(self.manage("lrs_credential", "create", "--name", "sender", "--format", "json"))
        self.key, self.secret = made["key"], made["secret"]

    process: subprocess.Popen[bytes] | None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/xapi"

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-w", "2", "-b", f"127.0.0.1:{self.port}", "config.wsgi"]  # fmt: skip # noqa: E501
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                httpx.get(f"{self.endpoint}/about", timeout=PATIENCE).raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """SIGKILL to the master and its workers, all in a group of their own."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None

    def export(self) -> list[dict[str, Any]]:
        """Every statement in the order of the journal, read over HTTP."""
        headers = {"X-Experience-API-Version": "1.0.3"}
        with httpx.Client(auth=(self.key, self.secret), headers=headers, timeout=PATIENCE) as client:
            answer = client.get(f"{self.endpoint}/statements?ascending=true").raise_for_status().json()
            found: list[dict[str, Any]] = answer["statements"]
            while answer["more"]:
                answer = client.get(f"http://127.0.0.1:{self.port}{answer['more']}").raise_for_status().json()
                found += answer["statements"]
        return found


@contextmanager
def real_store(folder: Path) -> Iterator[RealStore]:
    """A started store on the kind of database the tests run on."""
    with _database() as url:
        store = RealStore(folder, url)
        try:
            store.start()
            yield store
        finally:
            store.kill()


@contextmanager
def _database() -> Iterator[str]:
    """The address of a new PostgreSQL database beside the tests' own; empty for SQLite, which needs a folder only."""
    if connection.vendor != "postgresql":
        yield ""
        return
    name = f"lrs_real_{secrets.token_hex(4)}"
    place = connection.settings_dict
    user = f"{place['USER']}:{place['PASSWORD']}" if place["PASSWORD"] else place["USER"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgres://{user}@{place['HOST']}:{place['PORT']}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
