"""Month ends are counted once and kept: they agree with the rows, and what comes later does not move them."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from certification import services as certification
from partnership.models import Assignment, EarlierRoleGroup
from partnership.reach import Part, Reach
from reporting import services
from reporting.models import Group, Snapshot, Tile
from reporting.months import ends_before, is_end, last_before, nearest_past
from reporting.queries import counts_by_group, counts_by_place
from reporting.queries.counting import by_group
from reporting.queries.month_ends import counts_kept, counts_of, in_force, moved_since
from reporting.tasks import freeze_month_ends

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ON = date(2026, 11, 22)
OCTOBER = date(2026, 10, 31)


@pytest.fixture
def mixed(board):
    """The board with somebody in every status there is, and dates on which each of them stood elsewhere."""
    away, exempt, lapsed, late = (board.person(name) for name in ("Away", "Exempt", "Lapsed", "Late"))
    board.away(board.job(away, "ALD"), date(2026, 5, 1), date(2026, 9, 1))
    board.exempt(board.job(exempt, "DUN"), date(2026, 2, 1), date(2026, 8, 31))
    board.job(lapsed, "ALD")
    board.passed(lapsed, date(2023, 6, 30))
    board.job(late, "ALD", starts_on=date(2026, 7, 15), ends_on=date(2026, 10, 15))
    board.suspended(board.job(board.person("Paused"), "DUN"), date(2026, 4, 1), date(2026, 6, 1))
    list(certification.refresh_everybody())
    return board


def test_every_month_end_kept_agrees_with_the_rows(mixed):
    kept = services.fill(on=ON, at=AT)
    assert [snapshot.on for snapshot in kept] == ends_before(ON)
    for snapshot in kept:
        assert counts_of(snapshot) == counts_by_place(snapshot.on)
        assert moved_since(snapshot) == {}
    told = [sum(c.population for c in counts_of(s).values()) for s in kept]
    assert len(set(told)) > 2  # the dates differ, or agreement would say little


def test_kept_counts_can_be_limited_to_organisations_as_the_live_ones_are(mixed):
    (snapshot,) = services.freeze_due(on=ON, at=AT)
    own = Reach.over([Part(frozenset({mixed.organisation("DUN").pk}))])
    assert counts_kept([snapshot], own)[snapshot.pk] == counts_by_group(OCTOBER, own)
    assert counts_kept([snapshot], None)[snapshot.pk] == by_group(counts_by_place(OCTOBER))


def drivers_of(board, *codes):
    places = frozenset(board.organisation(code).pk for code in codes)
    return Reach.over([Part(places, frozenset({"licensed"}))])


def test_where_a_group_holds_posts_of_one_contract_its_cells_are_that_contracts(mixed):
    Assignment.objects.exclude(contract="licensed").update(contract="licensed")
    staff = Group.objects.create(
        name="Staff", tile=Tile.objects.create(name="Staff", position=2, target_percent=90), position=9
    )
    mixed.rule("ALD", "staff")
    staff.role_groups.add(mixed.groups["staff"])
    mixed.job(mixed.person("Esme"), "ALD", group="staff")
    list(certification.refresh_everybody())
    (snapshot,) = services.freeze_due(on=ON, at=AT)
    own = drivers_of(mixed, "ALD", "DUN")
    assert counts_kept([snapshot], own)[snapshot.pk] == counts_by_group(OCTOBER, own)
    assert staff.pk not in counts_kept([snapshot], own)[snapshot.pk]
    assert staff.pk in counts_kept([snapshot], None)[snapshot.pk]


def test_a_group_whose_cells_count_others_too_is_left_out_with_all_that_would_be_added_to_it(mixed):
    """The fixture's extra people are employed: in one sum with drivers, nobody could be told from the rest."""
    (snapshot,) = services.freeze_due(on=ON, at=AT)
    assert counts_kept([snapshot], drivers_of(mixed, "ALD", "DUN")) == {}
    elsewhere = mixed.organisation("CAS")
    mixed.job(mixed.person("Elsewhere"), "CAS", contract="employed")
    assert counts_kept([snapshot], drivers_of(mixed, elsewhere.code)) == {}


def test_a_role_that_belonged_to_the_group_on_some_day_is_looked_at_too(mixed):
    Assignment.objects.exclude(contract="licensed").update(contract="licensed")
    (snapshot,) = services.freeze_due(on=ON, at=AT)
    own = drivers_of(mixed, "ALD", "DUN")
    assert len(counts_kept([snapshot], own)[snapshot.pk]) == 2
    moved = mixed.role("inspector", "staff")
    mixed.job(mixed.person("Moved"), "ALD", role="inspector", group="staff")
    assert len(counts_kept([snapshot], own)[snapshot.pk]) == 2
    EarlierRoleGroup.objects.create(
        role=moved, group=mixed.groups["drivers"], starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 1)
    )
    assert counts_kept([snapshot], own) == {}


