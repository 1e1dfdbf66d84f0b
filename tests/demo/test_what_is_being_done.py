"""The demo shows work under way: lists brought in and waiting, sessions planned, reminders sent; no figure moves."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import User
from demo.services.laying import clear_people
from demo.services.letters import lay_reminders
from demo.services.lists import ALDERMOOR, BRACKENFORD, lay_lists
from demo.services.sessions import lay_sessions
from messaging.models import Message
from onboarding.models import ImportRun
from onboarding.models.runs import RunState
from reporting.doing import Inquiry, what_is_done
from reporting.queries import View, coverage
from reporting.tables import flat_rows
from schemes.models import Session, SessionWish
from tests.demo.test_wealdshire import ON, lay, small

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
PLACES = small("Drivers: Aldermoor", "Drivers: Brackenford", "Drivers: Casterley", "Hospitals FT level 3")


@pytest.fixture
def laid(db):
    lay(plans=PLACES)


def states(name):
    return [run.state for run in ImportRun.objects.filter(file_name=name).order_by("pk")]


def test_a_list_is_brought_in_another_waits_and_a_broken_one_is_held(laid):
    assert states(ALDERMOOR) == [RunState.APPLIED, RunState.READY]
    assert states(BRACKENFORD) == [RunState.APPLIED, RunState.HELD]
    waiting = ImportRun.objects.filter(file_name=ALDERMOOR).latest("pk")
    assert (waiting.counts["added"], waiting.counts["ended"], waiting.counts["rejected"]) == (2, 3, 1)
    assert waiting.uploaded_by == User.objects.get(email="licensing@lookout.example")


def test_a_session_is_full_and_people_have_asked_for_others(laid):
    full = Session.objects.get(reference="W-WHFT-1")
    assert full.bookings.count() > 0
    assert full.starts_at > AT
    assert SessionWish.objects.exists()


def test_the_board_tells_of_it_in_numbers_above_none(laid):
    board = User.objects.get(email="board@lookout.example")
    said = " ".join(deed.words for deed in what_is_done(Inquiry(board, ON, AT, None)))
    assert "No reminder" not in said
    assert "No session" not in said
    assert "brought in 2" in said
    assert "Held for a check now: 1" in said


def test_none_of_it_moves_a_figure(laid):
    before = flat_rows(coverage(ON, view=View.OPERATIONAL))
    lay_lists(on=ON, at=AT)
    lay_sessions(on=ON, at=AT)
    lay_reminders(on=ON, at=AT)
    assert flat_rows(coverage(ON, view=View.OPERATIONAL)) == before


def test_clearing_the_people_takes_all_of_it_away(laid):
    clear_people()
    assert not ImportRun.objects.exists()
    assert not Session.objects.exists()
    assert not Message.objects.exists()


def test_it_is_laid_around_any_other_day_too(db):
    lay(on=date(2027, 2, 14), plans=PLACES)
    assert states(ALDERMOOR) == [RunState.APPLIED, RunState.READY]
