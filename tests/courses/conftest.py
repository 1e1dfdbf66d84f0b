"""What the tests of this room share: the six course files, the areas they name, and a moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from courses import queries, services
from courses.models import Course, CoursePage, CourseVersion
from courses.services import Imported
from partnership.models import Area

FILES = sorted((Path(__file__).parents[2] / "demo" / "courses").glob("[1-6]-*.md"))
TAXI = FILES[0]
DAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
DISTRICTS = ("Aldermoor", "Brackenford", "Casterley", "Dunmere", "Elmsworth")


def live_version(course: Course) -> CourseVersion:
    """The version a learner who starts now gets: there has to be one."""
    found = queries.current_version(course)
    assert found is not None
    return found


def newest(page: CoursePage | None = None) -> CoursePage:
    """The newest draft of the page; of the only one there is."""
    found: CoursePage = (page or CoursePage.objects.get()).get_latest_revision_as_object()
    return found


@pytest.fixture
def taxi_text() -> str:
    return TAXI.read_text(encoding="utf-8")


@pytest.fixture
def areas(db) -> dict[str, Area]:
    cache.clear()
    since = date(2020, 4, 1)
    whole = Area.objects.create(
        code="E10000099", name="Wealdshire", short_name="Wealdshire", kind=Area.Kind.PARTNERSHIP, valid_from=since
    )
    found = {"Wealdshire": whole}
    for number, name in enumerate(DISTRICTS):
        found[name] = Area.objects.create(
            code=f"E0700009{number}",
            name=name,
            short_name=name,
            kind=Area.Kind.DISTRICT,
            parent=whole,
            valid_from=since,
        )
    return found


@pytest.fixture
def bring(areas: dict[str, Area], django_capture_on_commit_callbacks: Any) -> Callable[..., Imported]:
    """Import a file's text, and run what waits for the commit."""

    def bring(text: str | bytes, *, publish: bool = True, on: date = DAY) -> Imported:
        with django_capture_on_commit_callbacks(execute=True):
            return services.import_course(text=text, on=on, at=NOON, publish=publish)

    return bring


@pytest.fixture
def taxi(bring: Callable[..., Imported], taxi_text: str) -> Imported:
    return bring(taxi_text)
