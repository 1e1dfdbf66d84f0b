"""Wealdshire laid out around a day: its figures are counted from rows and equal the pack's table in every cell."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from certification.models import Certificate
from demo.models import Layout
from demo.premises import PLACES
from demo.services import laying, people
from demo.wealdshire import PLANS
from learning.models import Attempt
from lrs.models import Statement
from partnership.models import Person
from reporting.queries import View, coverage
from reporting.tables import flat_rows

ON = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
EXPECTED = Path(__file__).with_name("demo_coverage.csv")


def small(*names):
    """These groups of Wealdshire, each with a few people in every state."""
    return tuple(
        replace(plan, current=24, expired=3, never=4, tried=3, in_grace=0, leave=1, exempt=1)
        for plan in PLANS
        if plan.name in names
    )


SMALL = small("Drivers: Aldermoor", "Drivers: Dunmere")


def quiet(words):
    pass


def lay(on=ON, plans=SMALL, with_people=True, places=PLACES[:1]):
    return laying.lay_out(on=on, at=AT, with_people=with_people, say=quiet, plans=plans, places=places)


def figures(on=ON):
    return {row["group"]: row for row in flat_rows(coverage(on, view=View.OPERATIONAL))}


def by_hand(row):
    """A row of ours in the columns of the pack's table."""
    tried = row["overdue_failed"] + row["overdue_started"]
    return {**row, "overdue_started_or_failed": tried}


def test_the_figures_equal_the_packs_table_in_every_cell(db):
    lay(plans=PLANS)
    found = figures()
    with EXPECTED.open() as file:
        for expected in csv.DictReader(file):
            row = by_hand(found.pop(expected["group"]))
            assert {key: float(value) for key, value in expected.items() if key != "group"} == {
                key: float(row[key]) for key in expected if key != "group"
            }, expected["group"]
    assert found == {}
    recent = Certificate.objects.filter(passed_on__gt=ON - timedelta(days=14))
    assert recent.exists()
    assert not recent.filter(attempt=None).exists()
    assert not Certificate.objects.filter(passed_on__lte=ON - timedelta(days=14), attempt__isnull=False).exists()
    assert Person.objects.filter(assignments__organisation__kind="council").count() > 0
    twins = {p for p in Person.objects.all() if p.pk in _twin_hatted()}
    assert len(twins) == 24


def _twin_hatted():
    seats = Person.objects.filter(assignments__role__group__code="members").values_list(
        "pk", "assignments__organisation"
    )
    councils: dict[int, set[int]] = {}
    for pk, council in seats:
        councils.setdefault(pk, set()).add(council)
    return {pk for pk, held in councils.items() if len(held) > 1}


def test_every_passed_attempt_has_its_statements_and_its_certificate(db, monkeypatch):
    monkeypatch.setattr("demo.timelines.RECENT_DAYS", 200)  # so that some of so few people passed lately
    lay()
    passed = Attempt.objects.filter(passed_at__isnull=False)
    assert passed.exists()
    for attempt in passed:
        statements = Statement.objects.filter(text__contains=str(attempt.uuid))
        assert statements.filter(text__contains='expapi/verbs/passed"').count() == 1
        assert statements.filter(text__contains="course-version").count() == 1
        assert attempt.certificate.passed_on == attempt.passed_on
        assert attempt.passed_on <= ON


def test_laying_it_out_again_for_the_same_day_changes_nothing(db):
    assert lay() is True
    before = (list(Person.objects.values_list("pk")), Statement.objects.count(), Certificate.objects.count())
    assert lay() is False
    assert (list(Person.objects.values_list("pk")), Statement.objects.count(), Certificate.objects.count()) == before


def test_another_day_gives_the_same_figures_on_that_day(db):
    lay()
    first = figures()
    assert lay(on=date(2027, 2, 28)) is True
    assert _without_due_soon(figures(date(2027, 2, 28))) == _without_due_soon(first)


def _without_due_soon(rows):
    return {name: {k: v for k, v in row.items() if k != "due_soon"} for name, row in rows.items()}


def test_a_laying_out_killed_half_way_begins_again(db, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(people, "_lay_attempts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            lay()
    assert Layout.objects.get().completed_at is None
    assert lay() is True
    assert figures()["Drivers: Dunmere"]["current"] == 24


def test_people_who_are_not_invented_are_left_alone(db):
    real = Person.objects.create(display_name="Somebody real")
    lay()
    lay(on=date(2026, 12, 1))
    assert Person.objects.filter(pk=real.pk).exists()


def test_structure_without_people(db):
    lay(with_people=False)
    assert not Person.objects.filter(assignments__isnull=False).exists()
    assert User.objects.filter(email="driver@lookout.example").exists()


def test_it_is_refused_outside_demo_mode(db, settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("demo")
