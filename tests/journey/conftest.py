"""Wealdshire in miniature: the real courses, two small groups of drivers and one of members, with the demo's logins."""

from dataclasses import replace

import pytest

from common import clock
from demo.premises import PLACES
from demo.services import laying
from demo.wealdshire import PLANS

SMALL = tuple(
    replace(plan, current=24, expired=2, never=3, tried=3, in_grace=1 if plan.contract == "elected" else 0)
    for plan in PLANS
    if plan.name in ("Drivers: Aldermoor", "Drivers: Dunmere", "Members: Aldermoor")
)


@pytest.fixture
def wealdshire(transactional_db):
    on, at = clock.today(), clock.now()
    laying.lay_out(on=on, at=at, with_people=True, say=lambda words: None, plans=SMALL, places=PLACES[:1])
