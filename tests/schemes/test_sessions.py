"""Facilitated sessions: places and a queue, a check-in code that grows old, and registers whose scores count once."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from certification.models import Certificate
from courses.models import Course
from learning.models import Attempt, Sitting
from lrs.models import Statement
from partnership.models import Area, Person
from schemes.models import Attendance, Licence, Session
from schemes.queries.sessions import place_of, places
from schemes.rules.check_in import code_at
from schemes.services import sessions
from schemes.services.sessions import Line, Outcome, Refused, outcome_of, record_line
from tests.learning.conftest import People, begin, county, course, districts, driver, people, taxi  # noqa: F401

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 12, 18, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
BEFORE = STARTS - timedelta(days=10)
Make = Callable[..., Session]


@pytest.fixture
def make(people: People, taxi: Course) -> Make:
    def session(capacity: int = 2, reference: str = "S-2026-031") -> Session:
        return sessions.create_session(
            reference=reference,
            course=taxi,
            organisation=people.organisation,
            place="Aldermoor library",
            starts_at=STARTS,
            minutes=90,
            capacity=capacity,
        )

    return session


@pytest.fixture
def licensed(people: People) -> Person:
    """A driver with licence 000417 of the organisation."""
    person = people.make("iqbal", "phv_driver")
    Licence.objects.create(
        assignment=person.assignments.get(),
        authority=people.organisation,
        number="000417",
        number_key="417",
        kind="phv",
        issued_on=date(2024, 2, 1),
        expires_on=date(2027, 1, 31),
    )
    return person


@pytest.fixture
def line(people: People) -> Line:
    return Line("Mohammed Iqbal", "licence", f"{people.organisation.code}:000417", "ur", "oral", 92, True)


def test_those_who_booked_first_have_the_places_and_the_rest_wait_in_order(make: Make, people: People) -> None:
    session = make(capacity=2)
    everybody = [people.make(name) for name in ("ann", "ben", "cat", "dot")]
    for number, person in enumerate(everybody):
        sessions.book(session=session, person=person, at=BEFORE + timedelta(hours=number))
    assert [place.waiting for place in places(session)] == [0, 0, 1, 2]
    sessions.cancel_booking(session=session, person=everybody[0], at=BEFORE + timedelta(days=1))
    moved_up = place_of(session, everybody[2])
    assert moved_up is not None
    assert moved_up.waiting == 0


def test_booked_twice_is_one_booking_and_booked_again_goes_to_the_end(make: Make, people: People) -> None:
    session = make(capacity=1)
    ann, ben = people.make("ann"), people.make("ben")
    for person in (ann, ann, ben):
        sessions.book(session=session, person=person, at=BEFORE)
    sessions.cancel_booking(session=session, person=ann, at=BEFORE)
    sessions.book(session=session, person=ann, at=BEFORE + timedelta(hours=1))
    assert [place.booking.person for place in places(session)] == [ben, ann]


def test_nobody_books_a_session_that_is_over_or_was_cancelled(make: Make, people: People) -> None:
    session = make()
    with pytest.raises(Refused, match="over or was cancelled"):
        sessions.book(session=session, person=people.make("ann"), at=NOW)
    sessions.cancel_session(session=session, at=BEFORE)
    with pytest.raises(Refused, match="over or was cancelled"):
        sessions.book(session=session, person=people.make("ben"), at=BEFORE)


def test_the_code_on_the_screen_checks_in_and_soon_grows_old(make: Make, people: People) -> None:
    session, ann = make(), people.make("ann")
    code = code_at(session.check_in_secret, STARTS)
    for later in (timedelta(), timedelta(seconds=80)):
        sessions.check_in(session=session, person=ann, typed=f"{code[:3]} {code[3:]}", at=STARTS + later)
    assert Attendance.objects.get().person == ann
    with pytest.raises(Refused, match="not the code on the screen now"):
        sessions.check_in(session=session, person=people.make("ben"), typed=code, at=STARTS + timedelta(minutes=3))


def test_checking_in_is_for_the_time_of_the_session(make: Make, people: People) -> None:
    session = make()
    with pytest.raises(Refused, match="half an hour before"):
        sessions.check_in(
            session=session, person=people.make("ann"), typed=code_at(session.check_in_secret, BEFORE), at=BEFORE
        )


def test_a_score_over_the_mark_is_a_pass_with_its_certificate_and_says_how(
    make: Make, licensed: Person, line: Line, django_capture_on_commit_callbacks: Callable
) -> None:
    session = make()
    with django_capture_on_commit_callbacks(execute=True):
        assert record_line(session=session, line=line, by=None, at=NOW) is Outcome.PASS
    certificate = Certificate.objects.get(person=licensed)
    assert (certificate.passed_on, certificate.mode, certificate.language) == (date(2026, 11, 12), "oral", "ur")
    texts = list(Statement.objects.order_by("pk").values_list("text", flat=True))
    verbs = [json.loads(text)["verb"]["id"].rsplit("/", 1)[-1] for text in texts]
    assert verbs == ["initialized", "passed", "completed"]
    assert "Iqbal" not in "".join(texts)


def test_the_same_line_again_changes_nothing(make: Make, licensed: Person, line: Line) -> None:
    session = make()
    results = [record_line(session=session, line=line, by=None, at=NOW) for _ in range(2)]
    assert results == [Outcome.PASS, Outcome.UNCHANGED]
    assert Sitting.objects.count() == 1


def test_a_fail_counts_as_a_fail_and_leaves_the_place_online(
    make: Make, licensed: Person, line: Line, begin: Callable
) -> None:
    online = begin(licensed).attempt
    assert record_line(session=make(), line=replace(line, score_percent=58), by=None, at=NOW) is Outcome.FAIL
    online.refresh_from_db()
    assert online.is_open
    assert Attempt.objects.filter(person=licensed).count() == 2


def test_without_a_score_somebody_attended_and_has_no_certificate(make: Make, licensed: Person, line: Line) -> None:
    there = replace(line, mode="", score_percent=None)
    assert record_line(session=make(), line=there, by=None, at=NOW) is Outcome.ATTENDED
    assert not Attempt.objects.exists()


def test_a_score_that_comes_later_makes_it_a_pass(make: Make, licensed: Person, line: Line) -> None:
    session = make()
    record_line(session=session, line=replace(line, mode="", score_percent=None), by=None, at=NOW)
    assert record_line(session=session, line=line, by=None, at=NOW) is Outcome.PASS


def test_another_score_than_the_one_recorded_is_refused(make: Make, licensed: Person, line: Line) -> None:
    session = make()
    record_line(session=session, line=line, by=None, at=NOW)
    with pytest.raises(Refused, match="92% was recorded before"):
        record_line(session=session, line=replace(line, score_percent=58), by=None, at=NOW)


def test_somebody_unknown_waits_until_a_register_brings_them(
    make: Make, licensed: Person, line: Line, people: People
) -> None:
    session = make()
    unknown = replace(line, key=f"{people.organisation.code}:9999")
    assert record_line(session=session, line=unknown, by=None, at=NOW) is Outcome.UNMATCHED
    assert sessions.match_waiting() == 0
    Licence.objects.update(number="9999", number_key="9999")
    assert [sessions.match_waiting(), sessions.match_waiting()] == [1, 0]
    assert Sitting.objects.get().attempt.person == licensed


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mode": ""}, "needs assessment_mode"),
        ({"score_percent": 192}, "from 0 to 100"),
        ({"key_kind": "name"}, "licence, premises or email"),
    ],
)
def test_a_line_that_cannot_be_says_why_and_writes_nothing(
    make: Make, line: Line, change: dict[str, object], reason: str
) -> None:
    session = make()
    with pytest.raises(Refused, match=reason):
        record_line(session=session, line=replace(line, **change), by=None, at=NOW)  # type: ignore[arg-type]
    assert not Attendance.objects.exists()


def test_asking_what_a_line_would_come_to_writes_nothing(
    make: Make, licensed: Person, line: Line, taxi: Course
) -> None:
    assert outcome_of(session=None, course=taxi, line=line) is Outcome.PASS
    assert not Attendance.objects.exists()


def test_a_register_of_a_session_nobody_entered_enters_it(people: People, taxi: Course) -> None:
    entered = [
        sessions.session_of_register(
            reference="S-1", course=taxi, held_on=date(2026, 11, 12), organisation=people.organisation
        )
        for _ in range(2)
    ]
    assert entered[0] == entered[1]
    with pytest.raises(Refused, match="Correct the course or the date"):
        sessions.session_of_register(
            reference="S-1", course=taxi, held_on=date(2026, 11, 13), organisation=people.organisation
        )


def test_a_person_is_found_by_e_mail_and_by_premises_and_name(people: People) -> None:
    from schemes.queries.sessions import people_called

    person: Person = people.make("maria", "hotel_night")
    person.email = "Maria@post.example"
    person.save()
    place: Area = person.assignments.get().area
    assert place is not None
    assert people_called("email", "maria@POST.example") == [person]
    assert people_called("premises", f"{people.organisation.code}: maria ") == [person]
    assert people_called("premises", f"{people.organisation.code}:nobody") == []
