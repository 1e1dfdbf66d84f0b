"""A driver's page for their licensing officer: how the licence stands, why no leave, and when a reminder helps."""

from datetime import date

import pytest

from messaging.models import Message
from messaging.services import send_waiting
from partnership.models import Absence, Person

ENDS = date(2027, 6, 30)


@pytest.fixture
def officer(desks, client, user_with, today):
    client.force_login(user_with("licensing_officer", desks.world.organisation("ALD")))
    return client


def driver(desks, passed=None, **contact):
    licence = desks.driver("Dana Okafor", ENDS, passed=passed)
    Person.objects.filter(pk=licence.assignment.person_id).update(**contact)
    desks.settle()
    return licence.assignment


def page(officer, post):
    return officer.get(f"/posts/{post.uuid}/").content.decode()


def remind(officer, post):
    return officer.post(f"/posts/{post.uuid}/", {"form": "remind"}, follow=True).content.decode()


def test_it_says_how_an_absence_is_handled_instead_of_offering_leave(desks, officer):
    html = page(officer, driver(desks))
    assert "A driver’s absence is not recorded here." in html
    assert ("Record leave" in html, "The licence’s last day is 30 June 2027." in html) == (False, True)


def test_a_suspended_or_ended_licence_says_so(desks, officer):
    post = driver(desks)
    desks.world.suspended(post, date(2026, 11, 1))
    assert "The licence is suspended since 1 November 2026. Its last day is 30 June 2027." in page(officer, post)
    post.inactivities.all().delete()
    post.ends_on = date(2026, 11, 20)
    post.save()
    assert "The licence is not in force since 20 November 2026." in page(officer, post)


def test_who_can_be_reminded_is_and_the_page_says_when(desks, officer, settings):
    post = driver(desks, email="dana@x.example")
    html = page(officer, post)
    assert ("Send a reminder" in html, "No reminder has gone out yet." in html) == (True, True)
    assert "A reminder is on its way." in remind(officer, post)
    send_waiting(at=Message.objects.get().not_before)
    assert "Last reminded on 22 November 2026." in page(officer, post)


@pytest.mark.parametrize(
    ("passed", "contact", "why"),
    [
        (None, {}, "No e-mail or phone known: no reminder reaches them. Speak to them."),
        (date(2026, 9, 1), {"email": "dana@x.example"}, "There is nothing to remind them of now."),
    ],
)
def test_where_a_reminder_would_do_nothing_it_is_not_offered(desks, officer, passed, contact, why):
    post = driver(desks, passed, **contact)
    html = page(officer, post)
    assert ("Send a reminder" in html, why in html) == (False, True)
    assert why in remind(officer, post)
    assert not Message.objects.exists()


def test_nobody_is_reminded_on_leave(desks, officer):
    post = driver(desks, email="dana@x.example")
    Absence.objects.create(assignment=post, starts_on=date(2026, 11, 1))
    desks.settle()
    html = page(officer, post)
    assert ("Send a reminder" in html, "No reminder goes out while they are on leave." in html) == (False, True)
