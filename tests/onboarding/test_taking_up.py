"""A list that comes to people who are here by another way means them: nobody is laid twice, or lost unseen."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from onboarding import services
from onboarding.models import RosterEntry, Suggestion
from partnership.models import Area, Assignment, Organisation, Person, Role, Term
from schemes.models import Licence, LicenceStatus
from schemes.rules.licences import number_key
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import driver, register

ISSUED = date(2025, 1, 1)


def laid(number: str) -> Assignment:
    """A driver since 2018 whose licence of today no list has named."""
    assignment = Assignment.objects.create(
        person=Person.objects.create(display_name=f"Driver Number{number}"),
        organisation=Organisation.objects.get(code="ALD"),
        role=Role.objects.get(code="phv_driver"),
        area=Area.objects.get(code="E07000991"),
        contract="licensed",
        reference=number,
        starts_on=date(2018, 6, 1),
    )
    licence = Licence.objects.create(
        assignment=assignment,
        authority=assignment.organisation,
        number=number,
        number_key=number_key(number),
        kind="phv",
        issued_on=ISSUED,
        expires_on=date(2027, 12, 31),
    )
    LicenceStatus.objects.create(licence=licence, status="licensed", holds_from=ISSUED, recorded_at=timezone.now())
    Term.objects.create(assignment=assignment, starts_on=ISSUED, ends_on=date(2028, 1, 1))
    return assignment


@pytest.fixture
def forty(bring: Bring) -> list[Assignment]:
    return [laid(f"PH-{n:04}") for n in range(40)]


def lines(numbers: range) -> list[str]:
    return register(*(driver(f"PH-{n:04}") for n in numbers))


def test_a_first_register_means_the_drivers_who_are_here(bring: Bring, forty: list[Assignment]) -> None:
    dry = bring("drivers", lines(range(40)), apply=False)
    assert (dry.totals["added"], dry.totals["suggested"], dry.totals["people"]) == (0, 0, 40)
    answer = bring("drivers", lines(range(40)))
    assert answer.said["state"] == "applied"
    assert (Person.objects.count(), Licence.objects.count(), RosterEntry.objects.count()) == (40, 40, 40)
    assert set(Assignment.objects.values_list("starts_on", "ends_on")) == {(date(2018, 6, 1), date(2028, 1, 1))}
    assert set(bring("drivers", lines(range(40))).results().values()) == {"unchanged"}


def test_who_is_here_and_not_on_it_would_end_so_many_hold_it(bring: Bring, forty: list[Assignment]) -> None:
    held = bring("drivers", lines(range(30)))
    assert (held.code, held.holds) == (2, {"too_many_missing"})
    assert "10 of 40 active" in held.said["held"][0]["reason"]
    assert bring("drivers", lines(range(37))).totals["ended"] == 3
    assert Assignment.objects.get(reference="PH-0039").ends_on == date(2026, 11, 30)


def test_many_new_beside_those_here_hold_it(bring: Bring, forty: list[Assignment]) -> None:
    assert bring("drivers", lines(range(61)), "--mode", "delta").holds == {"too_many_added"}


def test_taking_up_is_rolled_back_to_what_was_here(bring: Bring, forty: list[Assignment]) -> None:
    before = list(Assignment.objects.order_by("pk").values())
    run = bring("drivers", lines(range(37))).run
    services.ask_rollback(run=run, by=None, at=timezone.now())
    assert services.continue_run(pk=run.pk, now=timezone.now) == "rolled_back"
    assert (list(Assignment.objects.order_by("pk").values()), RosterEntry.objects.count()) == (before, 0)


def test_zeros_that_a_spreadsheet_took_are_asked_about(bring: Bring) -> None:
    laid("001234")
    answer = bring("drivers", register(driver("1234")))
    assert answer.results() == {"1234": "suggested", "001234": "pending_link"}
    by = User.objects.create_user(email="officer@ald.example")
    services.decide(suggestion=Suggestion.objects.get(), decision="same", by=by, at=timezone.now())
    assert Person.objects.filter(canonical=None).count() == 1
    counted = Assignment.objects.exclude(ends_on__lte=date(2026, 11, 30))
    assert [each.reference for each in counted] == ["1234"]
    assert set(bring("drivers", register(driver("1234"))).results().values()) == {"unchanged"}


def test_two_rows_that_may_be_one_who_is_here_are_both_asked_about(bring: Bring) -> None:
    laid("001234")
    answer = bring("drivers", register(driver("1234"), driver("01234")))
    assert (answer.said["state"], answer.totals["suggested"]) == ("applied", 2)
    assert set(Suggestion.objects.values_list("older_entry__key", flat=True)) == {"001234"}


STAFF = "organisation_code,person_key,display_name,role_code,start"


def test_a_payroll_number_and_role_that_are_here_are_taken_up(bring: Bring) -> None:
    here = Assignment.objects.create(
        person=Person.objects.create(display_name="Jo Ash"),
        organisation=Organisation.objects.get(code="POL"),
        role=Role.objects.get(code="police_officer"),
        area=Area.objects.get(code="E10000991"),
        reference="0071",
        starts_on=date(2020, 1, 1),
    )
    answer = bring("staff", [STAFF, "POL,0071,Jo Ash,police_officer,2020-01-01"])
    assert (answer.results(), Person.objects.count()) == ({"0071": "unchanged"}, 1)
    assert RosterEntry.objects.get().assignment == here
    assert bring("staff", [STAFF, "POL,71,Jo Ash,police_officer,2020-01-01"]).results()["71"] == "suggested"


def test_a_role_left_out_ends_though_its_holder_is_listed(bring: Bring) -> None:
    bring("staff", [STAFF, "POL,7,Jo Ash,police_officer,2020-01-01", "POL,7,Jo Ash,police_leader,2020-01-01"])
    answer = bring("staff", [STAFF, "POL,7,Jo Ash,police_leader,2020-01-01"])
    assert sorted(row["result"] for row in answer.said["rows"]) == ["ended", "unchanged"]
    assert Assignment.objects.get(role__code="police_officer").ends_on == date(2026, 11, 30)
