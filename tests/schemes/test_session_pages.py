"""Sessions on their pages: made by who may, booked by learners, checked in by the code; not yours is 404."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from certification import services as certification
from certification.models import Requirement
from courses.models import Course
from messaging.models import Message
from partnership.models import AccessGrant, Organisation, Person
from schemes.models import Attendance, Session
from schemes.rules.check_in import code_at
from tests.learning.conftest import LONG_AGO, People, county, course, districts, driver, people, taxi  # noqa: F401

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _now() -> Any:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(people: People) -> Client:
    return _with_grant("officer", "licensing_officer", people.organisation)


def _with_grant(name: str, kind: str, organisation: Organisation | None) -> Client:
    user = User.objects.create_user(f"{name}@post.example")
    AccessGrant.objects.create(user=user, kind=kind, organisation=organisation, starts_on=LONG_AGO)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def learner(people: People, taxi: Course) -> tuple[Client, Person]:
    """A driver held to the course."""
    person = people.make("dana", "phv_driver", area="Casterley")
    Requirement.objects.create(
        name="Drivers",
        course=taxi,
        role_group=people.group,
        basis="contract",
        validity_months=36,
        effective_from=LONG_AGO,
    )
    certification.refresh(person_ids=[person.pk])
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]  # made with one
    return client, person


def fields(people: People, taxi: Course, **changes: object) -> dict[str, object]:
    return {
        "organisation": people.organisation.pk,
        "course": taxi.pk,
        "held_on": "12/12/2026",
        "starts": "18:30",
        "minutes": "90",
        "place": "Library, High Street",
        "capacity": "1",
        "language": "ur",
        **changes,
    }


@pytest.fixture
def session(officer: Client, people: People, taxi: Course) -> Session:
    assert officer.post("/sessions/new/", fields(people, taxi)).status_code == 302
    return Session.objects.get()


def test_a_session_made_on_its_page_is_listed_and_has_london_hours(officer: Client, session: Session) -> None:
    assert (session.starts_at, session.held_on) == (datetime(2026, 12, 12, 18, 30, tzinfo=UTC), date(2026, 12, 12))
    page = officer.get("/sessions/").content.decode()
    assert "12 December 2026, 18:30" in page
    assert "Library, High Street" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"held_on": "29/11/2026"}, "That day is past."),
        ({"starts": "half six"}, "Enter a time like 18:30."),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"place": ""}, "Enter where it is held."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    officer: Client, people: People, taxi: Course, change: dict[str, object], sentence: str
) -> None:
    answer = officer.post("/sessions/new/", fields(people, taxi, **change))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Session.objects.exists()


def test_a_learner_books_waits_gives_back_and_is_told_of_a_cancellation(
    officer: Client, session: Session, learner: tuple[Client, Person], people: People
) -> None:
    client, person = learner
    person.email = "dana@post.example"
    person.save()
    other = people.make("kit", "phv_driver")
    certification.refresh(person_ids=[other.pk])
    first = Client()
    first.force_login(other.user)  # type: ignore[arg-type]
    assert "1 place left" in client.get("/my-sessions/").content.decode()
    first.post(f"/my-sessions/{session.uuid}/book/")
    page = client.post(f"/my-sessions/{session.uuid}/book/", follow=True).content.decode()
    assert "You are number 1 on the waiting list." in page
    first.post(f"/my-sessions/{session.uuid}/give-back/")
    assert "You have a place." in client.get("/my-sessions/").content.decode()
    for _ in range(2):
        officer.post(f"/sessions/{session.uuid}/cancel/")
    assert Message.objects.get(template="session_cancelled").recipient == "dana@post.example"
    assert "No session is planned near you" in client.get("/my-sessions/").content.decode()


def test_the_trainers_page_shows_first_name_and_initial_only(
    officer: Client, session: Session, learner: tuple[Client, Person]
) -> None:
    client, person = learner
    Person.objects.filter(pk=person.pk).update(display_name="Dana Whitlock")
    client.post(f"/my-sessions/{session.uuid}/book/")
    page = officer.get(f"/sessions/{session.uuid}/").content.decode()
    assert "Dana W." in page
    assert "Whitlock" not in page


def test_somebody_in_the_room_checks_in_by_the_code_on_the_screen(
    officer: Client, session: Session, learner: tuple[Client, Person]
) -> None:
    client, person = learner
    with time_machine.travel(session.starts_at, tick=False):
        officer.force_login(User.objects.get(email="officer@post.example"))
        client.force_login(person.user)  # type: ignore[arg-type]
        code = code_at(session.check_in_secret, session.starts_at)
        screen = officer.get(f"/sessions/{session.uuid}/code/")
        assert f"{code[:3]} {code[3:]}" in screen.content.decode()
        assert screen["Refresh"] == "15"
        wrong = client.post(f"/sessions/{session.uuid}/check-in/", {"code": "not it"})
        assert (wrong.status_code, "look again" in wrong.content.decode()) == (400, True)
        assert (
            "You are checked in" in client.post(f"/sessions/{session.uuid}/check-in/", {"code": code}).content.decode()
        )
    assert Attendance.objects.get().person == person


def test_a_line_of_the_register_is_taken_and_a_wrong_one_says_why(officer: Client, session: Session) -> None:
    with time_machine.travel(session.ends_at, tick=False):
        officer.force_login(User.objects.get(email="officer@post.example"))
        line = {"form": "line", "name": "Carl Venn", "key_kind": "email", "key": "c@post.example", "language": "en-GB"}
        page = officer.post(f"/sessions/{session.uuid}/", line, follow=True).content.decode()
        assert "nobody is known by that yet" in page
        assert "Not matched yet" in page
        wrong = officer.post(f"/sessions/{session.uuid}/", {**line, "score_percent": "84"})
        assert (wrong.status_code, "needs assessment_mode" in wrong.content.decode()) == (400, True)


NOT_FOUND = 404
PAGES = ("list", "new", "session", "code", "cancel", "remove")


@pytest.mark.parametrize(
    ("kind", "whose", "opened"),
    [
        ("licensing_officer", "own", PAGES),
        ("training_lead", "own", PAGES),
        ("democratic_services", "own", PAGES),
        ("hotel_watch", "own", PAGES),
        ("licensing_officer", "another", ("list", "new")),
        ("training_lead", "another", ("list", "new")),
        ("facilitator", "named", ("list", "session", "code", "remove")),
        ("facilitator", "own", ("list",)),  # until a session names them
        ("line_manager", "own", ()),
        ("champion", "own", ()),
        ("operator_manager", "own", ()),
        ("evidence_reviewer", "own", ()),
        ("partnership_manager", "", ()),
        ("board", "", ()),
        ("content_editor", "", ()),
        ("support_desk", "", ()),
        ("", "", ()),
    ],
)
def test_who_opens_what_of_sessions(
    session: Session, people: People, kind: str, whose: str, opened: tuple[str, ...]
) -> None:
    elsewhere = Organisation.objects.create(
        code="ELS", name="Elsewhere", short_name="Elsewhere", kind="council", valid_from=LONG_AGO
    )
    place = {"own": people.organisation, "named": None, "another": elsewhere}.get(whose)
    client = _with_grant("other", kind, place) if kind else _somebody()
    if whose == "named":
        Session.objects.update(facilitator=User.objects.get(email="other@post.example"))
    line = Attendance.objects.create(
        session=session, key_kind="email", key="x@post.example", name="X", recorded_at=session.starts_at
    )
    own = f"/sessions/{session.uuid}/"
    answers = {
        "list": client.get("/sessions/").status_code,
        "new": client.get("/sessions/new/").status_code,
        "session": client.get(own).status_code,
        "code": client.get(f"{own}code/").status_code,
        "cancel": client.post(f"{own}cancel/").status_code,  # refused in words: somebody is on its register
        "remove": client.post(f"{own}register/{line.uuid}/remove/").status_code,
    }
    assert {page for page, status in answers.items() if status in (200, 302)} == set(opened)
    assert all(status == NOT_FOUND for page, status in answers.items() if page not in opened)


def test_who_leads_a_session_sees_its_register_and_another_desk_its_own_people(
    officer: Client, session: Session, people: People
) -> None:
    """The officer leads it. A colleague at licensing is told of drivers, and takes nobody else off the register."""
    posts = {"licensed": people.make("dana", "phv_driver"), "employed": people.make("esme", "inspector")}
    lines = {}
    for contract, person in posts.items():
        Person.objects.filter(pk=person.pk).update(display_name=f"{person.display_name} Venn")
        person.assignments.update(contract=contract)
        lines[contract] = Attendance.objects.create(
            session=session,
            key_kind="booking",
            key=contract,
            name=person.display_name,
            person=person,
            recorded_at=session.starts_at,
        )
    page = f"/sessions/{session.uuid}/"
    told = {"officer": officer, "colleague": _with_grant("colleague", "licensing_officer", people.organisation)}
    seen = {who: client.get(page).content.decode() for who, client in told.items()}
    assert [name in seen["officer"] for name in ("Dana V.", "Esme V.")] == [True, True]
    assert [name in seen["colleague"] for name in ("Dana V.", "Esme V.")] == [True, False]
    assert "1 person on this register is looked after by somebody else" in seen["colleague"]
    removed = [told["colleague"].post(f"{page}register/{lines[each].uuid}/remove/").status_code for each in posts]
    assert removed == [302, 404]
    assert list(session.attendances.values_list("key", flat=True)) == ["employed"]


def _somebody() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("nobody@post.example"))
    return client


def test_a_facilitator_is_named_on_the_form_and_finds_an_empty_list_before(
    officer: Client, people: People, taxi: Course
) -> None:
    client = _with_grant("trainer", "facilitator", None)
    assert "No session is planned." in client.get("/sessions/").content.decode()
    trainer = User.objects.get(email="trainer@post.example")
    officer.post("/sessions/new/", fields(people, taxi, facilitator=trainer.pk))
    assert Session.objects.get().facilitator == trainer
    assert "Library, High Street" in client.get("/sessions/").content.decode()
    assert 'value="Library, High Street"' in officer.get("/sessions/new/").content.decode()  # as last time


def test_a_learner_of_another_district_cannot_book_here(session: Session, people: People, taxi: Course) -> None:
    Session.objects.update(area=people.districts["Aldermoor"])
    person = people.make("far", "phv_driver", area="Dunmere")
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]
    assert client.post(f"/my-sessions/{session.uuid}/book/").status_code == 404


def test_the_list_costs_the_same_however_long(
    officer: Client, session: Session, django_assert_max_num_queries: Callable
) -> None:
    for number in range(5):
        Session.objects.create(
            reference=f"S-{number}",
            course=session.course,
            organisation=session.organisation,
            place="x",
            starts_at=session.starts_at + timedelta(days=number),
            ends_at=session.ends_at + timedelta(days=number),
            held_on=session.held_on,
            capacity=3,
        )
    with django_assert_max_num_queries(14):
        officer.get("/sessions/")


def test_the_list_says_the_language_and_how_many_places_are_taken(
    officer: Client, session: Session, learner: tuple[Client, Person], people: People
) -> None:
    page = officer.get("/sessions/").content.decode()
    assert ("Urdu" in page, "0 of 1 place taken" in page) == (True, True)
    other = people.make("kit", "phv_driver")
    certification.refresh(person_ids=[other.pk])
    second = Client()
    second.force_login(other.user)  # type: ignore[arg-type]
    learner[0].post(f"/my-sessions/{session.uuid}/book/")
    assert "1 of 1 place taken" in officer.get("/sessions/").content.decode()
    second.post(f"/my-sessions/{session.uuid}/book/")
    assert "All 1 places taken, 1 on the waiting list" in officer.get("/sessions/").content.decode()
    learner[0].post(f"/my-sessions/{session.uuid}/give-back/")
    assert "1 of 1 place taken" in officer.get("/sessions/").content.decode()


def test_the_same_session_is_not_made_twice(officer: Client, session: Session, people: People, taxi: Course) -> None:
    again = officer.post("/sessions/new/", fields(people, taxi, place="library, high street"))
    assert again.status_code == 400
    assert "You have made this session already" in again.content.decode()
    assert officer.post("/sessions/new/", fields(people, taxi, starts="19:30")).status_code == 302
    officer.post(f"/sessions/{session.uuid}/cancel/")
    assert officer.post("/sessions/new/", fields(people, taxi)).status_code == 302


def test_who_makes_a_session_where_nobody_else_leads_any_is_told_that_they_do(officer: Client) -> None:
    assert "You lead it" in officer.get("/sessions/new/").content.decode()
    _with_grant("trainer", "facilitator", None)
    assert "You lead it" not in officer.get("/sessions/new/").content.decode()


@pytest.mark.parametrize(
    ("email", "said", "leads_to"),
    [
        ("dana@post.example", "Those who booked are told.", "/sessions/"),
        ("", "No message reaches those who booked, so tell them yourself.", "session"),
    ],
)
def test_whoever_cancels_hears_whom_no_message_reaches(
    officer: Client, session: Session, learner: tuple[Client, Person], email: str, said: str, leads_to: str
) -> None:
    client, person = learner
    Person.objects.filter(pk=person.pk).update(email=email, mobile="")
    client.post(f"/my-sessions/{session.uuid}/book/")
    answer = officer.post(f"/sessions/{session.uuid}/cancel/", follow=True)
    assert said in answer.content.decode()
    own = f"/sessions/{session.uuid}/"
    assert answer.redirect_chain[-1][0] == (own if leads_to == "session" else leads_to)
