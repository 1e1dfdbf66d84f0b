"""How many work there: the last number of a day counts everywhere, and one below those who are there is asked about."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.dates import add_months
from partnership.models import Assignment, Organisation
from schemes.models import Headcount, Premises
from schemes.queries.desk import champion_desk
from schemes.queries.hotels import sector
from schemes.rules.coverage import Grade
from schemes.rules.next_steps import Step
from schemes.services import roll_call
from tests.reporting.conftest import user_with  # noqa: F401
from tests.schemes.conftest import Hotels


@pytest.fixture
def place(hotels: Hotels) -> Premises:
    return hotels.place(add_months(clock.today(), -2), staff=6, trained=5)


@pytest.fixture
def champion(place: Premises, client: Client, user_with: Callable[..., Any]) -> Client:
    client.force_login(user_with("champion", place.organisation))
    return client


def say(champion: Client, place: Premises, headcount: int, *left: Assignment, **pressed: str) -> Any:
    posts = Assignment.objects.filter(organisation=place.organisation, ends_on=None)
    told = {
        "shown": [str(post.pk) for post in posts],
        "left": [str(post.pk) for post in left],
        "headcount": str(headcount),
    }
    return champion.post(reverse("schemes:roll_call", args=[place.uuid]), told | pressed, follow=True)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_last_number_of_a_day_counts_everywhere(champion: Client, place: Premises) -> None:
    say(champion, place, 12, confirmed="yes")
    assert "5 of 12 trained (42%)" in words(champion.get(reverse("desks:champion")))
    desk = say(champion, place, 10, confirmed="yes")
    assert "5 of 10 trained (50%)" in words(desk)
    assert "you said that 10 people work here" in words(desk)
    assert "it was 10." in words(champion.get(reverse("schemes:roll_call", args=[place.uuid])))
    figures = sector(clock.today())
    assert (figures.declared, figures.grades[Grade.B]) == (10, 1)


def test_a_number_said_before_counts_again_when_it_is_said_last(hotels: Hotels, place: Premises) -> None:
    for headcount in (15, 16, 15):
        roll_call.declare_headcount(premises=place, headcount=headcount, on=clock.today())
    assert hotels.reading(place, clock.today()).coverage.headcount == 15
    desk = champion_desk(place, clock.today())
    assert desk.declared is not None
    assert desk.declared.headcount == 15


def test_a_days_last_number_counts_at_the_coordinators_too(
    hotels: Hotels, place: Premises, client: Client, user_with: Callable[..., Any]
) -> None:
    for headcount in (3, 16):
        hotels.declare(place, headcount, clock.today())
    client.force_login(user_with("hotel_watch", Organisation.objects.get(code="HOTELS")))
    assert "5 of 16 trained (31%)" in words(client.get(reverse("schemes:premises", args=[place.uuid])))
    assert "5 of 16 trained (31%)" in words(client.get(reverse("desks:coordinator")))


@pytest.mark.parametrize("pressed", [{}, {"confirmed": "yes"}])
def test_fewer_than_those_who_stay_is_refused_beside_the_number(
    champion: Client, place: Premises, pressed: dict[str, str]
) -> None:
    before = Headcount.objects.count()
    answer = say(champion, place, 3, **pressed)
    assert answer.status_code == 400
    assert "6 who joined are still here, so at least 6 work here." in words(answer)
    assert 'id="id_headcount-error"' in answer.content.decode()
    assert Headcount.objects.count() == before


def test_as_many_as_stay_is_taken(champion: Client, place: Premises) -> None:
    gone = Assignment.objects.latest("pk")
    assert say(champion, place, 5, gone).status_code == 200
    assert "Roll-call taken" in words(say(champion, place, 5, gone, confirmed="yes"))


def test_an_impossible_share_is_not_shown_and_the_champion_is_asked(
    champion: Client, hotels: Hotels, place: Premises
) -> None:
    hotels.declare(place, 3, clock.today())
    assert champion_desk(place, clock.today()).step is Step.CHECK_HEADCOUNT
    page = champion.get(reverse("desks:champion"))
    assert "100%" not in words(page)
    assert "Check the headcount" in words(page)
    assert reverse("schemes:roll_call", args=[place.uuid]) + "#id_headcount" in page.content.decode()


def test_more_who_joined_than_were_said_to_work_there_is_asked_about_though_few_are_trained(
    hotels: Hotels, place: Premises
) -> None:
    hotels.declare(place, 7, clock.today())
    assert champion_desk(place, clock.today()).step is Step.NOTHING
    hotels.refresh(*(hotels.post(place, clock.today()) for _ in range(2)))
    desk = champion_desk(place, clock.today())
    assert (desk.reading.coverage.capped, desk.step, desk.is_headcount_too_low) == (5, Step.CHECK_HEADCOUNT, True)


def test_who_is_taken_off_is_told_with_one_full_stop(champion: Client, hotels: Hotels, place: Premises) -> None:
    rosa = hotels.post(place, clock.today(), hotels.person("Rosa Silva"))
    assert "Taken off: Rosa S. If that was wrong" in words(say(champion, place, 6, rosa, confirmed="yes"))
