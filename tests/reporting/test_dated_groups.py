"""March's report stays on March's trees: rows of organisations that merged, and roles that changed their group."""

from datetime import date
from typing import Any

import pytest

from certification import services as certification
from partnership import successions
from partnership.models import EarlierRoleGroup, Organisation
from reporting.models import Group
from reporting.queries import View, coverage
from tests.certification.conftest import World, moment, world  # noqa: F401

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2027, 3, 31), date(2027, 4, 1)


def rows(on: date) -> dict[str, Any]:
    """In scope by row, as the board lists them."""
    return {row.group.name: row.shown.in_scope for row in coverage(on, view=View.OPERATIONAL).rows}


def test_a_merger_ends_one_row_and_begins_another(board: World) -> None:
    board.rule("NEW")
    successor = board.organisation("NEW")
    Organisation.objects.filter(pk=successor.pk).update(valid_from=APRIL)
    tile = Group.objects.get(name="Drivers: Aldermoor").tile
    group = Group.objects.create(name="Drivers: New council", tile=tile, position=9, organisation=successor)
    group.role_groups.add(board.groups["drivers"])
    successions.carry_out(successions.plan([("ALD", "NEW"), ("DUN", "NEW")], on=APRIL), at=moment(date(2027, 1, 5)))
    list(certification.refresh_everybody())
    assert rows(MARCH) == {"Drivers: Aldermoor": 60, "Drivers: Dunmere": 12}
    assert rows(APRIL) == {"Drivers: New council": 72}


def test_a_role_is_counted_in_the_group_it_belonged_to_on_the_day(board: World) -> None:
    role = board.role("drivers-role")
    board.rule("ALD", group="operators")
    tile = Group.objects.get(name="Drivers: Aldermoor").tile
    other = Group.objects.create(
        name="Operators: Aldermoor", tile=tile, position=9, organisation=board.organisation("ALD")
    )
    other.role_groups.add(board.groups["operators"])
    EarlierRoleGroup.objects.create(
        role=role, group=board.groups["operators"], starts_on=date(2015, 1, 1), ends_on=APRIL
    )
    list(certification.refresh_everybody())
    assert (rows(MARCH)["Operators: Aldermoor"], rows(MARCH)["Drivers: Aldermoor"]) == (60, 0)
    assert (rows(APRIL)["Operators: Aldermoor"], rows(APRIL)["Drivers: Aldermoor"]) == (0, 60)
