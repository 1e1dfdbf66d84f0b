"""Case 30: councils merge on 1 April. Assignments move by a mapping table, and history stays with the old code."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from certification import services as certification
from partnership.models import AccessGrant, Assignment, EarlierOrganisationParent, EarlierRoleGroup, Organisation
from partnership.permissions import access_of
from partnership.queries import organisations_below, role_groups_on
from tests.certification.conftest import World, world  # noqa: F401
from tests.learning.conftest import county, course, districts, driver, people, taxi  # noqa: F401

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2027, 3, 31), date(2027, 4, 1)
Merge = Callable[..., None]


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    def run(*lines: str, apply: bool = True, on: date = APRIL) -> None:
        file = tmp_path / "mapping.csv"
        file.write_text("\n".join(["old_code,new_code", *lines]))
        call_command("merge_organisations", str(file), "--on", str(on), *(["--apply"] if apply else []))

    return run


@pytest.fixture
def councils(world: World) -> World:
    world.rule("ALD")
    world.rule("NEW")
    return world


def test_case_30_people_move_with_what_they_hold_and_march_stays_in_march(councils: World, merge: Merge) -> None:
    trained, untrained = councils.person("Sam Ferris"), councils.person("Kit Lowe")
    old, late = councils.job(trained, "ALD"), councils.job(untrained, "ALD")
    councils.passed(trained, date(2026, 1, 10))
    merge("ALD,NEW")
    certification.refresh(person_ids=[trained.pk, untrained.pk])
    new, new_late = old.continued_by, late.continued_by
    assert [councils.status(job, MARCH) for job in (old, late)] == ["current", "never_started"]
    assert [councils.status(job, APRIL) for job in (new, new_late)] == ["current", "never_started"]
    assert [councils.status(job, APRIL) for job in (old, late)] == ["not_in_scope", "not_in_scope"]
    assert Organisation.objects.get(code="ALD").valid_to == APRIL


def test_a_merger_gives_nobody_grace_anew(world: World, merge: Merge) -> None:
    for code in ("ALD", "NEW"):
        world.rule(code, before_start=False, new_starter_grace_days=28)
    job = world.job(world.person(), "ALD", starts_on=date(2027, 1, 4))
    fresh = world.job(world.person("Kit Lowe"), "ALD", starts_on=date(2027, 3, 25))
    merge("ALD,NEW")
    certification.refresh(person_ids=[job.person_id, fresh.person_id])
    statuses = [world.status(j.continued_by, APRIL) for j in (job, fresh)]
    assert statuses == ["never_started", "in_grace"]


def test_run_twice_it_moves_nothing_twice(councils: World, merge: Merge) -> None:
    councils.job(councils.person(), "ALD")
    merge("ALD,NEW")
    merge("ALD,NEW")
    assert Assignment.objects.count() == 2


def test_those_who_left_before_stay_and_those_who_come_later_begin_at_the_new_place(
    councils: World, merge: Merge
) -> None:
    gone = councils.job(councils.person(), "ALD", ends_on=date(2027, 2, 1))
    coming = councils.job(councils.person("Kit Lowe"), "ALD", starts_on=date(2027, 5, 1))
    merge("ALD,NEW")
    assert not Assignment.objects.filter(continues=gone).exists()
    moved = Assignment.objects.get(continues=coming)
    assert (moved.starts_on, moved.organisation.code) == (date(2027, 5, 1), "NEW")
    coming.refresh_from_db()
    assert coming.ends_on == coming.starts_on


def test_leave_to_see_people_goes_with_them(councils: World, merge: Merge) -> None:
    officer = User.objects.create_user("officer@lookout.example")
    AccessGrant.objects.create(
        user=officer,
        kind="licensing_officer",
        organisation=councils.organisation("ALD"),
        starts_on=date(2024, 1, 1),
    )
    merge("ALD,NEW")
    new = councils.organisation("NEW").pk
    assert new not in access_of(officer, on=MARCH).people().organisations
    assert new in access_of(officer, on=APRIL).people().organisations


def test_what_stood_below_stands_below_the_successor_from_the_day(councils: World, merge: Merge) -> None:
    team, closed = councils.organisation("TEAM"), councils.organisation("CLOSED")
    old, new = councils.organisation("ALD"), councils.organisation("NEW")
    Organisation.objects.filter(pk__in=[team.pk, closed.pk]).update(parent=old)
    Organisation.objects.filter(pk=closed.pk).update(valid_to=date(2026, 1, 1))
    merge("ALD,NEW")
    merge("ALD,NEW")
    assert organisations_below([old.pk], on=MARCH) == {old.pk, team.pk, closed.pk}
    assert organisations_below([new.pk], on=MARCH) == {new.pk}
    assert organisations_below([new.pk], on=APRIL) == {new.pk, team.pk}


def test_a_dry_run_says_how_many_and_moves_nobody(
    councils: World, merge: Merge, capsys: pytest.CaptureFixture[str]
) -> None:
    councils.job(councils.person(), "ALD")
    merge("ALD,NEW", apply=False)
    assert "would move 1 assignments" in capsys.readouterr().out
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["ALD,NOWHERE"], "Line 1: no organisation has the code NOWHERE"),
        (["ALD,NEW", "ALD,CAS"], "Line 1: ALD is mapped more than once"),
        (["ALD,CAS", "CAS,NEW"], "Line 1: CAS goes to another organisation itself"),
        ([], "needs the columns old_code and new_code"),
    ],
)
def test_a_mapping_that_cannot_be_says_which_line_and_changes_nothing(
    councils: World, merge: Merge, lines: list[str], reason: str
) -> None:
    councils.organisation("CAS")
    councils.job(councils.person(), "ALD")
    with pytest.raises(CommandError, match=reason):
        merge(*lines)
    assert Assignment.objects.count() == 1


def test_a_team_that_moved_is_asked_by_each_tree_what_that_tree_asked(world: World) -> None:
    old, new = world.rule("OLD"), world.rule("NEW")
    team = world.organisation("TEAM")
    team.parent = world.organisation("NEW")
    team.save()
    EarlierOrganisationParent.objects.create(
        child=team, parent=world.organisation("OLD"), starts_on=date(2015, 1, 1), ends_on=APRIL
    )
    job = world.job(world.person(), "TEAM")
    certification.refresh(person_ids=[job.person_id])
    spans = {o.requirement_id: (o.starts_on, o.ends_on) for o in job.obligations.all()}
    assert spans == {old.pk: (job.starts_on, APRIL), new.pk: (APRIL, None)}
    assert team.pk in organisations_below([world.organisation("OLD").pk], on=MARCH)
    assert team.pk not in organisations_below([world.organisation("OLD").pk], on=APRIL)


def test_a_role_that_changed_its_group_is_held_to_each_in_its_days(world: World) -> None:
    police, drivers = world.rule("ALD", group="police"), world.rule("ALD")
    job = world.job(world.person(), "ALD")
    EarlierRoleGroup.objects.create(
        role=job.role, group=world.groups["police"], starts_on=date(2015, 1, 1), ends_on=APRIL
    )
    certification.refresh(person_ids=[job.person_id])
    spans = {o.requirement_id: (o.starts_on, o.ends_on) for o in job.obligations.all()}
    assert spans == {police.pk: (job.starts_on, APRIL), drivers.pk: (APRIL, None)}
    assert role_groups_on(APRIL - timedelta(days=1))[job.role_id] == world.groups["police"].pk