def test_late_news_moves_the_rows_and_not_what_was_kept(mixed):
    (snapshot,) = services.freeze_due(on=ON, at=AT)
    before = counts_of(snapshot)
    person = mixed.person("Told late")
    mixed.job(person, "ALD")
    mixed.passed(person, date(2026, 10, 1))
    certification.refresh(person_ids=[person.pk])
    assert counts_of(snapshot) == before
    ((kept, now),) = moved_since(snapshot).values()
    assert (now.current - kept.current, now.in_scope - kept.in_scope) == (1, 1)


def test_a_month_end_is_kept_once_however_often_it_is_asked_for(mixed):
    assert len(services.freeze_due(on=ON, at=AT)) == 1
    assert services.freeze_due(on=ON, at=AT) == []
    assert services.freeze(on=OCTOBER, at=AT) is None
    assert len(services.fill(on=ON, at=AT)) == 12
    assert Snapshot.objects.count() == 13


def test_months_that_were_missed_are_caught_up_with(mixed):
    services.freeze_due(on=date(2026, 8, 1), at=AT)
    caught = services.freeze_due(on=ON, at=AT)
    assert [snapshot.on for snapshot in caught] == [date(2026, 8, 31), date(2026, 9, 30), OCTOBER]


def test_nothing_is_kept_where_nobody_is_counted(db):
    assert services.fill(on=ON, at=AT) == []


def test_a_day_counted_again_stands_beside_the_old_figures_and_says_why(mixed):
    (first,) = services.freeze_due(on=ON, at=AT)
    person = mixed.person("Told late")
    mixed.job(person, "ALD")
    certification.refresh(person_ids=[person.pk])
    second = services.restate(on=OCTOBER, at=AT, why="a register came late")
    assert [s.pk for s in in_force(ON, 13)] == [second.pk]
    assert counts_of(first) != counts_of(second) == counts_by_place(OCTOBER)
    third = services.restate(on=OCTOBER, at=AT, why="and again")
    assert [s.pk for s in in_force(ON, 13)] == [third.pk]


def test_counting_again_needs_a_reason_and_something_kept(mixed):
    with pytest.raises(Snapshot.DoesNotExist):
        services.restate(on=OCTOBER, at=AT, why="a register came late")
    services.freeze_due(on=ON, at=AT)
    with pytest.raises(ValueError, match="says why"):
        services.restate(on=OCTOBER, at=AT, why=" ")


def test_other_requirements_are_another_rule(mixed):
    (october,) = services.freeze_due(on=ON, at=AT)
    mixed.rule("CAS")
    (november,) = services.freeze_due(on=date(2026, 12, 1), at=AT)
    assert october.rule != november.rule


def test_the_nightly_task_keeps_the_month_that_is_over(mixed):
    assert freeze_month_ends() == 1
    assert freeze_month_ends() == 0


def test_the_command_fills_checks_and_restates(mixed, capsys):
    call_command("month_ends", fill=True)
    call_command("month_ends", check=True)
    told = capsys.readouterr().out
    assert told.count("agrees with the rows") == 13
    newest = str(Snapshot.objects.latest("on").on)
    call_command("month_ends", "--restate", newest, "--why", "a register came late")
    call_command("month_ends")
    assert "restated: a register came late" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Add --why"):
        call_command("month_ends", "--restate", newest)


@pytest.mark.parametrize(
    ("day", "end"), [("2026-11-30", "2026-10-31"), ("2026-12-01", "2026-11-30"), ("2028-03-15", "2028-02-29")]
)
def test_a_month_end_is_over_the_day_after(day, end):
    assert last_before(date.fromisoformat(day)) == date.fromisoformat(end)
    assert is_end(date.fromisoformat(end))
    assert not is_end(date(2026, 11, 29))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2025-11-28", "2025-11-30"),
        ("2026-06-15", "2026-05-31"),
        ("2026-06-16", "2026-06-30"),
        ("2026-02-14", "2026-01-31"),
        ("2026-11-29", "2026-10-31"),
    ],
)
def test_the_month_end_nearest_to_a_day_has_come(asked, shown):
    assert nearest_past(date.fromisoformat(asked), date(2026, 11, 29)) == date.fromisoformat(shown)


def test_thirteen_month_ends_are_a_year_apart():
    ends = ends_before(ON)
    assert (len(ends), ends[0], ends[-1]) == (13, date(2025, 10, 31), OCTOBER)
