"""A member's roles have days of their own: who joins the licensing committee in November was not on it in May."""

from datetime import date

from django.utils import timezone

from common.dates import london_moment
from onboarding import services
from partnership import successions
from partnership.models import Assignment, Person
from tests.onboarding.conftest import Bring, D

HEAD = "council_code,member_ref,display_name,ward_code,acceptance_of_office,term_end,roles,role_start,role_end"


def member(roles: str, start: str = "", end: str = "") -> list[str]:
    return [HEAD, f"E07000991,M-1,Cllr Jo Ash,,2023-05-09,2027-05-06,{roles},{start},{end}"]


def posts() -> list[tuple[str, date, date | None]]:
    rows = Assignment.objects.order_by("starts_on").values_list("role__code", "starts_on", "ends_on")
    return list(rows)


BEGAN, TERM_ENDS = date(2023, 5, 9), date(2027, 5, 6)


def test_a_new_role_begins_on_its_day_and_the_one_before_ends_then(bring: Bring) -> None:
    bring("members", member("scrutiny", "2023-06-01"), on=date(2026, 5, 1))
    answer = bring("members", member("licensing_main", "2026-11-16"))
    assert answer.row("M-1")["difference"] == {"role": ["Scrutiny member", "Licensing member"]}
    assert answer.row("M-1")["reason"] == "Licensing member from 16 November 2026."
    joined = date(2026, 11, 16)
    assert posts() == [("scrutiny_member", BEGAN, joined), ("licensing_member", joined, TERM_ENDS)]
    assert (Person.objects.count(), Assignment.objects.filter(ends_on__gt=D).count()) == (1, 1)
    assert set(bring("members", member("licensing_main", "2026-11-16")).results().values()) == {"unchanged"}


def test_a_role_that_has_run_out_is_seen_though_the_row_is_the_same(bring: Bring) -> None:
    rows = member("licensing_main", "2023-06-01", "2026-10-01")
    bring("members", rows, on=date(2026, 9, 1))
    assert bring("members", rows).row("M-1")["result"] == "changed"
    left = date(2026, 10, 1)
    assert posts() == [("licensing_member", BEGAN, left), ("councillor", left, TERM_ENDS)]


def test_a_role_still_to_come_is_not_held_yet(bring: Bring) -> None:
    bring("members", member("licensing_main", "2026-12-10"))
    assert posts() == [("councillor", BEGAN, TERM_ENDS)]


def test_of_several_roles_the_strictest_counts_and_the_member_once(bring: Bring) -> None:
    bring("members", member("scrutiny; licensing_main"))
    assert posts() == [("licensing_member", BEGAN, TERM_ENDS)]


def test_a_merger_told_of_ahead_leaves_the_roles_before_it(bring: Bring) -> None:
    bring("members", member("scrutiny", "2023-06-01"), on=date(2026, 5, 1))
    bring("members", member("licensing_main", "2026-11-16"))
    april = date(2027, 4, 1)
    successions.carry_out(successions.plan([("ALD", "CAS")], on=april), at=timezone.now())
    successions.carry_out_due(at=london_moment(april, 9))
    joined = date(2026, 11, 16)
    assert posts() == [
        ("scrutiny_member", BEGAN, joined),
        ("licensing_member", joined, april),
        ("licensing_member", april, TERM_ENDS),
    ]


def test_a_change_of_role_is_taken_back(bring: Bring) -> None:
    bring("members", member("scrutiny", "2023-06-01"), on=date(2026, 5, 1))
    before = list(Assignment.objects.values())
    run = bring("members", member("licensing_main", "2026-11-16")).run
    services.ask_rollback(run=run, by=None, at=timezone.now())
    assert services.continue_run(pk=run.pk, now=timezone.now) == "rolled_back"
    assert list(Assignment.objects.values()) == before


def test_a_list_without_wards_and_roles_leaves_both(bring: Bring) -> None:
    head = "council_code,member_ref,display_name,acceptance_of_office,ward_code,roles"
    bring("members", [head, "E07000991,M-1,Cllr Jo Ash,2023-05-09,E05099107,scrutiny"])
    run = bring("members", [head.rpartition(",ward")[0], "E07000991,M-1,Cllr Jo Ash,2023-05-09"], apply=False).run
    assert run.rows.get().difference == {}
