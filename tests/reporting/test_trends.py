"""The line of month ends says its point, breaks where a date may not be told, and never says more than its dates do."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.models import RoleGroup
from partnership.reach import Part, Reach
from reporting import services
from reporting.counts import Counts
from reporting.models import Cell, Group, Snapshot, Tile
from reporting.months import ends_before
from reporting.queries import Coverage, People, View
from reporting.queries.board import tiles_of
from reporting.queries.month_ends import counts_kept, in_force
from reporting.queries.trends import JUMP_PERCENT, Line, Point, trends
from reporting.sparklines import HEIGHT, WIDTH, floor_of, sparkline, words_of
from reporting.trend_pages import jump_notes, trend_page

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ON = date(2026, 11, 22)
PAGE = reverse("reporting:board")


def line(*shares, in_scope=None):
    days = ends_before(date(2026, 12, 1), len(shares))
    sizes = in_scope or [100] * len(shares)
    return Line(
        "Drivers",
        95,
        tuple(
            Point(day, s if isinstance(s, int) else None, s if isinstance(s, str) else None, n)
            for day, s, n in zip(days, shares, sizes, strict=True)
        ),
    )


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([71, *[80] * 11, 85], "71% to 85%, Nov 2025 to Nov 2026"),
        ([80, 82, 83], "80% to 83% since 30 September 2026"),
        ([80, 70, 80], "80%, as on 30 September 2026"),
        ([80, 82, "95% or more"], "80% on 30 September 2026, now 95% or more"),
    ],
)
def test_a_line_says_its_point(shares, words):
    assert words_of(line(*shares)) == words


def test_no_stroke_leads_across_a_date_that_shows_words():
    drawn = sparkline(line(80, 81, "not shown", 83, "not shown", 85, 86), lowest=0)
    assert [len(stroke.split()) for stroke in drawn.strokes] == [2, 2]
    assert len(drawn.dots) == 1


def test_every_line_stays_in_its_frame():
    lines = [line(0, 100, 50), line(37, 41, 95)]
    lowest = floor_of(lines)
    for each in lines:
        drawn = sparkline(each, lowest=lowest)
        xy = [tuple(map(float, pair.split(","))) for stroke in drawn.strokes for pair in stroke.split()]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in xy)


def test_a_denominator_that_jumps_is_noted():
    grown = line(80, 80, 80, in_scope=[640, 672, 706])
    (note,) = jump_notes(grown)
    assert note == "Drivers: from 672 to 706 in scope by 30 November 2026. Part of the change is who is counted."
    assert jump_notes(line(80, 80, in_scope=[640, 672])) == []  # exactly 5 %
    assert JUMP_PERCENT == 5


def test_the_upright_line_of_a_drawing_says_what_it_is():
    drawn = sparkline(line(80, 80, 80, in_scope=[640, 672, 706]), lowest=0)
    assert len(drawn.jumps) == 1
    assert drawn.jump_words == "Dotted upright line: from 672 to 706 in scope by Nov 2026."
    assert not sparkline(line(80, 80), lowest=0).jump_words


counts = st.builds(
    Counts,
    current=st.integers(0, 90),
    in_grace=st.integers(0, 6),
    expired=st.integers(0, 12),
    overdue_failed=st.integers(0, 3),
    overdue_started=st.integers(0, 6),
    never_started=st.integers(0, 30),
)


@pytest.fixture
def two_groups(board):
    return list(Group.objects.order_by("position"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.tuples(counts, counts), min_size=2, max_size=5))
def test_a_leaders_line_says_nothing_that_the_board_of_that_day_does_not(two_groups, data):
    """Whatever the months were: an exact point is that date's own figure, and a small group has no line at all."""
    Snapshot.objects.all().delete()
    place = two_groups[0].organisation
    days = ends_before(date(2026, 12, 1), len(data))
    for day, row in zip(days[:-1], data[:-1], strict=True):
        snapshot = Snapshot.objects.create(on=day, counted_at=AT, rule="")
        for group, each in zip(two_groups, row, strict=True):
            Cell.objects.create(snapshot=snapshot, group=group, organisation=place, **vars(each))
    told = {
        day: tiles_of({g.pk: c for g, c in zip(two_groups, row, strict=True)}, two_groups, View.LEADERS)[0]
        for day, row in zip(days, data, strict=True)
    }
    figures = Coverage(days[-1], View.LEADERS, (told[days[-1]],), people=People(0, 0))
    for trend in trends(figures).tiles.values():
        for point in trend.line.points if trend.line else ():
            assert point.share in (None, told[point.on].shown.coverage)
        for own in trend.groups:
            shown = {
                day: next(row.shown for row in tile.rows if row.group.name == own.name) for day, tile in told.items()
            }
            assert all(each.in_scope == 0 or int(each.in_scope) >= 50 for each in shown.values())
            assert all(point.share in (None, shown[point.on].coverage) for point in own.points)


