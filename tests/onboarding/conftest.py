"""Wealdshire's structure without people, and files brought in as an operator would: by the command."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import call_command

from demo.services.structure import lay_places_and_roles, lay_requirements_and_board
from onboarding.models import ImportRun

SAMPLES = Path(__file__).parent / "samples"
D = date(2026, 11, 30)


@dataclass
class Answer:
    """What the command said, and how it ended."""

    code: int
    said: dict[str, Any]
    run: ImportRun

    @property
    def totals(self) -> dict[str, int]:
        totals: dict[str, int] = self.said["totals"]
        return totals

    def row(self, key: str) -> dict[str, Any]:
        return next(row for row in self.said["rows"] if row["key"] == key)

    def results(self) -> dict[str, str]:
        return {row["key"]: row["result"] for row in self.said["rows"]}

    @property
    def holds(self) -> set[str]:
        return {stop["code"] for stop in self.said["held"]}


Bring = Callable[..., Answer]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """Each test's own store of files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "rosters": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "rosters"},
        },
    }
    return Path(storages["rosters"].location)  # type: ignore[attr-defined]


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """It is D, noon: the pages take no list of a day that is still to come."""
    with time_machine.travel(f"{D}T12:00:00+00:00"):
        yield


@pytest.fixture
def wealdshire(db: None, courses: None) -> None:
    lay_places_and_roles()
    lay_requirements_and_board()


@pytest.fixture
def courses(db: None) -> None:
    """The six courses by name; what is taught in them does not matter here."""
    from courses.models import Course

    for key in ("taxi", "hotel", "members", "health", "leaders", "practitioners"):
        Course.objects.get_or_create(key=f"cse-{key}", defaults={"title": key, "short_title": key})


@pytest.fixture
def bring(wealdshire: None, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> Bring:
    """`bring("drivers", "drivers_aldermoor_2026-10.csv")` or a list of lines: applied on D unless told otherwise."""

    def go(kind: str, what: str | list[str] | bytes, *options: str, apply: bool = True, on: date = D) -> Answer:
        path = SAMPLES / what if isinstance(what, str) else tmp_path / "file.csv"
        if not isinstance(what, str):
            path.write_bytes(what if isinstance(what, bytes) else "\n".join(what).encode())
        out, code = io.StringIO(), 0
        line = [kind, str(path), "--on", on.isoformat(), "--format", "json", *options, *(["--apply"] if apply else [])]
        with django_capture_on_commit_callbacks(execute=True):
            try:
                call_command("import_roster", *line, stdout=out)
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Answer(code, json.loads(out.getvalue()), ImportRun.objects.order_by("-pk")[0])

    return go
