"""A driver whose licence ends within ninety days hears of it where they would not be trained on that day (pack 6.2)."""

from datetime import date, timedelta

import pytest

from certification.services.reminders import cancel_settled
from common import clock
from common.dates import london_moment
from messaging.models import Message
from schemes.models import Licence
from schemes.services import renewals
from tests.onboarding.doors.conftest import Doors

pytestmark = pytest.mark.django_db


def licence(doors: Doors, left: int) -> Licence:
    """A licence that ends in so many days, of somebody who can be reached."""
    made = doors.driver(email="dana@post.example")
    Licence.objects.filter(pk=made.pk).update(expires_on=clock.today() + timedelta(days=left))
    return made


def told(on: date | None = None) -> int:
    on = on or clock.today()
    return renewals.remind_before_renewal(on=on, at=london_moment(on))


def test_each_step_is_told_once(doors: Doors) -> None:
    licence(doors, 95)
    days = [clock.today() + timedelta(days=n) for n in range(96)]
    assert [95 - n for n, day in enumerate(days) if told(day)] == [90, 60, 30, 7]
    message = Message.objects.first()
    assert message is not None
    assert (message.template, message.recipient) == ("licence_gate", "dana@post.example")


def test_who_will_be_trained_on_the_day_hears_nothing(doors: Doors) -> None:
    doors.passed(licence(doors, 50).assignment.person, clock.today() - timedelta(days=10))
    assert told() == 0


def test_who_is_trained_today_and_not_on_the_day_hears_of_it(doors: Doors) -> None:
    doors.passed(licence(doors, 50).assignment.person, clock.today() - timedelta(days=36 * 365 // 12 - 20))
    assert told() == 1


def test_a_pass_takes_it_back(doors: Doors) -> None:
    person = licence(doors, 50).assignment.person
    assert told() == 1
    doors.passed(person, clock.today())
    cancel_settled(person_ids=[person.pk], on=clock.today(), at=clock.now())
    assert Message.objects.get().cancelled_at is not None
