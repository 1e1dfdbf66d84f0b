"""A run that an error stops says where, goes on when it can, and is put away whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Phone, User
from messaging.models import Message
from messaging.rendering import body_of
from messaging.services import send_waiting
from onboarding import services
from onboarding.kinds.drivers import Drivers
from onboarding.models import ImportRun
from onboarding.services import stopping
from partnership.models import Organisation, Person
from schemes.models import Premises
from tests.onboarding.conftest import Bring, D
from tests.onboarding.rosters import drivers


@pytest.fixture
def trip(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Bringing in the driver 000003 fails, as if by an error of ours, until `trip.undo()`."""
    whole = Drivers.wanted

    def wanted(self: Drivers, record: Any, *rest: Any) -> Any:
        if record["licence_no"] == "000003" and ImportRun.objects.filter(approved_at__isnull=False).exists():
            raise ZeroDivisionError
        return whole(self, record, *rest)

    monkeypatch.setattr(Drivers, "wanted", wanted)
    return monkeypatch


def test_it_stops_at_the_row_says_where_and_goes_on(bring: Bring, trip: Any) -> None:
    run = bring("drivers", drivers(range(6))).run
    assert run.state == "stopped"
    assert run.stopped_why.startswith("Lookout could not bring in line 5 (000003).")
    assert Person.objects.count() == run.rows.filter(applied_at__isnull=False).count() == 3
    assert run.pk not in services.waiting_runs(timezone.now() + timedelta(hours=1))
    trip.undo()
    services.resume_run(run=run, at=timezone.now())
    assert services.continue_run(pk=run.pk, now=timezone.now) == "applied"
    assert Person.objects.count() == 6


@pytest.fixture
def sent(wealdshire: None, trip: Any) -> ImportRun:
    """A list that an officer sent and let be applied; its worker has not come to it yet."""
    officer = User.objects.create_user("officer@aldermoor.example")
    said: dict[str, Any] = {"by": officer, "at": timezone.now()}
    run = services.receive_file(
        data="\n".join(drivers(range(6))).encode(), name="x.csv", kind="drivers", mode="snapshot", on=D,
        organisation=Organisation.objects.get(code="ALD"), **said,
    )  # fmt: skip
    services.map_run(run=run, mapping=None, date_style="", at=timezone.now())
    services.continue_run(pk=run.pk, now=timezone.now)
    services.approve_run(run=run, reason="", **said)
    return run


def test_who_sent_it_is_told_once_with_nothing_of_what_is_in_it(sent: ImportRun, mailoutbox: Any) -> None:
    assert [services.continue_run(pk=sent.pk, now=timezone.now) for _ in range(2)] == ["stopped", "stopped"]
    stopping.stop_run(run=sent, error=ZeroDivisionError(), at=timezone.now() + timedelta(minutes=1))  # another worker
    assert send_waiting(at=timezone.now()) == 1
    mail = mailoutbox[0]
    assert mail.to == ["officer@aldermoor.example"]
    named = "Taxi and private hire drivers, Aldermoor Borough Council, 30 November 2026"
    assert mail.subject == f"Your list stopped: {named}"
    assert f"/rosters/{sent.uuid}/" in mail.body
    assert "000003" not in mail.body
    assert "line 5" not in mail.body


def test_a_second_stop_after_trying_again_is_told_too(sent: ImportRun) -> None:
    services.continue_run(pk=sent.pk, now=timezone.now)
    later = timezone.now() + timedelta(minutes=5)
    sent.refresh_from_db()
    services.resume_run(run=sent, at=later)
    services.continue_run(pk=sent.pk, now=lambda: later)
    assert Message.objects.filter(template="list_stopped").count() == 2


def test_a_phone_is_told_by_text_and_nobody_when_the_command_brought_it(sent: ImportRun, bring: Bring) -> None:
    officer = User.objects.get(email="officer@aldermoor.example")
    Phone.objects.create(user=officer, number="+447700900123", is_verified=True)
    User.objects.filter(pk=officer.pk).update(email=None)
    services.continue_run(pk=sent.pk, now=timezone.now)
    text = Message.objects.get()
    assert text.channel == "sms"
    assert str(sent.uuid) in body_of(text)
    sent.refresh_from_db()
    services.put_away(run=sent, by=None, at=timezone.now())
    services.continue_run(pk=sent.pk, now=timezone.now)
    assert bring("drivers", drivers(range(6))).run.state == "stopped"
    assert Message.objects.count() == 1


def test_putting_a_stopped_one_away_takes_back_what_is_in(bring: Bring, trip: Any) -> None:
    run = bring("drivers", drivers(range(6))).run
    services.put_away(run=run, by=None, at=timezone.now())
    assert services.continue_run(pk=run.pk, now=timezone.now) == "rolled_back"
    assert not Person.objects.exists()


def test_one_of_which_nothing_is_in_is_put_away_too(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drivers, "_entry", lambda *_: 1 / 0)
    run = bring("drivers", drivers(range(2))).run
    services.put_away(run=run, by=None, at=timezone.now())
    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("discarded", 0)


def test_nothing_else_of_the_list_is_applied_meanwhile(bring: Bring, trip: Any) -> None:
    bring("drivers", drivers(range(6)))
    second = bring("drivers", drivers(range(2)), apply=False).run
    with pytest.raises(services.NotNow, match="stopped"):
        services.approve_run(run=second, by=None, reason="", at=timezone.now())


def test_a_check_that_an_error_stops_is_put_away(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drivers, "identify", lambda self, record: 1 / 0)
    run = bring("drivers", drivers(range(2)), apply=False).run
    assert (run.state, run.stopped_why) == ("stopped", "The error is in Lookout, not in your file.")
    services.put_away(run=run, by=None, at=timezone.now())
    run.refresh_from_db()
    assert run.state == "discarded"


def test_a_premises_called_like_an_organisation_is_rejected(bring: Bring) -> None:
    head = "premises_ref,name,district_code,type,state"
    answer = bring("premises", [head, "ALD,Inn,E07000991,hotel,prospect", "P-9,Inn,E07000991,hotel,prospect"])
    assert (answer.said["state"], answer.results()) == ("applied", {"ALD": "rejected", "P-9": "added"})
    assert "is the code of an organisation" in answer.row("ALD")["reason"]
    assert Premises.objects.count() == 1
    assert Organisation.objects.get(code="ALD").kind == "council"


def test_one_reference_on_two_days_is_rejected_from_the_second_on(bring: Bring) -> None:
    head = "session_ref,course,date,name,key_type,key"
    lines = [f"S-1,cse-taxi,2026-11-{day},A,licence,E07000991:{number}" for day, number in (("12", 1), ("13", 2))]
    answer = bring("sessions", [head, *lines])
    assert (answer.said["state"], [row["result"] for row in answer.said["rows"]]) == (
        "applied",
        ["unmatched", "rejected"],
    )
    assert D.isoformat() > "2026-11-13"
