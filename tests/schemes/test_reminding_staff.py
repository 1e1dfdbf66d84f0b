"""Who can be reminded, who has to be spoken to, and when each was last reminded: beside the name and in the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from common import clock
from messaging.models import Message
from messaging.rendering import body_of
from partnership.models import Assignment, Person
from schemes.models import Premises
from schemes.queries.desk import champion_desk
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels


@dataclass
class Place:
    premises: Premises
    reached: Assignment
    unreached: list[Assignment]


@pytest.fixture
def place(hotels: Hotels) -> Place:
    """Three who are not trained: one with a phone, two with a PIN alone."""
    today = clock.today()
    found = hotels.place(today - timedelta(days=10), staff=6, trained=6)
    reached = hotels.post(found, today, hotels.person("Ana Pop"))
    unreached = [hotels.post(found, today, hotels.person(name)) for name in ("Ben Tye", "Rosa Silva")]
    Person.objects.filter(pk=reached.person_id).update(mobile="+447700900123")
    hotels.refresh(reached, *unreached)
    hotels.declare(found, 9, today)
    return Place(found, reached, unreached)


@pytest.fixture
def champion(place: Place, client: Client, user_with: Callable[..., Any]) -> Client:
    client.force_login(user_with("champion", place.premises.organisation))
    return client


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def remind(champion: Client, place: Place) -> Any:
    return champion.post(reverse("schemes:remind_staff", args=[place.premises.uuid]), follow=True)


def row(answer: Any, name: str) -> str:
    """What stands on the list beside a name."""
    rows = re.findall(r"<tr.*?</tr>", answer.content.decode(), re.DOTALL)
    (found,) = [each for each in rows if name in each]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_button_counts_those_it_reaches_and_the_list_says_who_it_does_not(champion: Client, place: Place) -> None:
    desk = champion.get(reverse("desks:champion"))
    assert "3 people here still have to do the course" in words(desk)
    assert "Remind 1 person" in words(desk)
    assert "not reminded yet" in row(desk, "Ana P.")
    for name in ("Ben T.", "Rosa S."):
        assert "no phone or e-mail: speak to them" in row(desk, name)


def test_the_answer_names_whom_to_speak_to(champion: Client, place: Place) -> None:
    said = words(remind(champion, place))
    assert "1 reminder is on its way. No phone or e-mail here, so speak to them: Ben T., Rosa S. " in said
    assert "Silva" not in said


def test_the_day_of_the_last_reminder_stands_beside_the_name_and_the_button_is_gone(
    champion: Client, place: Place
) -> None:
    desk = remind(champion, place)
    assert f"reminded {date_format(clock.today(), 'j F Y')}" in row(desk, "Ana P.")
    assert reverse("schemes:remind_staff", args=[place.premises.uuid]) not in desk.content.decode()


def test_a_reminder_of_another_week_is_told_and_may_be_sent_again(champion: Client, place: Place) -> None:
    remind(champion, place)
    later = champion_desk(place.premises, clock.today() + timedelta(days=7))
    (ana,) = [member for member in later.members if member.name == "Ana P."]
    assert ana.reminded_on == clock.today()
    assert later.to_remind == [ana]


def test_a_press_that_reminds_nobody_is_not_a_green_done(champion: Client, place: Place) -> None:
    assert "govuk-notification-banner--success" in remind(champion, place).content.decode()
    again = remind(champion, place)
    assert "1 person was reminded this week already. No phone or e-mail here" in words(again)
    assert "govuk-notification-banner--success" not in again.content.decode()


def test_without_texts_a_phone_reaches_nobody(champion: Client, place: Place, settings: Any) -> None:
    settings.SMS_TRANSPORT = ""
    assert "no phone or e-mail: speak to them" in row(champion.get(reverse("desks:champion")), "Ana P.")


def test_the_message_asks_those_who_have_not_begun_to_begin(champion: Client, place: Place) -> None:
    Person.objects.filter(pk=place.reached.person_id).update(email="ana@hotel.example")
    remind(champion, place)
    assert "Carry on here" not in body_of(Message.objects.get(template="hotel_reminder"))


def test_the_list_is_of_those_not_trained_and_the_others_fold_away_under_the_links(
    champion: Client, place: Place
) -> None:
    html = champion.get(reverse("desks:champion")).content.decode()
    assert "6 people for whom nothing is due" in html
    assert html.index("Looking after your premises") < html.index("Ana P.")
    assert html.index("Ana P.") < html.index("6 people for whom nothing is due") < html.index("Ewa N.")


def test_a_day_by_which_is_the_last_day_in_time(champion: Client, place: Place) -> None:
    (ana,) = [m for m in champion_desk(place.premises, clock.today()).members if m.name == "Ana P."]
    assert ana.due_on is not None
    last = date_format(ana.due_on - timedelta(days=1), "j F Y")
    assert f"by {last}, not begun" in row(champion.get(reverse("desks:champion")), "Ana P.")


def test_a_day_that_has_passed_is_said_as_passed(champion: Client, hotels: Hotels, place: Place) -> None:
    late = hotels.post(place.premises, clock.today() - timedelta(days=60), hotels.person("Ilie Radu"))
    hotels.refresh(late)
    assert "was due by" in row(champion.get(reverse("desks:champion")), "Ilie R.")
