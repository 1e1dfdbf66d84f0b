"""A board with two groups: Aldermoor's drivers (60, most of them trained) and Dunmere's (12)."""

from datetime import date

import pytest

from accounts.models import User
from certification import services
from common import clock
from partnership.models import AccessGrant
from reporting.models import Group, Tile
from tests.certification.conftest import LONG_AGO, world  # noqa: F401

TRAINED = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def last_of_november(monkeypatch):
    """The day it is: no board tells of one to come."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 30))


@pytest.fixture
def board(world):
    world.rule("ALD", due_soon_days=90)
    world.rule("DUN", due_soon_days=90)
    tile = Tile.objects.create(name="Drivers", position=1, target_percent=95)
    for position, (name, code, number, trained) in enumerate(
        [("Aldermoor", "ALD", 60, 50), ("Dunmere", "DUN", 12, 11)]
    ):
        group = Group.objects.create(
            name=f"Drivers: {name}", tile=tile, position=position, organisation=world.organisation(code)
        )
        group.role_groups.add(world.groups["drivers"])
        for each in range(number):
            person = world.person(f"Driver {name} {each}")
            world.job(person, code, contract="licensed")
            if each < trained:
                world.passed(person, TRAINED)
    list(services.refresh_everybody())
    return world


@pytest.fixture
def user_with(db):
    """`user_with(kind, organisation=None)`: a login that holds one grant."""

    def make(kind, organisation=None, **dates):
        user = User.objects.create_user(f"{kind}{User.objects.count()}@lookout.example", "correct horse battery")
        if kind:
            AccessGrant.objects.create(
                user=user, kind=kind, organisation=organisation, **{"starts_on": LONG_AGO, **dates}
            )
        return user

    return make
