"""What the board says is being done: counted from rows, with a way there for who may go, and nobody small told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from messaging.models import Message
from onboarding.models import ImportRun
from reporting.doing import Inquiry, what_is_done
from schemes.models import Booking, Session

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
ON = AT.date()


def asked(user, organisations=None):
    return [deed.words for deed in what_is_done(Inquiry(user, ON, AT, organisations))]


def sent(template, days_ago, number, recipient=None):
    for each in range(number):
        Message.objects.create(
            dedupe_key=f"{template}:{days_ago}:{each}",
            recipient=recipient or f"{template}{each}@post.example",
            template=template,
            created_at=AT,
            not_before=AT,
            sent_at=AT - timedelta(days=days_ago),
        )


def test_reminders_of_thirty_days_are_counted_and_other_messages_are_not(board, user_with):
    sent("training_due", 29, 7)
    sent("training_due", 31, 5)
    sent("session_cancelled", 1, 5)
    assert "7 reminders about training went out in the last 30 days, to 7 people." in asked(user_with("board"))


def test_few_people_are_not_told_as_a_number(board, user_with):
    sent("due_soon", 2, 6, recipient="one@post.example")
    assert any("to fewer than 5 people" in words for words in asked(user_with("board")))


def test_few_reminders_would_name_few_people_and_are_not_told_as_a_number_either(board, user_with):
    sent("due_soon", 2, 2)
    assert "fewer than 5 reminders about training went out" in " ".join(asked(user_with("board")))


def test_without_any_it_says_so(board, user_with):
    told = asked(user_with("board"))
    assert "No reminder about training has gone out in the last 30 days." in told
    assert "No session with a trainer is planned." in told


@pytest.fixture
def planned(board):
    """A session of Aldermoor's with 10 places and 12 who booked; one that is over, one cancelled."""
    starts = {"coming": AT + timedelta(days=3), "over": AT - timedelta(days=3), "off": AT + timedelta(days=4)}
    for name, starts_at in starts.items():
        session = Session.objects.create(
            reference=name,
            course=board.course,
            organisation=board.organisation("ALD"),
            place="Town hall",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            held_on=starts_at.date(),
            capacity=10,
            cancelled_at=AT if name == "off" else None,
        )
        for number in range(12):
            Booking.objects.create(session=session, person=board.person(f"{name} {number}"), booked_at=AT)
    return board


def test_sessions_to_come_are_counted_with_their_places(planned, user_with):
    words = "1 session with a trainer is planned, with 10 places; 10 are taken."
    assert words in asked(user_with("board"))
    lead = user_with("licensing_officer", planned.organisation("ALD"))
    assert words in asked(lead, {planned.organisation("ALD").pk})
    assert words not in asked(lead, {planned.organisation("DUN").pk})


def listed(board, code, on, **more):
    return ImportRun.objects.create(
        kind="drivers",
        organisation=board.organisation(code),
        on=on,
        file_name="drivers.csv",
        sha256="0",
        uploaded_at=AT,
        touched_at=AT,
        **more,
    )


def test_lists_that_came_are_held_or_are_late_are_said(board, user_with):
    listed(board, "ALD", date(2026, 9, 30), applied_at=AT - timedelta(days=60))
    listed(board, "DUN", date(2026, 11, 20), applied_at=AT - timedelta(days=8))
    listed(board, "DUN", ON, checked_at=AT, held=[{"code": "x", "reason": "y", "is_final": False}])
    listed(board, "DUN", ON, checked_at=AT, held=[{"code": "x"}], discarded_at=AT)
    (words,) = [words for words in asked(user_with("board")) if words.startswith("Lists")]
    assert "brought in 1. Held for a check now: 1." in words
    assert words.endswith("Late: Taxi and private hire drivers, ALD, last on 30 September 2026.")


def ways(client, user):
    client.force_login(user)
    return client.get(reverse("reporting:board")).content.decode().split('id="doing-title"')[1]


def test_who_may_go_there_finds_the_way_and_nobody_else(planned, client, user_with):
    lists, sessions = f'href="{reverse("rosters:list")}">See the lists', f'href="{reverse("schemes:sessions")}">See the'
    officer = ways(client, user_with("licensing_officer", planned.organisation("ALD")))
    assert lists in officer
    assert sessions in officer
    leader = ways(client, user_with("board"))
    assert lists not in leader
    assert sessions not in leader


def test_of_a_past_day_it_says_nothing(board, client, user_with):
    client.force_login(user_with("board"))
    assert "doing-title" not in client.get(reverse("reporting:board") + "?on=2026-09-30").content.decode()
