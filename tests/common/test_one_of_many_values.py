"""`__among` finds what `__in` does, with one parameter however many values there are."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Q

from onboarding.models import ImportRow, ImportRun
from partnership.models import Person

DAY = date(2026, 11, 22)


@pytest.fixture
def run(db: None) -> ImportRun:
    at = f"{DAY}T09:00:00Z"
    made = ImportRun.objects.create(kind="drivers", on=DAY, file_name="x", sha256="", uploaded_at=at, touched_at=at)
    for place, key in enumerate(("007", "7", 'O\'Brien \\ %s "李"')):
        person = Person.objects.create(display_name=key)
        ImportRow.objects.create(run=made, position=place, key=key, result="added", person=person)
    return made


@pytest.mark.parametrize("name", ["pk", "key", "person", "person_id", "position", "person__display_name"])
def test_it_finds_what_in_finds(run: ImportRun, name: str) -> None:
    values = set(ImportRow.objects.exclude(position=1).values_list(name, flat=True))
    found: Any = ImportRow.objects.filter(**{f"{name}__among": values})
    assert list(found) == list(ImportRow.objects.filter(**{f"{name}__in": values}))
    assert len(found) == 2


def test_it_goes_with_or_and_not(run: ImportRun) -> None:
    rows = ImportRow.objects.filter(Q(key__among=["7"]) | Q(person__display_name__among=["007"]))
    assert [row.position for row in rows] == [0, 1]
    assert [row.position for row in ImportRow.objects.exclude(key__among=["7", "007"])] == [2]


def test_nothing_is_among_none(run: ImportRun) -> None:
    assert not ImportRow.objects.filter(key__among=[]).exists()
    assert not ImportRow.objects.filter(person__among=[]).exists()


def test_many_values_are_one_parameter(run: ImportRun) -> None:
    found = ImportRow.objects.filter(pk__among=range(100_000))
    assert found.count() == 3
    assert len(found.query.sql_with_params()[1]) == 1
