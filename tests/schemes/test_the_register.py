"""A session's register: everybody who booked or checked in, a box beside each, looked at once more before it counts."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from certification import services as certification
from courses.models import Course
from learning.models import Sitting
from messaging.models import Message
from messaging.rendering import body_of
from partnership.models import Person
from schemes import tasks
from schemes.models import Attendance, Session
from schemes.services import sessions
from schemes.services.sessions import Line, Refused
from tests.learning import small_course
from tests.learning.conftest import People, county, course, districts, driver, people, publish, taxi  # noqa: F401
from tests.schemes.test_session_pages import _now, fields, learner, officer  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(officer: Client, people: People, taxi: Course) -> Session:
    if not taxi.versions.exists():
        publish(taxi, small_course.content())
    assert officer.post("/sessions/new/", fields(people, taxi, capacity="2")).status_code == 302
    return Session.objects.get()


@pytest.fixture
def booked(session: Session, learner: tuple[Client, Person], people: People) -> list[Person]:
    """Three who booked: two places, and one on the waiting list. Two of them are both Maria K."""
    first, others = learner[1], [people.make("ewa", "phv_driver"), people.make("tariq", "phv_driver")]
    certification.refresh(person_ids=[each.pk for each in others])
    for person, name in zip([first, *others], ["Maria Kowalska", "Maria Kent", "Tariq Aziz"], strict=True):
        Person.objects.filter(pk=person.pk).update(display_name=name, email=f"{name[-3:].lower()}@post.example")
        person.refresh_from_db()
        sessions.book(session=session, person=person, at=session.starts_at.replace(day=1))
    return [first, *others]


@pytest.fixture
def held(session: Session, officer: Client) -> Iterator[str]:
    """The session is over, and its trainer at the register; its address."""
    with time_machine.travel(session.ends_at, tick=False):
        officer.force_login(User.objects.get(email="officer@post.example"))
        yield f"/sessions/{session.uuid}/"


def entered(*scores: tuple[Person, str], **more: str) -> dict[str, str]:
    return {
        "form": "register",
        "mode": "paper",
        "language": "ur",
        **{f"score_{person.pk}": score for person, score in scores},
        **more,
    }


def test_each_score_stands_beside_its_own_name_and_makes_a_pass_by_the_courses_mark(
    officer: Client, booked: list[Person], held: str
) -> None:
    kowalska, kent, tariq = booked
    page = officer.get(held).content.decode()
    assert page.index("Maria Ke.") < page.index(f"score_{kent.pk}") < page.index("Maria Ko.")
    assert page.index("Maria Ko.") < page.index(f"score_{kowalska.pk}") < page.index("Tariq A.")
    assert "80% is a pass" in page
    sent = entered((kowalska, "80"), (kent, "79"), **{f"here_{tariq.pk}": "on"})
    check = officer.post(held, sent).content.decode()
    assert check.index("Maria Ko.") < check.index("80%") < check.index("Tariq A.")
    assert not Attendance.objects.exists()
    for _ in range(2):
        officer.post(held, {**sent, "confirmed": "yes"})
    told = {line.person: line.score_percent for line in Attendance.objects.all()}
    assert told == {kowalska: 80, kent: 79, tariq: None}
    assert {s.attempt.person: s.is_passed for s in Sitting.objects.all()} == {kowalska: True, kent: False}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"mode": ""}, "Say how the assessment was held."),
        ({"score": "101"}, "enter a whole number from 0 to 100"),
        ({"score": ""}, "Tick who was there, or enter a score."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(
    officer: Client, booked: list[Person], held: str, more: dict[str, str], sentence: str
) -> None:
    score = more.pop("score", "90") if "score" in more else "90"
    answer = officer.post(held, entered((booked[0], score), **more))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Attendance.objects.exists()


def test_before_the_day_there_is_no_box_and_no_result(officer: Client, booked: list[Person], session: Session) -> None:
    address = f"/sessions/{session.uuid}/"
    page = officer.get(address).content.decode()
    assert "The register is taken from 12 December 2026 on." in page
    assert f"score_{booked[0].pk}" not in page
    answer = officer.post(address, {**entered((booked[0], "90")), "confirmed": "yes"})
    assert "Its register is taken from that day on." in answer.content.decode()
    assert not Attendance.objects.exists()


def test_nobody_records_their_own_result(officer: Client, booked: list[Person], held: str, session: Session) -> None:
    own = User.objects.get(email="officer@post.example")
    Person.objects.filter(pk=booked[0].pk).update(user=own)
    assert f"score_{booked[0].pk}" not in officer.get(held).content.decode()
    officer.post(held, {**entered((booked[0], "90")), "confirmed": "yes"})
    line = Line("Maria Kowalska", "email", "ska@post.example", "ur", "paper", 90)
    with pytest.raises(Refused, match="Nobody records their own result"):
        sessions.record_line(session=session, line=line, by=own, at=session.ends_at)
    assert not Attendance.objects.exists()


def test_by_another_key_it_is_the_same_line(booked: list[Person], held: str, officer: Client, session: Session) -> None:
    officer.post(held, {**entered((booked[0], ""), **{f"here_{booked[0].pk}": "on"}), "confirmed": "yes"})
    line = Line("Maria Kowalska", "email", "ska@post.example", "ur", "paper", 90)
    assert sessions.record_line(session=session, line=line, by=None, at=session.ends_at) == "pass"
    assert sessions.record_line(session=session, line=line, by=None, at=session.ends_at) == "unchanged"
    assert (Attendance.objects.get().score_percent, Sitting.objects.count()) == (90, 1)


def test_a_line_entered_by_mistake_is_taken_off_and_a_result_is_not(
    officer: Client, booked: list[Person], held: str
) -> None:
    here = {f"here_{booked[1].pk}": "on"}
    officer.post(held, {**entered((booked[0], "90"), **here), "confirmed": "yes"})
    for line in Attendance.objects.all():
        officer.post(f"{held}register/{line.uuid}/remove/")
    assert Attendance.objects.get().person == booked[0]


def test_a_session_with_a_register_is_not_cancelled(session: Session, booked: list[Person]) -> None:
    Attendance.objects.create(
        session=session, key_kind="email", key="x", name="X", score_percent=90, recorded_at=session.starts_at
    )
    with pytest.raises(Refused, match="cannot be cancelled any more"):
        sessions.cancel_session(session=session, at=session.ends_at)


def test_who_is_not_to_be_listed_is_not_named(officer: Client, booked: list[Person], held: str) -> None:
    Person.objects.filter(pk=booked[0].pk).update(do_not_list=True)
    officer.post(held, {**entered((booked[0], ""), **{f"here_{booked[0].pk}": "on"}), "confirmed": "yes"})
    page = officer.get(held).content.decode()
    assert "Name not listed" in page
    assert "Ko." not in page
    assert "Kowalska" not in page


def test_a_booking_is_confirmed_a_place_that_comes_free_is_told_and_tomorrow_reminded(
    booked: list[Person], session: Session
) -> None:
    def told(person: Person) -> list[str]:
        return list(Message.objects.filter(recipient=person.email).order_by("pk").values_list("template", flat=True))

    assert [told(each) for each in booked] == [["session_booked"], ["session_booked"], ["session_waiting"]]
    assert "number 1 on the waiting list" in body_of(Message.objects.get(template="session_waiting"))
    for _ in range(2):
        sessions.cancel_booking(session=session, person=booked[0], at=session.starts_at.replace(day=2))
    assert told(booked[2]) == ["session_waiting", "session_moved_up"]
    for day, expected in ((10, 0), (11, 2), (11, 0)):
        with time_machine.travel(session.starts_at.replace(day=day), tick=False):
            assert tasks.remind_of_sessions() == expected
    assert told(booked[0]) == ["session_booked"]
    assert "12 December 2026, 18:30, Library, High Street" in body_of(
        Message.objects.filter(template="session_tomorrow")[0]
    )


def test_the_page_costs_the_same_however_many_come(
    officer: Client, booked: list[Person], held: str, people: People, session: Session
) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(held)
        return len(seen)

    before = number()
    for n in range(4):
        sessions.book(session=session, person=people.make(f"m{n}", "phv_driver"), at=session.starts_at.replace(day=3))
    assert number() == before
