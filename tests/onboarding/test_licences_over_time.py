"""Edge cases of pack 3.11 as registers bring them: several authorities, moves, grants, suspensions, revocations."""

from datetime import date

import pytest

from certification.models import Certificate, PriorLearning
from certification.queries.status import population, with_status
from onboarding.models import Suggestion
from partnership.models import Assignment, Inactivity, Person
from schemes.models import Licence, LicenceStatus
from tests.onboarding.conftest import Bring, D
from tests.onboarding.rosters import driver, register


def status(number: str, on: date = D) -> str:
    found = with_status(population(on).filter(assignment__reference=number), on)
    return found.get().status if found else "not_in_scope"


def passed(bring: Bring, number: str, day: str) -> None:
    bring("certificates", ["organisation_code,key,course_id,passed_on", f"E07000991,{number},cse-taxi,{day}"])


def test_case_3_a_licence_granted_without_training_has_no_grace(bring: Bring) -> None:
    bring("drivers", register(driver(1, issue_date="2026-11-20", status_from="2026-11-20")))
    assert (status("000001"), status("000001", date(2026, 11, 19))) == ("never_started", "not_in_scope")


def test_case_4_an_applicant_is_in_scope_from_the_grant(bring: Bring) -> None:
    bring("drivers", register(driver(1, status="applicant", status_from="2026-10-01", issue_date="2026-10-01")))
    passed(bring, "000001", "2026-10-12")
    assert status("000001") == "not_in_scope"
    bring("drivers", register(driver(1, status_from="2026-11-20", issue_date="2026-10-01")))
    assert (status("000001", date(2026, 11, 19)), status("000001", date(2026, 11, 20))) == ("not_in_scope", "current")


def test_case_5_a_suspension_pauses_and_reinstatement_resumes(bring: Bring) -> None:
    bring("drivers", register(driver(1)))
    passed(bring, "000001", "2023-12-10")
    bring("drivers", register(driver(1, status="suspended", status_from="2026-11-01")))
    assert (status("000001", date(2026, 10, 31)), status("000001")) == ("current", "not_in_scope")
    bring("drivers", register(driver(1, status="reinstated", status_from="2026-12-31")), on=date(2027, 1, 2))
    assert (status("000001", date(2026, 12, 30)), status("000001", date(2026, 12, 31))) == ("not_in_scope", "expired")
    assert Inactivity.objects.count() == 1


def test_case_6_a_revocation_ends_on_its_day_and_keeps_the_certificate(bring: Bring) -> None:
    bring("drivers", register(driver(1)))
    passed(bring, "000001", "2026-01-10")
    answer = bring("drivers", register(driver(1, status="revoked", status_from="2026-11-10")))
    assert answer.row("000001")["result"] == "ended"
    assert (status("000001", date(2026, 11, 9)), status("000001", date(2026, 11, 10))) == ("current", "not_in_scope")
    assert Certificate.objects.count() == 1


def test_case_7_a_revocation_overturned_reopens_the_same_assignment_with_a_gap(bring: Bring) -> None:
    bring("drivers", register(driver(1)))
    before = Assignment.objects.get()
    bring("drivers", register(driver(1, status="revoked", status_from="2026-09-01")))
    bring("drivers", register(driver(1, status="licensed", status_from="2026-11-01")))
    assert Assignment.objects.get().pk == before.pk
    assert (Person.objects.count(), Assignment.objects.get().ends_on) == (1, date(2028, 1, 1))
    gap = Inactivity.objects.get()
    assert (gap.starts_on, gap.ends_on) == (date(2026, 9, 1), date(2026, 11, 1))
    assert [status("000001", day) for day in (date(2026, 8, 31), date(2026, 10, 31), D)] == [
        "never_started",
        "not_in_scope",
        "never_started",
    ]


def test_a_register_that_only_goes_back_to_licensed_reopens_from_its_own_day(bring: Bring) -> None:
    bring("drivers", register(driver(1)))
    bring("drivers", register(driver(1, status="revoked", status_from="2026-09-01")))
    bring("drivers", register(driver(1)))
    gap = Inactivity.objects.get()
    assert (gap.starts_on, gap.ends_on, Assignment.objects.get().ends_on) == (date(2026, 9, 1), D, date(2028, 1, 1))


def test_a_late_file_back_dates(bring: Bring) -> None:
    bring("drivers", register(driver(1, status="suspended", status_from="2026-06-01")), on=date(2026, 6, 2))
    bring("drivers", register(driver(1, status="revoked", status_from="2026-05-20")), on=D)
    assert LicenceStatus.objects.count() == 2
    assert (status("000001", date(2026, 5, 19)), status("000001", date(2026, 5, 21))) == (
        "never_started",
        "not_in_scope",
    )


