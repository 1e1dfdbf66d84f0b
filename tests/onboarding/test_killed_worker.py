"""`kill -9` in the middle of applying, by a real process on a real database: what goes on from there ends the same."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.onboarding.rosters import HEAD, driver

ROOT = settings.BASE_DIR
SIZE = 3000
# What an uninterrupted run leaves, without what differs from run to run: numbers, moments and opaque ids.
FACTS = {
    "people": "SELECT display_name, mobile, verified_on FROM partnership_person ORDER BY 1, 2",
    "assignments": "SELECT reference, starts_on, ends_on FROM partnership_assignment ORDER BY 1, 2",
    "licences": "SELECT number, kind, issued_on, expires_on FROM schemes_licence ORDER BY 1, 3",
    "statuses": "SELECT l.number, s.status, s.holds_from FROM schemes_licencestatus s JOIN schemes_licence l ON l.id = s.licence_id ORDER BY 1, 3, 2",  # noqa: E501
    "terms": "SELECT a.reference, t.starts_on, t.ends_on FROM partnership_term t JOIN partnership_assignment a ON a.id = t.assignment_id ORDER BY 1, 2",  # noqa: E501
    "pauses": "SELECT a.reference, i.starts_on, i.ends_on FROM partnership_inactivity i JOIN partnership_assignment a ON a.id = i.assignment_id ORDER BY 1, 2",  # noqa: E501
    "entries": "SELECT key, subkey, row_hash FROM onboarding_rosterentry ORDER BY 1, 2",
    "obligations": "SELECT a.reference, o.starts_on, o.ends_on, o.due_on FROM certification_obligation o JOIN partnership_assignment a ON a.id = o.assignment_id ORDER BY 1, 2",  # noqa: E501
    "suggestions": "SELECT count(*) FROM onboarding_suggestion",
    "journal": "SELECT r.line, r.key, r.result, r.reason, r.applied_at IS NOT NULL FROM onboarding_importrow r WHERE r.run_id = (SELECT max(id) FROM onboarding_importrun) ORDER BY r.position",  # noqa: E501
}


class Installation:
    """A Lookout of its own: its own folder, its own database, its own processes."""

    def __init__(self, folder: Path, like: "Installation | None" = None) -> None:
        self.folder = folder
        is_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
        self.url = self._postgres(like) if is_postgres else f"sqlite:///{folder / 'it.sqlite3'}"
        if like:
            shutil.copytree(like.folder, folder)
        else:
            folder.mkdir()
        self.environment = {
            **os.environ,
            "LOOKOUT_VAR_DIR": str(folder),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "LOG_LEVEL": "ERROR",
        }

    @staticmethod
    def _postgres(like: "Installation | None") -> str:
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        name = f"lookout_killed_{uuid4().hex[:8]}"
        template = f" TEMPLATE {like.url.rpartition('/')[2]}" if like else ""
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return f"{server}/{name}"

    def close(self) -> None:
        if self.url.startswith("postgres"):
            server, _, name = self.url.rpartition("/")
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def run(self, *words: str) -> None:
        assert self.start(*words).wait(timeout=600) == 0

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        if self.url.startswith("sqlite"):
            with sqlite3.connect(f"file:{self.folder / 'it.sqlite3'}?mode=ro", uri=True) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql).fetchall()

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: self.read(sql) for name, sql in FACTS.items()}

    def applied(self) -> int:
        sql = "SELECT count(*) FROM onboarding_importrow WHERE applied_at IS NOT NULL AND run_id = (SELECT max(id) FROM onboarding_importrun)"  # noqa: E501
        return int(self.read(sql)[0][0])


def files(folder: Path) -> tuple[Path, Path]:
    """A first list, and a second that adds, changes, suspends, revokes and leaves out."""
    first, second = folder / "first.csv", folder / "second.csv"
    first.write_text("\n".join([HEAD, *(driver(n) for n in range(SIZE // 4))]))
    kept = [driver(n) for n in range(SIZE // 4 - 40)]
    for number in range(0, 300, 3):
        kept[number] = driver(number, status="suspended", status_from="2026-10-01")
        kept[number + 1] = driver(number + 1, status="revoked", status_from="2026-10-21")
    second.write_text("\n".join([HEAD, *kept, *(driver(n) for n in range(SIZE // 4, SIZE))]))
    return first, second


LAY_OUT = """
from demo.services.structure import lay_places_and_roles
from certification.models import Requirement
from courses.models import Course
from datetime import date
from partnership.models import Organisation, RoleGroup
lay_places_and_roles()
course = Course.objects.create(key="cse-taxi", title="Taxi", short_title="Taxi")
Requirement.objects.create(name="Drivers", course=course, role_group=RoleGroup.objects.get(code="drivers"),
    organisation=Organisation.objects.get(code="ALD"), basis="contract", validity_months=36, before_start=True,
    effective_from=date(2018, 4, 1))
"""
BRING = """
import sys
from common import clock
from datetime import date
from pathlib import Path
from onboarding import services
from onboarding.models import ImportRun
from accounts.models import User
run = services.receive_file(data=Path({file!r}).read_bytes(), name="l.csv", kind="drivers", organisation=None,
    mode="snapshot", on=date(2026, 11, 30), by=None, at=clock.now())
services.map_run(run=run, mapping=None, date_style="", at=clock.now())
services.continue_run(pk=run.pk, now=clock.now)
ImportRun.objects.filter(pk=run.pk).update(approved_at=clock.now())
"""
WORK = """
from common import clock
from onboarding import services
from onboarding.models import ImportRun
services.continue_run(pk=ImportRun.objects.latest("pk").pk, now=clock.now)
"""


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_what_an_uninterrupted_one_leaves(tmp_path: Path) -> None:
    first, second = files(tmp_path)
    killed = Installation(tmp_path / "killed")
    killed.run("migrate", "-v0")
    killed.run("shell", "--no-imports", "-c", LAY_OUT)
    killed.run("import_roster", "drivers", str(first), "--on", "2026-11-01", "--apply")
    killed.run("shell", "--no-imports", "-c", BRING.format(file=str(second)))
    spared = Installation(tmp_path / "spared", like=killed)
    try:
        spared.run("shell", "--no-imports", "-c", WORK)
        deaths = [_dies_after(killed, enough) for enough in (1, SIZE // 3, SIZE // 2)]
        assert deaths == [-signal.SIGKILL] * 3
        assert 0 < killed.applied() < spared.applied()
        killed.run("shell", "--no-imports", "-c", WORK)
        assert killed.facts() == spared.facts()
        assert len(killed.facts()["licences"]) == SIZE
    finally:
        killed.close()
        spared.close()


def _dies_after(installation: Installation, enough: int) -> int:
    """Kill a worker as soon as so many rows have their mark; how it ended."""
    worker = installation.start("shell", "--no-imports", "-c", WORK)
    while worker.poll() is None and installation.applied() < enough:
        pass
    worker.send_signal(signal.SIGKILL)
    return worker.wait()
