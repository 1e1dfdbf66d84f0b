"""Where no session is planned a learner asks; who holds sessions sees how many ask; who asked is told of one."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from courses.models import Course
from messaging.models import Message
from messaging.rendering import body_of
from partnership.models import Area, Organisation, Person
from schemes import tasks
from schemes.models import Session, SessionWish
from tests.learning import small_course
from tests.learning.conftest import People, county, course, districts, driver, people, publish, taxi  # noqa: F401
from tests.schemes.test_session_pages import NOW, _now, _with_grant, fields, learner, officer, session  # noqa: F401

pytestmark = pytest.mark.django_db
ASK = "/my-sessions/ask/cse-taxi/"


@pytest.fixture
def casterley(people: People, taxi: Course) -> Area:
    if not taxi.versions.exists():
        publish(taxi, small_course.content())
    return Area.objects.get(short_name="Casterley")


def said(area: Area, time: str = "evening") -> dict[str, object]:
    return {"area": area.pk, "time_of_day": time}


def test_a_dead_end_leads_to_asking_and_the_newest_word_counts(learner: tuple[Client, Person], casterley: Area) -> None:
    client, person = learner
    assert ASK in client.get("/my-sessions/").content.decode()
    assert client.post(ASK, said(casterley)).status_code == 302
    assert client.post(ASK, said(casterley, "weekend")).status_code == 302
    wish = SessionWish.objects.get()
    assert (wish.person, wish.area, wish.time_of_day) == (person, casterley, "weekend")
    assert "You asked on 30 November 2026, for Casterley." in client.get("/my-sessions/").content.decode()
    client.post(ASK, {"take_back": "yes"})
    assert not SessionWish.objects.exists()


def test_it_asks_where_and_when_with_their_own_area_chosen(learner: tuple[Client, Person], casterley: Area) -> None:
    client, _ = learner
    assert f'<option value="{casterley.pk}" selected' in client.get(ASK).content.decode()
    answer = client.post(ASK, {})
    assert answer.status_code == 400
    assert "Choose where you could come to." in answer.content.decode()


def test_who_holds_sessions_sees_counts_of_their_own_people_and_no_names(
    officer: Client, learner: tuple[Client, Person], casterley: Area
) -> None:
    client, person = learner
    client.post(ASK, said(casterley))
    assert "asks for" not in officer.get("/sessions/").content.decode()  # an employee is not the licensing officer's
    person.assignments.update(contract="licensed")
    page = officer.get("/sessions/").content.decode()
    assert "1 person asks for" in page
    assert "Casterley" in page
    assert person.display_name not in page
    elsewhere = Organisation.objects.create(
        code="ELS", name="Elsewhere", short_name="Elsewhere", kind="council", valid_from="2020-01-01"
    )
    other = _with_grant("other", "licensing_officer", elsewhere)
    assert "asks for" not in other.get("/sessions/").content.decode()


def test_who_asked_is_told_of_a_session_and_a_booking_settles_the_wish(
    officer: Client, learner: tuple[Client, Person], casterley: Area, people: People, taxi: Course
) -> None:
    client, person = learner
    Person.objects.filter(pk=person.pk).update(email="dana@post.example")
    client.post(ASK, said(casterley))
    officer.post("/sessions/new/", fields(people, taxi))
    told = Message.objects.get(template="session_planned")
    assert told.recipient == "dana@post.example"
    assert "12 December 2026, 18:30, Library, High Street" in body_of(told)
    client.post(f"/my-sessions/{Session.objects.get().uuid}/book/")
    assert not SessionWish.objects.exists()


def test_a_wish_of_half_a_year_ago_counts_no_more_and_is_forgotten(
    learner: tuple[Client, Person], casterley: Area
) -> None:
    learner[0].post(ASK, said(casterley))
    for days, left in ((182, 1), (184, 0)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            tasks.look_after_premises()
        assert SessionWish.objects.count() == left


def test_a_login_that_is_nobody_and_a_course_that_is_none_are_not_found(
    officer: Client, learner: tuple[Client, Person], casterley: Area
) -> None:
    assert officer.get(ASK).status_code == 404
    assert learner[0].get("/my-sessions/ask/no-such-course/").status_code == 404
