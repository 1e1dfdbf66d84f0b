"""What holds a whole file (pack 6.1), what does not count towards it, and who may let it through."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from accounts.models import User
from onboarding import services
from partnership.models import Assignment, Organisation, Person, Succession
from tests.onboarding.conftest import Bring, D
from tests.onboarding.rosters import HEAD, driver, drivers, register


def active() -> int:
    return Assignment.objects.filter(ends_on__gt=D).count()


def test_more_than_a_tenth_and_five_people_missing_hold_the_file(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    answer = bring("drivers", drivers(range(5, 40)))
    assert (answer.code, answer.holds, active()) == (2, {"too_many_missing"}, 40)


@pytest.mark.parametrize(("size", "left"), [(40, 36), (60, 55)], ids=["four people", "five of sixty: under a tenth"])
def test_few_missing_end_without_a_stop(bring: Bring, size: int, left: int) -> None:
    bring("drivers", drivers(range(size)))
    answer = bring("drivers", drivers(range(left)))
    assert (answer.code, answer.totals["ended"], active()) == (0, size - left, left)


def test_rows_that_say_so_are_no_part_of_the_missing(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    said = [driver(n, status="revoked", status_from="2026-11-01") for n in range(20)]
    answer = bring("drivers", register(*said, *(driver(n) for n in range(20, 40))))
    assert (answer.code, answer.totals["ended"], active()) == (0, 20, 20)


def test_rejected_rows_are_not_missing(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    wrong = [driver(n, expiry_date="31/13/2028") for n in range(20)]
    answer = bring("drivers", register(*wrong, *(driver(n) for n in range(20, 40))))
    assert (answer.code, answer.totals["rejected"], active()) == (0, 20, 40)


def test_half_as_many_again_and_twenty_hold_the_file(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    answer = bring("drivers", drivers(range(61)))
    assert (answer.code, answer.holds, active()) == (2, {"too_many_added"}, 40)
    assert bring("drivers", drivers(range(60))).code == 0


def test_a_first_list_is_no_surprise_however_long(bring: Bring) -> None:
    assert bring("drivers", drivers(range(200))).code == 0


def test_other_columns_than_last_time_hold_the_file(bring: Bring) -> None:
    bring("drivers", drivers(range(3)))
    answer = bring("drivers", [f"{HEAD},operator", *(f"{driver(n)},Acme" for n in range(3))])
    assert (answer.code, answer.holds) == (2, {"changed_columns"})


def test_changes_only_end_nobody_who_is_missing(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    answer = bring("drivers", drivers(range(39, 42)), "--mode", "delta")
    assert (answer.code, answer.totals["added"], answer.totals["ended"], active()) == (0, 2, 0, 42)


def test_a_held_file_needs_another_person_and_a_reason(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    run = bring("drivers", drivers(range(20))).run
    sender, other = (User.objects.create_user(email=f"{name}@ald.example") for name in ("sender", "other"))
    run.uploaded_by = sender
    run.save()
    at: datetime = timezone.now()
    for by, reason in ((None, "by command"), (sender, "fleet sold"), (other, " ")):
        with pytest.raises(services.NotNow):
            services.approve_run(run=run, by=by, reason=reason, at=at)
    services.approve_run(run=run, by=other, reason="A fleet was sold.", at=at)
    services.continue_run(pk=run.pk, now=timezone.now)
    run.refresh_from_db()
    assert (run.state, run.approved_by, run.approval_reason, active()) == ("applied", other, "A fleet was sold.", 20)


def test_nobody_may_let_a_forbidden_column_through(bring: Bring) -> None:
    run = bring("drivers", [f"{HEAD},National Insurance no", f"{driver(1)},QQ123456C"]).run
    other = User.objects.create_user(email="other@ald.example")
    with pytest.raises(services.NotNow):
        services.approve_run(run=run, by=other, reason="It is fine.", at=timezone.now())
    assert not Person.objects.exists()
    assert run.path == ""


def test_a_file_checked_before_another_was_applied_is_checked_again(bring: Bring) -> None:
    bring("drivers", drivers(range(3)))
    waiting = bring("drivers", drivers(range(5)), apply=False).run
    bring("drivers", drivers(range(4)))
    with pytest.raises(services.NotNow):
        services.approve_run(run=waiting, by=None, reason="", at=timezone.now())


def test_case_26_a_register_that_drops_four_fifths_is_held_and_nobody_ends(bring: Bring) -> None:
    bring("drivers", drivers(range(100)))
    before = list(Assignment.objects.order_by("pk").values())
    answer = bring("drivers", drivers(range(20)))
    assert (answer.code, answer.said["state"], answer.holds) == (2, "held", {"too_many_missing"})
    assert "80 of 100 active at Aldermoor Borough Council (80%)" in answer.said["held"][0]["reason"]
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_a_list_older_than_what_is_applied_is_held(bring: Bring) -> None:
    bring("drivers", register(driver(0), driver(1, status="suspended", status_from="2026-11-01")))
    late = bring("drivers", drivers(range(2)), on=date(2026, 10, 1))
    assert (late.code, late.holds) == (2, {"older_list"})
    said = "This list speaks of 1 October 2026, and one of 30 November 2026 is applied already."
    assert said in late.said["held"][0]["reason"]
    assert bring("drivers", drivers(range(2)), on=D).code == 0


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (
            "premises",
            ["premises_ref,name,district_code,type,state", "P-1,Inn,E07000991,hotel,prospect"],
            ["premises_ref,name,district_code,type,state,rooms", "P-1,Inn,E07000991,hotel,prospect,4"],
        ),
        (
            "sessions",
            ["session_ref,course,date,name,key_type,key", "S-1,cse-taxi,2026-11-12,A,licence,E07000991:1"],
            ["session_ref,course,date,name,key_type,key,trainer", "S-1,cse-taxi,2026-11-12,A,licence,E07000991:2,T"],
        ),
    ],
)
def test_other_columns_hold_lists_of_things_too(bring: Bring, kind: str, first: list[str], second: list[str]) -> None:
    bring(kind, first)
    assert bring(kind, second).holds == {"changed_columns"}


def test_an_authority_that_licenses_nobody_and_a_trust_that_is_none_are_named(bring: Bring) -> None:
    police = bring("drivers", register(driver(0, authority_code="POL")))
    assert "is Wealdshire Police, which licenses no drivers here" in police.said["rows"][0]["reason"]
    head = "organisation_code,employee_number,assignment_number,level_required,start"
    trust = bring("esr", [head, "POL,20,20,3,2020-01-01"])
    assert "is Wealdshire Police, which is no NHS trust" in trust.said["rows"][0]["reason"]


def test_a_list_of_a_body_that_is_no_more_says_whose_it_is_now(bring: Bring) -> None:
    old, new = (Organisation.objects.get(code=code) for code in ("ALD", "CAS"))
    Succession.objects.create(predecessor=old, successor=new, on=date(2026, 11, 1))
    Organisation.objects.filter(pk=old.pk).update(valid_to=date(2026, 11, 1))
    for options in ((), ("--organisation", "ALD")):
        answer = bring("drivers", drivers(range(1)), *options)
        reason = answer.said["rows"][0]["reason"]
        assert "is Aldermoor Borough Council, which ended on 1 November 2026" in reason
        assert "Its work is Casterley City Council's: send its rows with E07000993." in reason
    assert bring("drivers", drivers(range(1)), on=date(2026, 10, 31)).code == 0


def test_an_administrator_lets_nobody_elses_eyes_off(bring: Bring) -> None:
    bring("drivers", drivers(range(40)))
    run = bring("drivers", drivers(range(20))).run
    run.uploaded_by = User.objects.create_superuser(email="admin@x.example", password="x")
    run.save()
    with pytest.raises(services.NotNow, match="other than who sent it"):
        services.approve_run(run=run, by=run.uploaded_by, reason="It is fine.", at=timezone.now())


def test_files_are_forgotten_after_thirty_days(bring: Bring, store) -> None:
    run = bring("drivers", drivers(range(3))).run
    kept = list(store.iterdir())
    assert len(kept) == 1
    assert services.forget_old_runs(at=run.uploaded_at + services.UNDONE_WITHIN / 2) == 0
    assert services.forget_old_runs(at=run.uploaded_at + services.UNDONE_WITHIN * 2) == 1
    assert list(store.iterdir()) == []
    row = run.rows.get(key="000001")
    assert (row.record, row.undo, row.result, len(row.row_hash)) == (None, None, "added", 32)
