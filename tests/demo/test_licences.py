"""The drivers' licences: three years each, in force on the day, their lists made by the rows."""

from datetime import date, timedelta

import pytest

from certification.models import CoverPeriod
from common.dates import add_months
from demo.services.licences import newest_grant
from partnership.models import Assignment, Person, Term
from reporting.models import Snapshot
from schemes.models import Licence, LicenceStatus
from tests.demo.test_moments import DAY, lay


@pytest.fixture(scope="module")
def laid(kept_for_the_module):
    return lay(DAY)


@pytest.fixture
def people(laid, db):
    return {key: Person.objects.get(pk=person.pk) for key, person in laid.items()}


def test_every_driver_has_one_licence_in_force_for_three_years(people):
    drivers = Assignment.objects.filter(contract="licensed", is_unmatched=False)  # not those who wait at the door
    licences = list(Licence.objects.select_related("assignment"))
    assert {licence.assignment_id for licence in licences} == set(drivers.values_list("pk", flat=True)) != set()
    for licence in licences:
        assert licence.issued_on <= DAY <= licence.expires_on
        assert licence.expires_on == add_months(licence.issued_on, 36) - timedelta(days=1)
        last = licence.assignment.ends_on  # as its register said, where a list was brought in
        assert last in (None, licence.expires_on + timedelta(days=1))
        assert licence.number == licence.assignment.reference
        assert licence.assignment.terms.earliest("starts_on").starts_on == licence.assignment.starts_on
    assert LicenceStatus.objects.filter(status="licensed").count() == len(licences)


def test_the_one_due_in_23_days_has_a_licence_that_ends_with_the_cover(people):
    grace = people["duesoon"]
    licence = Licence.objects.get(assignment__person=grace)
    cover = CoverPeriod.objects.filter(obligation__assignment__person=grace).latest("ends_on")
    assert licence.expires_on == cover.ends_on == DAY + timedelta(days=23)


def test_members_have_a_term_of_four_years(people):
    councillor = people["councillor"].assignments.get()
    (term,) = Term.objects.filter(assignment=councillor)
    assert (term.starts_on, term.ends_on) == (councillor.starts_on, add_months(councillor.starts_on, 48))


def test_addresses_are_nobodys_and_nobody_shares_one(people):
    emails = [e for e in Person.objects.values_list("email", flat=True) if e]
    assert len(emails) == len(set(emails)) > len(people)
    assert all(e.endswith(".example") for e in emails)


def test_month_ends_are_counted_and_go_when_it_is_laid_out_anew(people):
    kept = Snapshot.objects.values_list("on", flat=True)
    assert (len(kept), min(kept), max(kept)) == (13, date(2025, 10, 31), date(2026, 10, 31))
    lay(date(2027, 3, 31))
    assert max(Snapshot.objects.values_list("on", flat=True)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("first", "on", "newest"),
    [
        ("2020-02-29", "2026-11-30", "2026-02-28"),
        ("2023-11-30", "2026-11-30", "2026-11-30"),
        ("2023-12-01", "2026-11-30", "2023-12-01"),
    ],
)
def test_a_licence_is_renewed_on_its_day(first, on, newest):
    assert newest_grant(date.fromisoformat(first), date.fromisoformat(on)) == date.fromisoformat(newest)
