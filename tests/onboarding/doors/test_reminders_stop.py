"""A reminder that waits in the outbox never goes out once its reason has gone: within the hour, by the news itself."""

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command

from certification.services import reminders
from common import clock
from learning.models import Attempt
from learning.services import start_attempt
from learning.signals import assessment_passed
from messaging import services as messaging
from onboarding.services import waiting_claims
from partnership import services as partnership
from schemes.models import Licence
from tests.onboarding.doors.conftest import NUMBER, Doors

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "dana@post.example"
SHORTLY_BEFORE_THE_END = timedelta(days=36 * 365 // 12 - 30)


def reminded(doors: Doors) -> Licence:
    """A driver whose training ends in a month, with the reminder of that in the outbox, not sent yet."""
    licence = doors.driver(email=ADDRESS)
    doors.passed(licence.assignment.person, clock.today() - SHORTLY_BEFORE_THE_END)
    assert reminders.remind_due_soon(on=clock.today(), at=clock.now()) == 1
    return licence


def sent_within_the_hour() -> int:
    messaging.send_waiting(at=clock.now() + timedelta(hours=1))
    return len([letter for letter in mail.outbox if letter.to == [ADDRESS]])


def test_it_goes_out_when_nothing_happens(doors: Doors) -> None:
    reminded(doors)
    assert sent_within_the_hour() == 1


def test_it_stops_when_they_leave(doors: Doors) -> None:
    partnership.end_assignment(assignment=reminded(doors).assignment, on=clock.today())
    assert sent_within_the_hour() == 0


def import_register(folder: Path, status: str) -> None:
    """A line of the register, by the command an operator uses."""
    day = clock.today()
    issued, expires = day - timedelta(days=400), day + timedelta(days=365)
    file = folder / f"{status}.csv"
    since = day if status == "revoked" else issued
    head = (
        "authority_code,licence_no,licence_type,status,status_from,display_name,issue_date,expiry_date,email,updated_at"
    )
    row = f"ALD,000417,phv,{status},{since},Dana Okafor,{issued},{expires},{ADDRESS}"
    file.write_text(f"{head}\n{row},{day}\n")
    options = {"organisation": "ALD", "mode": "delta", "on": day, "apply": True, "format": "json"}
    with contextlib.suppress(SystemExit):
        call_command("import_roster", "drivers", str(file), **options)


def test_it_stops_when_a_register_says_that_the_licence_was_revoked(doors: Doors, tmp_path: Path) -> None:
    """The whole way: a file, the engine, the news, the outbox."""
    import_register(tmp_path, "licensed")
    licence = Licence.objects.get()
    doors.passed(licence.assignment.person, clock.today() - SHORTLY_BEFORE_THE_END)
    assert reminders.remind_due_soon(on=clock.today(), at=clock.now()) == 1
    import_register(tmp_path, "revoked")
    licence.assignment.refresh_from_db()
    assert licence.assignment.ends_on == clock.today()
    assert sent_within_the_hour() == 0


def test_it_stops_when_they_pass(doors: Doors) -> None:
    """As a pass is announced: the certificate is written, and the receiver looks."""
    person = reminded(doors).assignment.person
    attempt = start_attempt(person=person, course=doors.course, at=clock.now())
    Attempt.objects.filter(pk=attempt.pk).update(passed_at=clock.now(), passed_on=clock.today())
    assessment_passed.send(sender=Attempt, attempt_uuid=attempt.uuid)
    assert sent_within_the_hour() == 0


def test_the_question_about_a_claim_stops_when_it_is_matched(doors: Doors) -> None:
    claim = doors.registered()
    waiting_claims.ask_again(at=clock.now() + timedelta(days=14))
    partnership.announce_change(person_ids=[doors.driver(mobile=NUMBER).assignment.person_id])
    claim.refresh_from_db()
    assert claim.matched_at is not None
    assert messaging.send_waiting(at=clock.now() + timedelta(days=15)) == 0
