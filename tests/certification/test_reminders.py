"""Due-soon people are reminded: once a step, never after they have renewed, and never by name."""

from datetime import date

import pytest
from django.core import mail

from certification import services
from certification.services.reminders import cancel_settled
from messaging.models import Message
from messaging.services import send_waiting
from tests.certification.conftest import ON, moment


@pytest.fixture
def due(world):
    """Somebody whose cover ends on 23 December 2026: 23 days after ON."""
    world.rule(due_soon_days=90)
    person = world.person("Agnieszka Ferris")
    person.email = "a.ferris@post.example"
    person.save()
    job = world.job(person)
    world.passed(person, date(2023, 12, 23))
    services.refresh(person_ids=[person.pk])
    return job


def remind(on=ON):
    return services.remind_due_soon(on=on, at=moment(on))


def test_a_due_soon_person_gets_one_reminder_a_step(due):
    assert [remind(), remind(), remind(date(2026, 12, 1))] == [1, 0, 0]
    assert remind(date(2026, 12, 9)) == 1
    assert Message.objects.count() == 2


def test_people_who_are_not_due_soon_get_none(world, due):
    assert remind(date(2026, 9, 1)) == 0
    assert remind(date(2026, 12, 24)) == 0


def test_it_says_course_and_day_and_no_name(due):
    remind()
    assert send_waiting(at=moment(ON)) == 1
    (sent,) = mail.outbox
    assert "23 December 2026" in sent.subject
    assert "Ferris" not in f"{sent.subject} {sent.body}"
    assert sent.to == ["a.ferris@post.example"]


def test_a_reminder_not_sent_yet_is_taken_back_by_a_pass(world, due):
    remind()
    world.passed(due.person, date(2026, 11, 30))
    services.refresh(person_ids=[due.person_id])
    cancel_settled(person_ids=[due.person_id], on=ON, at=moment(ON))
    assert send_waiting(at=moment(ON)) == 0
    assert mail.outbox == []


def test_it_is_taken_back_when_the_job_ends(world, due):
    remind()
    due.ends_on = date(2026, 11, 29)
    due.save()
    services.refresh(person_ids=[due.person_id])
    cancel_settled(person_ids=[due.person_id], on=ON, at=moment(ON))
    assert send_waiting(at=moment(ON)) == 0


def test_somebody_still_due_keeps_theirs(world, due):
    remind()
    cancel_settled(person_ids=[due.person_id], on=ON, at=moment(ON))
    assert send_waiting(at=moment(ON)) == 1