def test_the_day_after_expiry_ends_it_though_no_file_comes(bring: Bring) -> None:
    bring("drivers", register(driver(1, expiry_date="2026-11-30")))
    assert (status("000001", D), status("000001", date(2026, 12, 1))) == ("never_started", "not_in_scope")


def test_case_1_and_25_two_authorities_and_two_of_one_name(bring: Bring) -> None:
    one = driver(1, "Mohammed Iqbal", mobile="07700900101")
    other = driver(1, "Mohammed Iqbal", mobile="07700900102", authority_code="E07000993")
    bring("drivers", register(one, other))
    assert (Person.objects.count(), Suggestion.objects.count(), Licence.objects.count()) == (2, 0, 2)
    same = driver(2, "Mohammed Iqbal", mobile="07700900101", authority_code="E07000994")
    answer = bring("drivers", register(same))
    assert answer.row("000002")["result"] == "suggested"


def test_the_same_number_soon_after_and_a_like_name_renews(bring: Bring) -> None:
    bring("drivers", register(driver(1, "Nasreen Begum", expiry_date="2026-11-10")), on=date(2026, 11, 1))
    new = driver(1, "Nasreen Begum", issue_date="2026-11-05", status_from="2026-11-05", expiry_date="2029-11-04")
    answer = bring("drivers", register(new))
    assert (answer.row("000001")["result"], Person.objects.count()) == ("added", 1)
    old, fresh = Licence.objects.order_by("issued_on")
    assert (fresh.renews, old.assignment.ends_on) == (old, date(2026, 11, 5))


def test_the_same_number_with_another_name_is_another_person(bring: Bring) -> None:
    bring("drivers", register(driver(1, "Nasreen Begum", expiry_date="2026-11-10")), on=date(2026, 11, 1))
    new = driver(1, "Paul Sharrow", issue_date="2026-11-15", status_from="2026-11-15", expiry_date="2029-11-14")
    bring("drivers", register(new))
    assert Person.objects.count() == 2


RENEWED = {"issue_date": "2026-11-05", "status_from": "2026-11-05", "expiry_date": "2029-11-04"}


@pytest.mark.parametrize("newest_first", [False, True])
def test_one_file_with_a_licence_and_the_one_that_follows_it_brings_one_person(
    bring: Bring, newest_first: bool
) -> None:
    lines = [driver(1, "Nasreen Begum", expiry_date="2026-11-10"), driver(1, "Nasreen Begum", **RENEWED)]
    dry = bring("drivers", register(*(lines[::-1] if newest_first else lines)), apply=False)
    assert (dry.totals["added"], dry.run.counts["people"]) == (2, 1)
    bring("drivers", register(*(lines[::-1] if newest_first else lines)))
    old, fresh = Licence.objects.order_by("issued_on")
    assert (Person.objects.count(), fresh.renews, old.assignment.ends_on) == (1, old, date(2026, 11, 5))


def test_a_licence_told_of_after_the_one_that_followed_it_is_the_same_persons(bring: Bring) -> None:
    bring("drivers", register(driver(1, "Nasreen Begum", **RENEWED)))
    bring("drivers", register(driver(1, "Nasreen Begum", expiry_date="2026-11-10")), "--mode", "delta")
    old, fresh = Licence.objects.order_by("issued_on")
    assert (Person.objects.count(), fresh.renews, old.assignment.ends_on) == (1, old, date(2026, 11, 5))


def test_a_licence_between_two_linked_ones_is_the_same_persons_and_breaks_no_link(bring: Bring) -> None:
    bring("drivers", register(driver(1, expiry_date="2026-11-10"), driver(1, **RENEWED)))
    between = driver(1, issue_date="2026-11-02", status_from="2026-11-02", expiry_date="2026-11-04")
    assert bring("drivers", register(between), "--mode", "delta").code == 0
    first, _, last = Licence.objects.order_by("issued_on")
    assert (Person.objects.count(), last.renews) == (1, first)


def test_the_same_training_evidence_beside_a_renewal_is_one_claim(bring: Bring) -> None:
    bring("drivers", register(driver(1, training_evidence="OTHER:2025-01-20", expiry_date="2026-11-10")))
    bring("drivers", register(driver(1, training_evidence="OTHER:2025-01-20", **RENEWED)))
    assert (Licence.objects.count(), PriorLearning.objects.count()) == (2, 1)
