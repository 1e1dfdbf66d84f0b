"""A covert post is counted and named to nobody but two named officers (pack 6.7): not by a list's pages either."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification import services as certification
from certification.models import Certificate
from certification.queries.verification import verify
from courses.models import Course
from onboarding import services
from onboarding.models import ImportRun, NamedOfficer, Suggestion
from onboarding.models.matching import MatchingLook
from partnership.models import Organisation, Person
from tests.onboarding.conftest import Bring
from tests.onboarding.test_roster_pages import officer, send, signed_in

pytestmark = pytest.mark.usefixtures("on_the_day")

HEAD = "organisation_code,person_key,display_name,role_code,start,email,do_not_list"
COVERT = "POL,X-77,Una Veiled,police_officer,2020-01-01,u.veiled@police.example,y"
OPEN = "POL,P-1,Jo Ash,police_officer,2020-01-01,j.ash@police.example,n"
TELLING = ("Veiled", "X-77", "u.veiled")


@pytest.fixture
def lead(wealdshire: None) -> Client:
    return signed_in(officer("training_lead", "POL", "lead"))


def named(client: Client, *pages: str) -> list[str]:
    found = [client.get(page).content.decode() for page in pages]
    return [word for word in TELLING for page in found if word in page]


def approve(client: Client, url: str, capture: Any) -> None:
    with capture(execute=True):
        client.post(f"{url}approve/")


def test_no_page_of_a_run_names_them_and_two_officers_are_told(
    lead: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sent = send(lead, "\n".join([HEAD, COVERT, OPEN]).encode(), django_capture_on_commit_callbacks, "POL", "staff")
    assert named(lead, sent) == []
    assert "Jo Ash" in lead.get(sent).content.decode()
    approve(lead, sent, django_capture_on_commit_callbacks)
    assert ImportRun.objects.get().state == "applied"
    changed = COVERT.replace("police_officer", "police_leader")
    second = send(lead, "\n".join([HEAD, changed, OPEN]).encode(), django_capture_on_commit_callbacks, "POL", "staff")
    assert named(lead, sent, second, f"{sent}roll-back/", reverse("rosters:list")) == []
    user = officer("training_lead", "POL", "named")
    NamedOfficer.objects.create(organisation=Organisation.objects.get(code="POL"), place=1, user=user)
    assert "Una Veiled" in signed_in(user).get(sent).content.decode()


def test_rejected_rows_of_theirs_are_a_line_and_no_more(lead: Client, django_capture_on_commit_callbacks: Any) -> None:
    wrong = COVERT.replace("police_officer", "nonsense")
    cut = ",".join(COVERT.replace("X-77", "X-77").split(",")[:4])
    sent = send(lead, "\n".join([HEAD, wrong, cut]).encode(), django_capture_on_commit_callbacks, "POL", "staff")
    assert named(lead, sent, f"{sent}rejected.csv") == []
    assert lead.get(f"{sent}rejected.csv").content.decode().count("Somebody who is not named") == 2


def test_a_stop_does_not_name_them(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    from onboarding.kinds.staff import Staff

    monkeypatch.setattr(Staff, "_entry", lambda *_: 1 / 0)
    run = bring("staff", [HEAD, COVERT]).run
    assert (run.state, [word for word in TELLING if word in run.stopped_why]) == ("stopped", [])


def test_they_are_in_no_match(bring: Bring, lead: Client) -> None:
    bring("staff", [HEAD, COVERT])
    bring("staff", [HEAD, COVERT.replace("POL,X-77", "YJS,Y-1").replace(",y", ",n")])
    assert not Suggestion.objects.exists()
    pair = Person.objects.order_by("pk")[:2]
    told = {"organisation": Organisation.objects.get(code="POL"), "basis": "contact", "raised_at": timezone.now()}
    Suggestion.objects.create(newer=pair[0], older=pair[1], **told)
    manager = signed_in(officer("partnership_manager", "WSCP", "manager"))
    assert named(manager, reverse("rosters:matching")) == []
    assert not MatchingLook.objects.exists()


def test_an_organisation_has_two_named_officers(wealdshire: None) -> None:
    police = Organisation.objects.get(code="POL")
    for place in (1, 2):
        NamedOfficer.objects.create(organisation=police, place=place, user=officer("training_lead", "POL", f"n{place}"))
    with pytest.raises(IntegrityError):
        NamedOfficer.objects.create(organisation=police, place=2, user=officer("training_lead", "POL", "third"))


def test_a_check_of_their_certificate_names_nobody(bring: Bring) -> None:
    bring("staff", [HEAD, COVERT])
    course = Course.objects.get(key="cse-practitioners")
    passed = certification.HistoricPass(Person.objects.get(), course, date(2026, 1, 10), ("police_officer",), 24)
    certification.import_historic(passes=[passed], at=timezone.now())
    found = verify(Certificate.objects.get().code, on=date(2026, 11, 30))
    assert found
    assert found.holder == "Name not listed"


def test_reading_the_matches_is_written_down(bring: Bring) -> None:
    bring("members", "members_wealdshire.csv")
    user = officer("partnership_manager", "WSCP", "manager")
    signed_in(user).get(reverse("rosters:matching"))
    assert (MatchingLook.objects.get().user, MatchingLook.objects.get().pairs) == (user, 1)
    services.forget_old_runs(at=timezone.now().replace(year=2028))
    assert not MatchingLook.objects.exists()
