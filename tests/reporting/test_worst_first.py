"""What presses most comes first: the cards, and the groups furthest below target with what is under way for them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from messaging.models import Message
from partnership.models import Person
from reporting.cards import cards
from reporting.counts import Counts
from reporting.models import Group, Tile
from reporting.queries import Coverage, People, View, coverage
from reporting.queries.board import tiles_of
from reporting.worst import worst_groups
from schemes.models import Session

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ON = AT.date()
NOTHING = "Nothing recorded is under way for them."


def told(view=View.LEADERS):
    return {each.name: each.words for each in worst_groups(coverage(ON, view=view), at=AT, reach=None)}


def remind(world, people, days_ago=3):
    for person in people:
        Message.objects.create(
            dedupe_key=f"to-start:{person.pk}:{world.course.pk}:{days_ago}",
            recipient="somebody@post.example",
            template="training_due",
            created_at=AT,
            not_before=AT,
            sent_at=AT - timedelta(days=days_ago),
        )


def drivers(of, number):
    return Person.objects.filter(display_name__startswith=f"Driver {of} ").order_by("pk")[:number]


def plan(world):
    Session.objects.create(
        reference="S-1",
        course=world.course,
        organisation=world.organisation("ALD"),
        place="Town hall",
        starts_at=AT + timedelta(days=3),
        ends_at=AT + timedelta(days=3, hours=2),
        held_on=ON + timedelta(days=3),
        capacity=10,
    )


def test_a_group_below_target_for_which_nothing_is_under_way_says_so(board):
    assert told() == {"Drivers: Aldermoor": NOTHING}


def test_reminders_are_counted_for_the_group_whose_people_had_them(board):
    remind(board, drivers("Aldermoor", 10))
    remind(board, drivers("Dunmere", 6))
    remind(board, drivers("Aldermoor", 20), days_ago=31)
    assert told(View.OPERATIONAL) == {
        "Drivers: Aldermoor": "Reminders went to 10 of 60 people there in the last 30 days. "
        "No session is planned for their course.",
        "Drivers: Dunmere": "Reminders went to 6 of 12 people there in the last 30 days. "
        "No session is planned for their course.",
    }


def test_a_session_of_their_course_is_under_way_for_them(board):
    plan(board)
    assert told()["Drivers: Aldermoor"] == (
        "No reminder went to anybody there in the last 30 days. 1 session is planned for their course."
    )


@pytest.mark.parametrize("number", [1, 4, 56, 59])
def test_a_leader_is_told_no_small_number_of_those_reminded_or_not(board, number):
    remind(board, drivers("Aldermoor", number))
    words = told()["Drivers: Aldermoor"]
    assert words.startswith("Reminders went to some of them")
    assert str(number) not in words.replace("30 days", "")


def test_a_message_with_another_key_is_passed_over(board):
    Message.objects.create(
        dedupe_key="to-start", recipient="x", template="training_due", created_at=AT, not_before=AT, sent_at=AT
    )
    assert told()["Drivers: Aldermoor"] == NOTHING


def test_it_stands_on_the_board_under_what_is_being_done(board, client, user_with):
    client.force_login(user_with("board"))
    doing = client.get(reverse("reporting:board")).content.decode().split('id="doing-title"')[1].split("</section>")[0]
    assert f"<strong>Drivers: Aldermoor</strong>, 12 points below. {NOTHING}" in " ".join(doing.split())


def test_cards_come_worst_first_then_those_met_then_ranges():
    shares = {"Met": 97, "Near": 90, "Worst": 60, "Range": 99, "Nobody": None}
    groups, counts = [], {}
    for number, (name, share) in enumerate(shares.items(), start=1):
        tile = Tile(pk=number, name=name, position=number, target_percent=95)
        groups.append(Group(pk=number, name=name, tile=tile, position=number))
        whole = 100 if name == "Range" else 1000
        current = 0 if share is None else share * whole // 100
        counts[number] = Counts() if share is None else Counts(current=current, never_started=whole - current)
    found = cards(Coverage(ON, View.LEADERS, tiles_of(counts, groups, View.LEADERS), People(0, 0)), None, {})
    assert [(card.name, card.against) for card in found] == [
        ("Worst", "35 points below"),
        ("Near", "5 points below"),
        ("Met", "On target"),
        ("Range", "A range only"),
        ("Nobody", "No one in scope"),
    ]
