"""A result recorded wrongly is put right on the register: what came of it goes, what was is kept, they are told."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certification.models import Certificate
from certification.queries.integrity import differences
from common import clock
from courses.models import Course
from learning import services as learning
from learning.models import Attempt, Sitting
from lrs.models import Statement
from messaging.models import Message
from messaging.rendering import body_of
from partnership.models import Person
from schemes.models import Attendance, ResultCorrection, Session
from schemes.services.registers import Correction, correct_result
from schemes.services.sessions import Refused
from tests.learning.conftest import People, county, course, districts, driver, people, publish, taxi  # noqa: F401
from tests.schemes.test_session_pages import _now, fields, learner, officer  # noqa: F401
from tests.schemes.test_the_register import booked, entered, held, session  # noqa: F401

pytestmark = pytest.mark.django_db


def address_of(line: Attendance) -> str:
    return reverse("schemes:correct_line", args=[line.session.uuid, line.uuid])


def record(officer: Client, held: str, person: Person, score: str) -> Attendance:
    """As the trainer enters it."""
    assert officer.post(held, {**entered((person, score)), "confirmed": "yes"}).status_code == 302
    return Attendance.objects.get(person=person)


def of(line: Attendance) -> list[tuple[str, bool]]:
    """The verbs the record has of somebody's sitting, and whether each was taken back."""
    found = Statement.objects.filter(is_voiding=False, text__contains=str(line.uuid)).order_by("pk")
    return [(json.loads(row.text)["verb"]["id"].rpartition("/")[2], row.is_voided) for row in found]


@pytest.mark.django_db(transaction=True)
def test_a_pass_that_was_none_takes_its_certificate_along(officer: Client, booked: list[Person], held: str) -> None:
    wrong = record(officer, held, booked[0], "90")
    assert Certificate.objects.get().person == booked[0]
    answer = officer.post(address_of(wrong), {"score": "60", "mode": "paper", "reason": "Two sheets were swapped"})
    assert (answer.status_code, answer["Location"]) == (302, held)
    assert not Certificate.objects.exists()
    sitting = Sitting.objects.get()
    assert (sitting.is_passed, sitting.scaled) == (False, Decimal("0.6"))
    assert of(wrong) == [("initialized", True), ("passed", True), ("completed", True)]
    right = Attendance.objects.get()
    assert of(right) == [("initialized", False), ("failed", False)]
    kept = ResultCorrection.objects.get()
    assert (kept.score_percent, kept.mode, kept.reason) == (90, "paper", "Two sheets were swapped")
    assert kept.corrected_by == User.objects.get(email="officer@post.example")
    told = Message.objects.get(template="result_corrected")
    assert (told.recipient, told.context["link"].endswith("/my-training/")) == ("ska@post.example", True)
    assert "Kowalska" not in body_of(told)
    assert differences(since=clock.today().replace(year=2020)) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_somebody_marked_too_low_has_passed_after_all(officer: Client, booked: list[Person], held: str) -> None:
    wrong = record(officer, held, booked[0], "58")
    officer.post(address_of(wrong), {"score": "85", "mode": "paper", "reason": "Digits the wrong way round"})
    assert Certificate.objects.get().person == booked[0]
    assert [s.is_passed for s in Sitting.objects.all()] == [True]
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_they_had_begun_online_is_open_again(
    officer: Client, booked: list[Person], held: str, taxi: Course
) -> None:

    online = learning.start_attempt(person=booked[0], course=taxi, at=clock.now())
    wrong = record(officer, held, booked[0], "90")
    assert not Attempt.objects.get(pk=online.pk).is_open
    officer.post(address_of(wrong), {"score": "", "reason": "They only listened"})
    assert Attempt.objects.get(pk=online.pk).is_open
    line = Attendance.objects.get()
    assert (line.score_percent, line.mode) == (None, "")


def test_the_page_promises_a_message_only_where_one_is_sent(officer: Client, booked: list[Person], held: str) -> None:
    for person, said in ((booked[0], "They are told."), (booked[1], "so tell them yourself")):
        line = record(officer, held, person, "90")
        if person == booked[1]:
            Person.objects.filter(pk=person.pk).update(email="", mobile="")
        answer = officer.post(address_of(line), {"score": "60", "reason": "Swapped"}, follow=True)
        assert said in answer.content.decode()


