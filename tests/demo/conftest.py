"""Wealdshire laid out once for a module's tests: each works in a savepoint of its own, and leaves it as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from courses.services import import_course
from demo.services.laying import COURSES
from demo.services.structure import lay_places_and_roles


@pytest.fixture(scope="module")
def kept_for_the_module(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A transaction around the whole module, taken back at its end. What is laid inside is there for every test."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # pytest-django's
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def courses_once(kept_for_the_module: None) -> None:
    """The six courses, brought in once for a module: laying out finds them there, and is twice as quick."""
    lay_places_and_roles()
    at = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
    for path in sorted(COURSES.glob("[0-9]*.md")):
        import_course(text=path.read_bytes(), on=at.date(), at=at)
