"""Due-soon people are reminded: once a step, never after they have renewed, and never by name."""

from datetime import date, timedelta

import pytest
from django.core import mail

from certification import services
from certification.services import reminders
from certification.services.reminders import cancel_settled
from messaging.models import Message
from messaging.rendering import body_of, subject_of
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
    return reminders.remind_due_soon(on=on, at=moment(on))


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


def test_somebody_with_a_mobile_and_no_e_mail_gets_a_text(due):
    due.person.email, due.person.mobile = "", "+447700900123"
    due.person.save()
    assert remind() == 1
    message = Message.objects.get()
    assert (message.channel, message.recipient) == ("sms", "+447700900123")


@pytest.fixture
def newcomer(world):
    """Somebody in post since 1 November 2026, with ninety days' grace: until 30 January 2027."""
    world.rule(before_start=False, new_starter_grace_days=90)
    person = world.person("Bryn Lowther")
    person.email = "b.lowther@council.example"
    person.save()
    job = world.job(person, starts_on=date(2026, 11, 1))
    services.refresh(person_ids=[person.pk])
    return job


def to_start(on):
    return reminders.remind_to_start(on=on, at=moment(on))


def templates():
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


def test_a_newcomer_is_invited_on_day_seven_reminded_and_told_once_that_it_is_overdue(newcomer):
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(130)]
    told = {day: templates()[-1] for day in days if to_start(day)}
    assert told == {
        date(2026, 11, 8): "training_invite",
        date(2026, 12, 1): "training_due",
        date(2026, 12, 31): "training_due",
        date(2027, 1, 16): "training_due",
        date(2027, 1, 27): "training_due",
        date(2027, 1, 31): "training_overdue",
    }


def test_each_is_sent_once_when_the_night_before_was_missed_too(newcomer):
    assert [to_start(date(2026, 12, 4)), to_start(date(2026, 12, 4)), to_start(date(2026, 12, 5))] == [1, 0, 0]


def test_whoever_has_a_month_is_invited_on_the_next_day(world):
    world.rule(before_start=False, new_starter_grace_days=28)
    person = world.person("Rina Datta")
    person.mobile = "+447700900123"
    person.save()
    world.job(person, starts_on=date(2026, 11, 1))
    services.refresh(person_ids=[person.pk])
    assert [to_start(date(2026, 11, 1)), to_start(date(2026, 11, 2))] == [0, 1]
    assert body_of(Message.objects.get()).startswith("Lookout: please do your training by 29 November 2026.")


def test_nobody_hears_of_what_was_overdue_long_before_we_came(newcomer):
    assert to_start(date(2027, 6, 1)) == 0


def test_who_has_failed_is_offered_help_and_no_reminder(world, newcomer):
    world.failed(newcomer.person, date(2027, 2, 2))
    assert to_start(date(2027, 2, 3)) == 0


def test_a_pass_takes_the_invitation_back(world, newcomer):
    to_start(date(2026, 11, 8))
    world.passed(newcomer.person, date(2026, 11, 8))
    services.refresh(person_ids=[newcomer.person_id])
    on = date(2026, 11, 8)
    assert cancel_settled(person_ids=[newcomer.person_id], on=on, at=moment(on)) == 1


def test_it_is_said_once_that_a_certificate_has_ended(due):
    ended = [reminders.say_it_ended(on=day, at=moment(day)) for day in (date(2026, 12, 23), date(2026, 12, 24))]
    assert ended == [0, 1]
    assert reminders.say_it_ended(on=date(2026, 12, 25), at=moment(date(2026, 12, 25))) == 0


def test_signs_stand_in_a_message_as_they_are(due):
    course = due.obligations.get().requirement.course
    course.title = "Keep B&B's safe <now>"
    course.save()
    remind()
    assert "Keep B&B's safe <now>" in body_of(Message.objects.get())
    assert "Keep B&B's safe <now>" in subject_of(Message.objects.get())
