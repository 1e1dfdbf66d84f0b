"""Where each kind of user begins, and what the manager of the partnership and the administrator find waiting."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from common import clock
from desks.models import Export
from desks.navigation import first_screen
from desks.queries import checks
from messaging.models import MOST_TRIES, Message
from partnership.models import AccessGrant

MANAGER = reverse("desks:partnership")
BEGINS = {
    "licensing_officer": "desks:licences",
    "democratic_services": "desks:members",
    "partnership_manager": "desks:partnership",
    "board": "reporting:board",
    "training_lead": "desks:people",
    "line_manager": "desks:people",
    "facilitator": "certification:my_training",
    "": "certification:my_training",
}


@pytest.mark.parametrize("kind", BEGINS)
def test_everybody_begins_at_their_own_work_and_may_open_it(board, client, user_with, kind):
    user = user_with(kind, None if kind in ("board", "partnership_manager") else board.organisation("ALD"))
    assert first_screen(user) == reverse(BEGINS[kind])
    client.force_login(user)
    assert client.get(first_screen(user)).status_code == 200


def test_who_holds_two_grants_begins_at_the_wider_and_finds_the_other_in_the_menu(board, client, user_with):
    user = user_with("licensing_officer", board.organisation("ALD"))
    AccessGrant.objects.create(user=user, kind="board", starts_on=date(2020, 1, 1))
    assert first_screen(user) == reverse("reporting:board")
    client.force_login(user)
    assert f'href="{reverse("desks:licences")}"' in client.get(reverse("reporting:board")).content.decode()


@pytest.mark.parametrize("kind", ["board", "training_lead", "licensing_officer", "champion", "content_editor", ""])
def test_nobody_else_opens_the_managers_desk(board, client, user_with, kind):
    client.force_login(user_with(kind, board.organisation("ALD")))
    assert client.get(MANAGER).status_code == 404


@pytest.fixture
def waiting(board):
    """Two people nobody matched, a message given up, one due two hours ago, one not due yet."""
    for name in ("One", "Two"):
        board.job(board.person(name), "ALD", is_unmatched=True)
    now = clock.now()
    for number, (due, tries) in enumerate([(-2, MOST_TRIES), (-2, 0), (2, 0)]):
        Message.objects.create(
            dedupe_key=f"m{number}",
            recipient="somebody@lookout.example",
            template="due_soon",
            created_at=now,
            not_before=now + timedelta(hours=due),
            tries=tries,
        )
    return board


def test_what_waits_is_counted_first_and_says_where_to_go(waiting, client, user_with):
    client.force_login(user_with("partnership_manager"))
    context = client.get(MANAGER).context
    found = {check.name: check.count for check in context["waiting"]}
    assert found["People waiting to be matched"] == 2
    assert found["Messages not sent"] == 2
    assert found["Month ends not kept"] == 1
    assert all(check.meaning and check.where for check in [*context["waiting"], *context["in_order"]])
    assert {check.count for check in context["in_order"]} == {0}


def test_the_manager_is_led_to_the_matches_they_settle_and_not_to_lists_they_cannot_bring(board, client, user_with):
    client.force_login(user_with("partnership_manager"))
    html = client.get(MANAGER).content.decode()
    assert f'href="{reverse("rosters:matching")}"' in html
    assert f'href="{reverse("rosters:list")}"' not in html
    assert client.get(reverse("rosters:matching")).status_code == 200


def test_counts_name_nobody(waiting, client, user_with):
    client.force_login(user_with("partnership_manager"))
    html = client.get(MANAGER).content.decode()
    assert "somebody@lookout.example" not in html
    assert "One" not in html.split("<main")[1].split("</main>")[0]


def test_the_managers_desk_takes_as_many_queries_however_many_people_wait(
    waiting, client, user_with, django_assert_max_num_queries
):
    client.force_login(user_with("partnership_manager"))
    for number in range(20):
        waiting.job(waiting.person(f"More {number}"), "ALD", is_unmatched=True)
    with django_assert_max_num_queries(16):
        client.get(MANAGER)


def test_a_grant_that_ends_within_thirty_days_is_counted_for_the_administrator(board, user_with):
    today = clock.today()
    for ends_on in (today, today + timedelta(days=30), today + timedelta(days=31), None):
        user_with("board", ends_on=ends_on)
    assert checks.grants_ending(today).count == 1


def test_the_administrator_finds_it_on_the_cms_home_with_the_lists_taken_away(board, client, user_with):
    taker = user_with("training_lead", board.organisation("ALD"))
    Export.objects.create(user=taker, desk="people", shelf="overdue", lines=7, happened_at=clock.now())
    client.force_login(User.objects.create_superuser("admin@lookout.example", "correct horse battery"))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "What needs doing" in html
    assert taker.email in html
    assert str(Export.objects.get().reference) in html


def test_an_editor_does_not_find_it(db, client):
    from django.contrib.auth.models import Group

    editor = User.objects.create_user("editor@lookout.example", "correct horse battery", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert "What needs doing" not in client.get(reverse("wagtailadmin_home")).content.decode()
