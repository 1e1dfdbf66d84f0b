"""Councils merge: from the day on licence checks, doors, officers' lists and registers are the successor's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from certification import services as certification
from certification.models import Exemption
from common.dates import london_moment
from onboarding.models import Registration, RosterEntry
from onboarding.services import checks
from partnership import successions, tasks
from partnership.models import Area, Inactivity, Organisation
from schemes.models import Licence
from schemes.queries.licences import drivers
from tests.onboarding.doors.conftest import LONG_AGO, Doors, rule_of

pytestmark = pytest.mark.django_db
BEFORE, MARCH, APRIL = date(2026, 12, 1), date(2027, 3, 31), date(2027, 4, 1)


@pytest.fixture
def new(doors: Doors) -> Organisation:
    area = Area.objects.create(code="E06-NEW", name="New", short_name="New", kind="district", valid_from=LONG_AGO)
    return Organisation.objects.create(
        code="NEW", name="New Council", short_name="New", kind="council", area=area, valid_from=APRIL
    )


@pytest.fixture
def when() -> Iterator[Any]:
    """The moment it is; the merger is told of in December and comes in April."""
    with time_machine.travel(london_moment(BEFORE), tick=False) as moved:
        yield moved


def merge(when: Any, *, until: date = APRIL) -> None:
    told = successions.plan([("ALD", "NEW")], on=APRIL)
    successions.carry_out(told, at=london_moment(BEFORE))
    when.move_to(london_moment(until, 0, 10))
    tasks.carry_out_mergers()
    list(certification.refresh_everybody())


def test_a_licence_goes_on_at_the_successor_from_the_day_and_not_before(when: Any, doors: Doors, new: Any) -> None:
    licence = doors.driver()
    doors.passed(licence.assignment.person, date(2026, 6, 1))
    old = licence.assignment
    key, _text = checks.make_key(
        authority=doors.aldermoor, name="Licensing", by=doors.officer(), at=london_moment(BEFORE)
    )
    merge(when, until=MARCH)
    assert Licence.objects.get().authority == doors.aldermoor
    when.move_to(london_moment(APRIL, 0, 10))
    tasks.carry_out_mergers()
    licence.refresh_from_db()
    key.refresh_from_db()
    assert (licence.authority, licence.assignment, key.authority) == (new, old.continued_by, new)


def test_the_officers_of_the_successor_find_its_drivers_and_check_them(when: Any, doors: Doors, new: Any) -> None:
    rule_of(new, doors.course)
    licence = doors.driver()
    doors.passed(licence.assignment.person, date(2026, 6, 1))
    user = doors.officer()
    merge(when)
    assert [row.assignment.licence.number for row in drivers([new.pk], APRIL)] == ["AB00417"]
    assert not drivers([doors.aldermoor.pk], APRIL)
    officer = Client()
    officer.force_login(user)
    page = officer.post(reverse("onboarding:licence_check"), {"number": "AB417"}).content.decode()
    assert "1 June 2029" in page


def test_who_comes_by_the_old_poster_registers_with_the_successor(when: Any, doors: Doors, new: Any) -> None:
    rule_of(new, doors.course)
    waiting = doors.registered(contact="+447700900789", number="ZZ1")
    doors.driver(mobile="+447700900123")
    merge(when)
    waiting.refresh_from_db()
    assert waiting.authority == new
    assert waiting.assignment is not None
    assert waiting.assignment.organisation == new
    assert doors.registered(at=new).matched_at is not None
    assert Registration.objects.filter(authority=new).count() == 2


def test_a_suspension_goes_on(when: Any, doors: Doors, new: Any) -> None:
    licence = doors.driver()
    Inactivity.objects.create(assignment=licence.assignment, starts_on=date(2027, 3, 1))
    merge(when)
    assert [pause.starts_on for pause in licence.assignment.continued_by.inactivities.all()] == [date(2027, 3, 1)]


def test_who_was_exempt_stays_so_once(when: Any, doors: Doors, new: Any) -> None:
    licence = doors.driver()
    Exemption.objects.create(
        assignment=licence.assignment,
        course=doors.course,
        reason="adjustment",
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 6, 30),
    )
    merge(when)
    tasks.carry_out_mergers()
    (kept,) = licence.assignment.continued_by.exemptions.all()
    assert (kept.starts_on, kept.ends_on) == (APRIL, date(2027, 6, 30))


def test_a_number_that_both_gave_out_on_one_day_stays_where_it_was(when: Any, doors: Doors, new: Any) -> None:
    ours = doors.driver()
    theirs = doors.driver("Kit Lowe", at=new, issued_on=ours.issued_on)
    merge(when)
    ours.refresh_from_db()
    assert (ours.authority, theirs.authority) == (doors.aldermoor, new)


def test_what_a_list_said_before_is_the_successors_entry(when: Any, doors: Doors, new: Any) -> None:
    licence = doors.driver()
    entry = RosterEntry.objects.create(
        kind="drivers", organisation=doors.aldermoor, key="AB00417", assignment=licence.assignment
    )
    merge(when)
    entry.refresh_from_db()
    assert (entry.organisation, entry.assignment) == (new, licence.assignment.continued_by)


def test_what_a_list_changed_between_the_plan_and_the_day_holds(when: Any, doors: Doors, new: Any) -> None:
    revoked, extended = doors.driver(), doors.driver("Kit Lowe", "AB1")
    successions.carry_out(successions.plan([("ALD", "NEW")], on=APRIL), at=london_moment(BEFORE))
    for post, day in ((revoked.assignment, date(2027, 2, 1)), (extended.assignment, date(2030, 1, 1))):
        post.ends_on = day
        post.save()
    when.move_to(london_moment(APRIL, 0, 10))
    tasks.carry_out_mergers()
    tasks.carry_out_mergers()
    for post in (revoked.assignment, extended.assignment):
        post.refresh_from_db()
    assert revoked.assignment.ends_on == date(2027, 2, 1)
    assert not hasattr(revoked.assignment, "continued_by")
    assert (extended.assignment.ends_on, extended.assignment.continued_by.ends_on) == (APRIL, date(2030, 1, 1))
