"""Wealdshire in miniature: the real courses, and two small groups of drivers with the demo's logins."""

from dataclasses import replace

import pytest

from common import clock
from demo.services import laying
from demo.wealdshire import PLANS

SMALL = tuple(
    replace(plan, current=24, expired=2, never=3, tried=3, in_grace=0)
    for plan in PLANS
    if plan.name in ("Drivers: Aldermoor", "Drivers: Dunmere")
)


@pytest.fixture
def wealdshire(transactional_db):
    laying.lay_out(on=clock.today(), at=clock.now(), with_people=True, say=lambda words: None, plans=SMALL)