def test_the_same_result_again_changes_nothing(officer: Client, booked: list[Person], held: str) -> None:
    line = record(officer, held, booked[0], "90")
    officer.post(address_of(line), {"score": "90", "mode": "paper", "reason": "No reason"})
    assert not ResultCorrection.objects.exists()
    assert Attendance.objects.get().uuid == line.uuid


def test_corrected_twice_at_once_the_second_finds_another_line(
    officer: Client, booked: list[Person], held: str
) -> None:
    line = record(officer, held, booked[0], "90")
    address = address_of(line)
    assert officer.post(address, {"score": "60", "reason": "Swapped"}).status_code == 302
    assert officer.post(address, {"score": "50", "reason": "Swapped"}).status_code == 404
    assert ResultCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"score": "60", "reason": ""}, "Say in a few words what went wrong."),
        ({"score": "101", "reason": "x"}, "Enter a whole number from 0 to 100"),
        ({"score": "six", "reason": "x"}, "Enter a whole number from 0 to 100"),
    ],
)
def test_what_is_missing_is_said(
    officer: Client, booked: list[Person], held: str, sent: dict[str, str], sentence: str
) -> None:
    line = record(officer, held, booked[0], "90")
    answer = officer.post(address_of(line), sent)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert Attendance.objects.get().score_percent == 90


def test_nobody_corrects_their_own_result(officer: Client, booked: list[Person], held: str) -> None:
    line = record(officer, held, booked[0], "60")
    own = User.objects.get(email="officer@post.example")
    Person.objects.filter(pk=booked[0].pk).update(user=own)
    assert address_of(line) not in officer.get(held).content.decode()
    assert officer.post(address_of(line), {"score": "100", "reason": "Mine"}).status_code == 404
    with pytest.raises(Refused, match="Nobody records their own result"):
        correct_result(line=line, correction=Correction(100, "paper", "Mine"), by=own, at=clock.now())


def test_a_later_certificate_keeps_what_it_builds_on(officer: Client, booked: list[Person], held: str) -> None:
    line = record(officer, held, booked[0], "90")
    base = Certificate.objects.create(
        person=booked[0],
        course=line.session.course,
        attempt=Attempt.objects.get(),
        source="platform",
        passed_on=line.session.held_on,
        counts_from=line.session.held_on,
        valid_until=line.session.held_on.replace(year=2029),
        awarded_at=clock.now(),
    )
    Certificate.objects.create(
        person=booked[0],
        course=line.session.course,
        base=base,
        source="platform",
        passed_on=line.session.held_on.replace(year=2027),
        counts_from=line.session.held_on,
        valid_until=line.session.held_on.replace(year=2029),
        awarded_at=clock.now(),
    )
    answer = officer.post(address_of(line), {"score": "60", "reason": "Swapped"})
    assert "the later certificate builds on this result" in answer.content.decode()
    assert not ResultCorrection.objects.exists()
    assert Certificate.objects.count() == 2


def test_somebody_elses_session_is_404(officer: Client, booked: list[Person], held: str, client: Client) -> None:
    line = record(officer, held, booked[0], "90")
    stranger = User.objects.create_user("stranger@post.example", "correct horse battery")
    client.force_login(stranger)
    assert client.get(address_of(line)).status_code == 404


def test_without_a_result_there_is_nothing_to_correct(
    officer: Client, booked: list[Person], held: str, session: Session
) -> None:
    officer.post(held, {**entered((booked[0], ""), **{f"here_{booked[0].pk}": "on"}), "confirmed": "yes"})
    line = Attendance.objects.get()
    assert officer.get(address_of(line)).status_code == 404
    with pytest.raises(Refused, match="nothing to correct"):
        correct_result(
            line=line,
            correction=Correction(60, "paper", "x"),
            by=User.objects.create_user("a@b.example"),
            at=clock.now(),
        )
