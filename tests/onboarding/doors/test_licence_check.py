"""The check for grant and renewal: current or not and the last day, of one's own licences, logged, and nothing else."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User
from common import clock
from common.dates import add_months
from onboarding import tasks
from onboarding.models import LicenceCheck, LicenceCheckKey
from onboarding.services import checks
from onboarding.views import licence_check
from partnership import services as partnership
from partnership.models import Inactivity, Organisation
from schemes.models import LicenceStatus
from tests.onboarding.doors.conftest import Doors

pytestmark = pytest.mark.django_db
ASK = "/api/licence-check"


def key_of(doors: Doors, authority: Organisation | None = None) -> str:
    _key, text = checks.make_key(
        authority=authority or doors.aldermoor, name="Licensing", by=doors.officer(), at=clock.now()
    )
    return text


def ask(key: str, body: Any, client: Client | None = None) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return (client or Client()).post(ASK, text, content_type="application/json", headers=headers)


def test_current_and_until_when(doors: Doors) -> None:
    licence = doors.driver()
    passed = clock.today() - timedelta(days=30)
    doors.passed(licence.assignment.person, passed)
    answer = ask(key_of(doors), {"licence_no": "ab 417"})
    assert answer.json() == {"current": True, "expires_on": add_months(passed, 36).isoformat()}
    logged = LicenceCheck.objects.get()
    assert (logged.licence, logged.authority) == (licence, doors.aldermoor)


def test_run_out(doors: Doors) -> None:
    licence = doors.driver()
    doors.passed(licence.assignment.person, date(2020, 3, 1))
    answer = ask(key_of(doors), {"licence_no": "AB417"})
    assert answer.json() == {"current": False, "expires_on": "2023-03-01"}


def test_a_licence_that_has_run_out_can_still_be_checked_for_its_renewal(doors: Doors) -> None:
    licence = doors.driver()
    doors.passed(licence.assignment.person, clock.today() - timedelta(days=30))
    partnership.end_assignment(assignment=licence.assignment, on=clock.today() - timedelta(days=2))
    assert ask(key_of(doors), {"licence_no": "AB417"}).json()["current"]


def test_another_authoritys_driver_is_nobody(doors: Doors) -> None:
    licence = doors.driver(at=doors.casterley)
    doors.passed(licence.assignment.person, clock.today())
    unknown = ask(key_of(doors), {"licence_no": "nobody 1"})
    assert ask(_another_key(doors), {"licence_no": "AB417"}).json() == unknown.json()
    assert unknown.json() == {"current": False, "expires_on": None}
    assert set(LicenceCheck.objects.values_list("licence", flat=True)) == {None}


def _another_key(doors: Doors) -> str:
    officer = LicenceCheckKey.objects.get().made_by
    assert officer is not None
    return checks.make_key(authority=doors.aldermoor, name="Other", by=officer, at=clock.now())[1]


@pytest.mark.parametrize("key", ["", "wrong"])
def test_no_answer_without_a_key(doors: Doors, key: str) -> None:
    answer = ask(key, {"licence_no": "AB417"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not LicenceCheck.objects.exists()


def test_a_revoked_key_opens_nothing(doors: Doors) -> None:
    text = key_of(doors)
    assert ask(text, {"licence_no": "AB417"}).status_code == 200
    checks.revoke_key(key=LicenceCheckKey.objects.get(), at=clock.now())
    assert ask(text, {"licence_no": "AB417"}).status_code == 401


def test_keys_are_kept_as_hashes_and_note_their_use(doors: Doors) -> None:
    text = key_of(doors)
    ask(text, {"licence_no": "AB417"})
    row = LicenceCheckKey.objects.values().get()
    assert text not in str(row)
    assert row["last_used_at"] is not None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        '"AB417"',
        "{}",
        {"licence_no": 417},
        {"licence_no": ""},
        {"licence_no": "1" * 31},
        "x" * 2000,
    ],
)
def test_what_is_no_question_is_told_how_to_ask(doors: Doors, body: Any) -> None:
    answer = ask(key_of(doors), body)
    assert answer.status_code == 400
    assert "licence_no" in answer.json()["error"]


def test_numbers_are_not_taken_from_an_address(doors: Doors) -> None:
    assert Client().get(f"{ASK}?licence_no=AB417").status_code == 405


def test_who_asks_for_a_whole_register_is_stopped(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licence_check, "MOST_AN_HOUR", 5)
    text = key_of(doors)
    answers = [
        ask(text, {"licence_no": f"{number}"}, Client(REMOTE_ADDR=f"10.0.0.{number}")).status_code
        for number in range(1, 8)
    ]
    assert answers == [200] * 5 + [429] * 2
    assert LicenceCheck.objects.count() == 5


def test_the_officers_page_says_the_same_and_no_address_holds_a_number(doors: Doors) -> None:
    licence = doors.driver()
    doors.passed(licence.assignment.person, clock.today())
    client = Client()
    client.force_login(doors.officer())
    answer = client.post(reverse("onboarding:licence_check"), {"number": "ab-417"})
    page = answer.content.decode()
    assert "Current" in page
    assert "Last day of training" in page
    assert "Dana" not in page
    assert answer.status_code == 200
    assert LicenceCheck.objects.get().asked_by is not None


def check(doors: Doors, number: str) -> str:
    client = Client()
    client.force_login(User.objects.filter(access_grants__isnull=False).first() or doors.officer())
    return client.post(reverse("onboarding:licence_check"), {"number": number}).content.decode()


def test_to_the_officer_a_slip_is_no_ground_for_refusal(doors: Doors) -> None:
    doors.driver()
    page = check(doors, "PH-99999")
    assert "No licence of yours has this number" in page
    assert "PH-99999" in page
    assert "Not current" not in page
    assert "Not current" in check(doors, "AB00417")


def test_to_the_officer_who_is_trained_today_and_not_at_renewal_is_not_plainly_current(doors: Doors) -> None:
    licence = doors.driver()  # a licence for a year to come
    doors.passed(licence.assignment.person, clock.today() - timedelta(days=36 * 365 // 12 - 60))
    assert "Current today, ends before the licence" in check(doors, "AB00417")
    doors.passed(licence.assignment.person, clock.today())
    assert "ends before" not in check(doors, "AB00417")


def test_to_the_officer_a_licence_that_ended_early_is_not_in_force(doors: Doors) -> None:
    licence, on = doors.driver(), clock.today()
    doors.passed(licence.assignment.person, on - timedelta(days=30))
    partnership.end_assignment(assignment=licence.assignment, on=on - timedelta(days=2))
    page = check(doors, "AB00417")
    assert f"This licence is not in force since {date_format(on - timedelta(days=2), 'j F Y')}." in page
    assert "licence until" not in page
    assert ("Current" in page, "ends before" in page) == (True, False)


@pytest.mark.parametrize("days_ago", [0, 9])
def test_to_the_officer_a_suspended_licence_is_suspended_since_its_day(doors: Doors, days_ago: int) -> None:
    licence, on = doors.driver(), clock.today()
    since = on - timedelta(days=days_ago)
    Inactivity.objects.create(assignment=licence.assignment, starts_on=since)
    page = check(doors, "AB00417")
    last = date_format(licence.expires_on, "j F Y")
    assert f"This licence is suspended since {date_format(since, 'j F Y')}. Its last day is {last}." in page
    assert "licence until" not in page


def test_to_the_officer_an_applicant_has_no_licence_yet(doors: Doors) -> None:
    licence, on = doors.driver(), clock.today()
    Inactivity.objects.create(assignment=licence.assignment, starts_on=on)
    LicenceStatus.objects.create(licence=licence, status="applicant", holds_from=on, recorded_at=clock.now())
    page = check(doors, "AB00417")
    assert ("Applied for, and not granted yet." in page, "suspended" in page) == (True, False)


def test_a_renewal_that_is_still_to_begin_does_not_stand_before_the_licence_in_force(doors: Doors) -> None:
    licence, on = doors.driver(), clock.today()
    doors.driver(person=licence.assignment.person, issued_on=on + timedelta(days=20))
    assert f"licence until {date_format(licence.expires_on, 'j F Y')}" in check(doors, "AB00417")


def test_a_system_is_told_no_more_of_a_licence_that_ended(doors: Doors) -> None:
    licence, on = doors.driver(), clock.today()
    doors.passed(licence.assignment.person, on - timedelta(days=30))
    partnership.end_assignment(assignment=licence.assignment, on=on)
    assert set(ask(key_of(doors), {"licence_no": "AB417"}).json()) == {"current", "expires_on"}


def test_a_key_is_shown_once_and_revoked_on_the_page(doors: Doors) -> None:
    client = Client()
    client.force_login(doors.officer())
    page = client.post(reverse("onboarding:licence_check_keys"), {"name": "Civica"}).content.decode()
    shown = page.partition("<code")[2].partition(">")[2].partition("<")[0]
    assert ask(shown, {"licence_no": "1"}).status_code == 200
    page = client.get(reverse("onboarding:licence_check_keys")).content.decode()
    assert shown not in page
    assert "Civica" in page
    client.post(reverse("onboarding:licence_check_key_revoke", args=[LicenceCheckKey.objects.get().pk]))
    assert ask(shown, {"licence_no": "1"}).status_code == 401


def test_the_log_is_forgotten_after_thirteen_months(doors: Doors) -> None:
    checks.check_licence(authority=doors.aldermoor, number="1", at=clock.now() - timedelta(days=420))
    checks.check_licence(authority=doors.aldermoor, number="1", at=clock.now())
    assert tasks.look_after_claims()["checks"] == 1
    assert LicenceCheck.objects.count() == 1