def test_a_lead_has_a_line_for_a_small_group_of_their_own(board, client, user_with):
    services.fill(on=ON, at=AT)
    client.force_login(user_with("licensing_officer", board.organisation("DUN")))
    html = client.get(PAGE).content.decode()
    assert "0% to 92%, Oct 2025 to Nov 2026" in html


def test_a_leader_has_none_for_it_and_one_for_the_large_group(board, client, user_with):
    services.fill(on=ON, at=AT)
    client.force_login(user_with("board"))
    html = client.get(PAGE).content.decode()
    assert "Drivers: Aldermoor: 0% to 83%, Oct 2025 to Nov 2026" in html
    assert "Drivers: Dunmere: " not in html.replace("Drivers: Dunmere: furthest", "")


def test_the_lines_of_many_groups_take_as_many_queries_as_those_of_one(board, django_assert_num_queries):
    for number in range(5):
        tile = Tile.objects.create(name=f"T{number}", position=10 + number, target_percent=90)
        group = Group.objects.create(name=f"G{number}", tile=tile, position=10 + number)
        group.role_groups.add(RoleGroup.objects.get(code="drivers"))
    services.fill(on=ON, at=AT)
    snapshots = in_force(ON, 13)
    from reporting.queries import coverage

    figures = coverage(ON, view=View.OPERATIONAL)
    with django_assert_num_queries(3):
        trends(figures)
    of_drivers = Reach.over([Part(frozenset({board.organisation("ALD").pk}), frozenset({"licensed"}))])
    with django_assert_num_queries(7):
        trends(figures, reach=of_drivers)
    assert set(counts_kept(snapshots, None)) == {snapshot.pk for snapshot in snapshots}


def test_a_restated_month_is_marked_and_explained(board, client, user_with):
    services.fill(on=ON, at=AT)
    services.restate(on=date(2026, 10, 31), at=AT, why="a register came late")
    client.force_login(user_with("board"))
    html = " ".join(client.get(PAGE).content.decode().split())
    assert "31 October 2026 was counted again on 22 November 2026: a register came late" in html
    assert html.count(">restated<") == 1


def test_without_any_month_end_it_says_when_the_line_begins(board, client, user_with):
    client.force_login(user_with("board"))
    assert "There is no line yet" in client.get(PAGE).content.decode()
    assert trend_page(trends(Coverage(ON, View.LEADERS, (), People(0, 0)))).tables == ()


@pytest.mark.parametrize(("kind", "words"), [("board", "30 June 2026"), ("licensing_officer", "17 June 2026")])
def test_between_month_ends_leaders_see_the_nearest(board, client, user_with, kind, words):
    client.force_login(user_with(kind, board.organisation("ALD") if kind != "board" else None))
    html = client.get(PAGE + "?on=2026-06-17").content.decode()
    assert f"<title>Who is trained, {words}" in html
    said = f"Leaders see month ends. 17 June 2026 is not one, so these are the figures of {words}."
    assert (said in html) == (kind == "board")
    file = client.get(reverse("reporting:board_csv") + "?on=2026-06-17").content.decode()
    assert f"as at {words}" in file
