"""`common.bulk` writes what bulk_create would, and leaves the sequence where the next row needs it."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from accounts.models import User
from common.bulk import insert_rows, update_rows
from onboarding.models import ImportRow, ImportRun
from partnership.models import Person

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
CLEVER = "O'Brien\t\\N \\. 李 %s\nnext"


def run(**said: Any) -> ImportRun:
    return ImportRun.objects.create(
        kind="drivers", on=date(2026, 11, 22), file_name="x.csv", sha256="", uploaded_at=NOW, touched_at=NOW, **said
    )


def row(of: ImportRun, position: int, **said: Any) -> ImportRow:
    return ImportRow(run=of, position=position, result="added", **said)


def columns(model: type[models.Model], *unlike: str) -> list[dict[str, Any]]:
    found = model._default_manager.order_by("pk").values()
    return [{name: value for name, value in each.items() if name not in ("id", *unlike)} for each in found]


def test_every_kind_of_value_is_what_bulk_create_would_have_written(db: None) -> None:
    mine, orms = run(), run()
    said: list[dict[str, Any]] = [
        {"reason": CLEVER, "record": {"a": [1, None, CLEVER], "b": False}, "applied_at": NOW, "line": 7},
        {"reason": "", "record": None, "undo": {}, "line": None},
    ]
    with transaction.atomic():
        insert_rows([row(mine, place, **each) for place, each in enumerate(said)])
    ImportRow.objects.bulk_create([row(orms, place, **each) for place, each in enumerate(said)])
    written = columns(ImportRow, "run_id")
    assert written[:2] == written[2:]
    assert written[0]["record"] == said[0]["record"]


def test_each_gets_its_number_and_the_next_row_another(db: None) -> None:
    Person.objects.create(display_name="before")
    people = [Person(display_name=name) for name in ("Ann", "Bo")]
    with transaction.atomic():
        insert_rows(people)
    after = Person.objects.create(display_name="after")
    assert [Person.objects.get(pk=p.pk).display_name for p in people] == ["Ann", "Bo"]
    assert len({*(p.pk for p in people), after.pk}) == 3
    people[0].display_name = "Anna"
    people[0].save()  # it is known to be there already
    assert Person.objects.filter(display_name__startswith="Ann").count() == 1


def test_numbers_are_not_given_twice_when_the_last_row_was_deleted(db: None) -> None:
    gone = Person.objects.create(display_name="gone")
    pk = gone.pk
    gone.delete()
    with transaction.atomic():
        insert_rows([fresh := Person(display_name="fresh")])
    assert fresh.pk > pk


def test_one_that_points_to_another_saved_since_takes_up_its_number(db: None) -> None:
    kept = Person(display_name="kept")
    merged = Person(display_name="merged", canonical=kept)
    with transaction.atomic():
        insert_rows([kept])
        insert_rows([merged])
    assert Person.objects.get(display_name="merged").canonical == kept


def test_one_that_points_to_what_is_not_saved_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="not saved"):
        insert_rows([Person(display_name="merged", canonical=Person(display_name="kept"))])


def test_what_a_constraint_refuses_is_an_integrity_error_and_nothing_is_written(db: None) -> None:
    of = run()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([row(of, 1), row(of, 2), row(of, 1)])
    assert not ImportRow.objects.exists()


def test_moments_that_a_row_sets_itself_are_set(db: None) -> None:
    with transaction.atomic():
        insert_rows([Person(display_name="Ann", user=User.objects.create_user(email="a@x.example"))])
    assert Person.objects.filter(created_at__isnull=False).count() == 1


def test_no_rows_ask_nothing(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_rows([])


def test_columns_of_many_rows_are_set_each_to_its_own(db: None) -> None:
    of = run()
    ImportRow.objects.bulk_create([row(of, place) for place in range(3)])
    one, other, same = ImportRow.objects.order_by("position")
    person = Person.objects.create(display_name="Ann")
    names = ("reason", "record", "applied_at", "person_id", "is_unlisted", "line")
    said = {
        one.pk: (CLEVER, {"a": [1, None, CLEVER], "b": {"c": False}}, NOW, person.pk, True, 7),
        other.pk: ("", None, None, None, False, None),
    }
    with transaction.atomic():
        update_rows(ImportRow, names, said.items())
    assert {each[0]: each[1:] for each in ImportRow.objects.exclude(pk=same.pk).values_list("pk", *names)} == said
    assert ImportRow.objects.get(pk=same.pk).reason == ""


def test_days_and_ids_are_set_too(db: None) -> None:
    ann, day, number = Person.objects.create(display_name="Ann"), date(2026, 11, 30), uuid.uuid4()
    with transaction.atomic():
        update_rows(Person, ("verified_on", "uuid"), [(ann.pk, (day, number))])
    ann.refresh_from_db()
    assert (ann.verified_on, ann.uuid) == (day, number)


def test_what_a_constraint_refuses_is_set_for_none(db: None) -> None:
    of = run()
    ImportRow.objects.bulk_create([row(of, place) for place in range(2)])
    one, other = ImportRow.objects.order_by("position")
    with pytest.raises(IntegrityError), transaction.atomic():
        update_rows(ImportRow, ("position",), [(one.pk, (5,)), (other.pk, (5,))])
    assert set(ImportRow.objects.values_list("position", flat=True)) == {0, 1}


def test_setting_nothing_asks_nothing(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        update_rows(ImportRow, ("reason",), [])
