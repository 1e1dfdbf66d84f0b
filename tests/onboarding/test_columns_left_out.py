"""What a file has no column for, it says nothing of; what it has a column for and leaves empty, is so no more."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from certification.models import Exemption
from certification.queries.status import population, with_status
from onboarding import services
from partnership.models import Absence, Assignment, Organisation
from schemes.models import Premises
from schemes.queries.premises import held_of
from tests.onboarding.conftest import Answer, Bring, D

WHOLE = (
    "organisation_code,person_key,display_name,role_code,start,end,long_leave,long_leave_from,long_leave_to,"
    "exempt_reason,exempt_from,exempt_until,contract_type"
)
AWAY = "WCMH,N-1,Jo Ash,health_l3,2020-01-01,,y,2026-09-01,,,,,bank"
EXEMPT = "WCMH,N-1,Jo Ash,health_l3,2020-01-01,,,,,no_public_contact,2026-01-01,2026-12-31,"


def status(on: date = D) -> str:
    return str(with_status(population(on), on).get().status)


def test_a_list_without_leave_columns_ends_no_leave(bring: Bring) -> None:
    bring("staff", [WHOLE, AWAY])
    head = "organisation_code,person_key,display_name,role_code,start"
    run = bring("staff", [head, "WCMH,N-1,Jo Ash,health_l3,2020-01-01"])
    assert run.holds == {"changed_columns"}
    _let_through(run)
    assert Absence.objects.get().ends_on is None
    assert Assignment.objects.get().contract == "bank"


def _let_through(answer: Answer) -> None:
    by = User.objects.create_user(email="other@x.example")
    services.approve_run(run=answer.run, by=by, reason="Fewer columns now.", at=timezone.now())
    assert services.continue_run(pk=answer.run.pk, now=timezone.now) == "applied"


def test_an_empty_leave_column_ends_it(bring: Bring) -> None:
    bring("staff", [WHOLE, AWAY])
    bring("staff", [WHOLE, "WCMH,N-1,Jo Ash,health_l3,2020-01-01,,,,,,,,bank"])
    assert Absence.objects.get().ends_on == D


def test_an_exemption_the_list_no_longer_says_ends_that_day(bring: Bring) -> None:
    bring("staff", [WHOLE, EXEMPT], on=date(2026, 6, 1))
    assert status(date(2026, 11, 29)) == "exempt"
    bring("staff", [WHOLE, "WCMH,N-1,Jo Ash,health_l3,2020-01-01,,,,,,,,"])
    assert (status(date(2026, 11, 29)), status()) == ("exempt", "never_started")
    assert Exemption.objects.get().ends_on == date(2026, 11, 29)


def test_the_dry_run_says_the_leave_of_somebody_new(bring: Bring) -> None:
    dry, wet = bring("staff", [WHOLE, AWAY], apply=False), bring("staff", [WHOLE, AWAY])
    assert [answer.row("N-1")["reason"] for answer in (dry, wet)] == ["On long leave from 1 September 2026."] * 2


ESR = (
    "organisation_code,employee_number,assignment_number,level_required,start,absence_type,absence_from,absence_to,"
    "email"
)


def test_esr_says_leave_by_its_type_and_the_type_is_not_kept(bring: Bring) -> None:
    bring("esr", [ESR, "ZZ9,20,20,3,2020-01-01,Maternity,2026-05-01,2027-02-28,a.okafor@wh.example"])
    absence = Absence.objects.select_related("assignment__person").get()
    assert (absence.starts_on, absence.ends_on) == (date(2026, 5, 1), date(2027, 3, 1))
    assert (status(), absence.assignment.person.display_name) == ("on_long_leave", "A Okafor")
    run = bring("esr", [ESR, "ZZ9,21,21,3,2020-01-01,Maternity,2026-05-01,,b@wh.example"], "--mode", "delta").run
    assert "Maternity" not in str(list(run.rows.values()))
    bring("esr", [ESR, "ZZ9,20,20,3,2020-01-01,,,,a.okafor@wh.example"], "--mode", "delta")
    assert Absence.objects.get(assignment__reference="20").ends_on == D


@pytest.mark.parametrize(("level", "role"), [("4", "named_professional"), ("Level 5", "named_professional")])
def test_esr_levels_4_and_5_are_the_named_professionals(bring: Bring, level: str, role: str) -> None:
    bring("esr", [ESR, f"ZZ9,20,20,{level},2020-01-01,,,,a@wh.example"])
    assert Assignment.objects.get().role.code == role


def test_a_premises_list_without_the_optional_columns_takes_nothing_away(bring: Bring) -> None:
    bring("premises", "hotels_premises.csv")
    place = Premises.objects.get(organisation__code="P-0005")
    before = held_of(place, on=D)
    name = Organisation.objects.get(code="P-0005").name
    head = "premises_ref,name,district_code,type,state"
    answer = bring("premises", [head, f"P-0005,{name},E07000993,hotel,active"])
    assert answer.holds == {"changed_columns"}
    assert answer.row("P-0005")["result"] == "unchanged"
    assert answer.row("P-0001")["result"] == "not_listed"
    _let_through(answer)
    assert held_of(place, on=D) == before
    assert Premises.objects.filter(closed_on=None).count() == 6


def test_a_list_of_premises_means_no_people(bring: Bring) -> None:
    assert bring("premises", "hotels_premises.csv", apply=False).totals["people"] == 0
