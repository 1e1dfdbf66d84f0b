"""The pages, from a file to its receipt and back, without JavaScript; and nobody else's are there."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from onboarding.kinds.drivers import Drivers
from onboarding.models import ImportRun, Suggestion
from onboarding.services import rolling_back
from partnership.models import AccessGrant, Organisation, Person
from tests.onboarding.conftest import SAMPLES, Bring
from tests.onboarding.rosters import HEAD, driver, drivers, register

pytestmark = pytest.mark.usefixtures("on_the_day")
OCTOBER = SAMPLES / "drivers_aldermoor_2026-10.csv"


def officer(kind: str, organisation: str, name: str = "officer") -> User:
    user = User.objects.create_user(email=f"{name}@x.example")
    place = Organisation.objects.get(code=organisation)
    AccessGrant.objects.create(user=user, kind=kind, organisation=place, starts_on=date(2020, 1, 1))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(wealdshire: None) -> Client:
    return signed_in(officer("licensing_officer", "ALD"))


def send(client: Client, data: bytes, capture: Any, organisation: str = "ALD", kind: str = "drivers") -> str:
    """Upload a file, leave its columns as found, and let it be checked; the address of its run."""
    body = {
        "kind": kind,
        "organisation": Organisation.objects.get(code=organisation).pk,
        "mode": "snapshot",
        "on": "2026-11-30",
        "file": SimpleUploadedFile("list.csv", data),
    }
    sent = client.post(reverse("rosters:list"), body)
    assert sent.status_code == 302, sent.content.decode()
    url = sent["Location"]
    page = client.get(url)
    if "state" in page.context:
        return url
    form = page.context["form"]
    with capture(execute=True):
        client.post(url, {name: field.initial or "" for name, field in form.fields.items()})
    return url


def test_a_file_goes_from_upload_to_receipt_and_back(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    url = send(desk, OCTOBER.read_bytes(), django_capture_on_commit_callbacks)
    page = desk.get(url).content.decode()
    assert "Added: 12" in page
    assert not Person.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{url}approve/")
    page = desk.get(url).content.decode()
    assert "What it changed" in page
    assert Person.objects.count() == 12
    asked = desk.get(f"{url}roll-back/").content.decode()
    assert ("Roll this file back?" in asked, "Added: 12" in asked) == (True, True)
    assert Person.objects.count() == 12
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{url}roll-back/")
    assert "Rolled back on" in desk.get(url).content.decode()
    assert not Person.objects.exists()


def test_rejected_rows_come_as_a_file_that_no_spreadsheet_runs(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    wrong = register(driver("=1+1", expiry_date="31/13/2028"), driver(2))
    url = send(desk, "\n".join(wrong).encode(), django_capture_on_commit_callbacks)
    page = desk.get(url, {"result": "rejected"}).content.decode()
    assert "31/13/2028" in page
    assert "000002" not in page
    text = desk.get(f"{url}rejected.csv").content.decode()
    assert text.startswith("\ufeffLine,Why it was rejected,authority_code,licence_no,")
    assert ",'=1+1,phv,licensed,2025-01-01," in text


def test_a_held_file_is_let_through_by_another_officer_only(
    desk: Client, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    bring("drivers", drivers(range(40)))
    url = send(desk, "\n".join(drivers(range(10))).encode(), django_capture_on_commit_callbacks)
    page = desk.get(url).content.decode()
    assert "30 of 40 active" in page
    assert "30 people are not on this list and would end on 30 November 2026" in page
    ending = desk.get(url, {"result": "missing"})
    assert (ending.context["page"].paginator.count, "Driver Number39" in ending.content.decode()) == (30, True)
    assert ("You sent it, so somebody else" in page, "Approve and apply" in page) == (True, False)
    said = desk.post(f"{url}approve/", {"reason": "A fleet was sold."}, follow=True).content.decode()
    assert "somebody other than who sent it" in said
    other = signed_in(officer("licensing_officer", "ALD", "other"))
    assert "Approve and apply" in other.get(url).content.decode()
    assert other.post(f"{url}approve/", {"reason": ""}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        other.post(f"{url}approve/", {"reason": "A fleet was sold."})
    assert ImportRun.objects.order_by("-pk")[0].state == "applied"


def test_nothing_is_taken_for_granted_of_a_list(desk: Client) -> None:
    """Neither that it is whole nor of today: who is not on a whole list has left."""
    form = desk.get(reverse("rosters:list")).context["form"]
    assert (form["mode"].value(), form["on"].value()) == (None, None)
    page = desk.post(reverse("rosters:list"), {"kind": "drivers"})
    assert page.status_code == 400
    assert "Say whether it is the whole list, or changes only." in page.content.decode()


def test_each_column_shows_what_it_begins_with_in_plain_words(desk: Client) -> None:
    body = {
        "kind": "drivers",
        "organisation": Organisation.objects.get(code="ALD").pk,
        "mode": "delta",
        "on": "2026-11-30",
        "file": SimpleUploadedFile("list.csv", OCTOBER.read_bytes()),
    }
    page = desk.post(reverse("rosters:list"), body, follow=True).content.decode()
    assert "Licence number" in page
    assert "“licence_no” begins with: 000417; 000418; 000502" in page


def test_what_needs_a_look_stands_first_in_plain_words(
    desk: Client, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    bring("drivers", "drivers_aldermoor_2026-10.csv")
    november = (SAMPLES / "drivers_aldermoor_2026-11.csv").read_bytes()
    url = send(desk, november, django_capture_on_commit_callbacks)
    page = desk.get(url)
    codes = [line["code"] for line in page.context["lines"]]
    assert codes[:4] == ["rejected", "rejected", "pending_link", "suggested"]
    assert "Status of the licence: licensed → suspended" in page.content.decode()
    listed = desk.get(reverse("rosters:list")).content.decode()
    assert f'{url}?result=rejected#rows">Rejected: 2</a>' in listed


def test_a_stopped_run_offers_to_go_on_or_be_put_away(
    desk: Client, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = send(desk, "\n".join(drivers(range(3))).encode(), django_capture_on_commit_callbacks)
    with monkeypatch.context() as broken:
        broken.setattr("onboarding.kinds.drivers.Drivers._entry", lambda *_: 1 / 0)
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"{url}approve/")
    page = desk.get(url).content.decode()
    assert "Lookout could not bring in line 2 (000000)." in page
    assert "0 of 3 rows are done" in page
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{url}resume/")
    assert "What it changed" in desk.get(url).content.decode()


def test_a_stopped_run_says_of_each_row_whether_it_is_in_and_then_whether_it_is_out_again(
    desk: Client, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = send(desk, "\n".join(drivers(range(3))).encode(), django_capture_on_commit_callbacks)
    entry = Drivers._entry
    with monkeypatch.context() as broken:
        broken.setattr(Drivers, "_entry", lambda self, row, *rest: 1 / (row.position != 1) and entry(self, row, *rest))
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"{url}approve/")
    page = desk.get(url).content.decode()
    assert (page.count("(done)"), page.count("(not done)")) == (1, 2)
    with monkeypatch.context() as broken:
        broken.setattr(rolling_back, "_delete", lambda *_: 1 / 0)
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"{url}discard/")
    assert "It stopped while it was taken back: 0 of 1 rows" in desk.get(url).content.decode()


def test_what_it_would_change_stands_before_the_button_that_applies_it(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    wrong = register(driver(1, expiry_date="31/13/2028"), driver(2))
    url = send(desk, "\n".join(wrong).encode(), django_capture_on_commit_callbacks)
    page = desk.get(url).content.decode()
    order = ("What it would change", "1 row cannot be used and is left out", "Apply these changes", "Row by row")
    assert sorted(order, key=page.index) == list(order)


def test_what_cannot_be_read_says_why(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    url = send(desk, b"PK\x03\x04workbook", django_capture_on_commit_callbacks)
    assert "save it as CSV UTF-8" in desk.get(url).content.decode()


@pytest.mark.parametrize(("kind", "organisation"), [("licensing_officer", "CAS"), ("democratic_services", "ALD")])
def test_somebody_elses_runs_are_not_there(
    desk: Client, django_capture_on_commit_callbacks: Any, kind: str, organisation: str
) -> None:
    url = send(desk, OCTOBER.read_bytes(), django_capture_on_commit_callbacks)
    stranger = signed_in(officer(kind, organisation, "stranger"))
    for method, path in (("get", ""), ("post", "approve/"), ("post", "discard/"), ("post", "roll-back/"), ("get", "roll-back/"), ("post", "resume/"), ("get", "rejected.csv")):  # fmt: skip # noqa: E501
        assert getattr(stranger, method)(url + path).status_code == 404
    assert "list.csv" not in stranger.get(reverse("rosters:list")).content.decode()


def test_a_list_cannot_be_sent_for_another_organisation(desk: Client, wealdshire: None) -> None:
    body = {
        "kind": "drivers",
        "organisation": Organisation.objects.get(code="CAS").pk,
        "mode": "snapshot",
        "on": "2026-11-30",
        "file": SimpleUploadedFile("list.csv", OCTOBER.read_bytes()),
    }
    assert desk.post(reverse("rosters:list"), body).status_code == 400
    assert not ImportRun.objects.exists()


def test_rows_of_another_organisation_are_rejected(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    rows = register(driver(1, authority_code="E07000993"), driver(2))
    url = send(desk, "\n".join(rows).encode(), django_capture_on_commit_callbacks)
    page = desk.get(url).content.decode()
    assert "is not part of Aldermoor Borough Council" in page


def test_visitors_and_learners_find_no_rosters(wealdshire: None, client: Client) -> None:
    assert client.get(reverse("rosters:list")).status_code == 302
    learner = signed_in(User.objects.create_user(email="learner@x.example"))
    assert learner.get(reverse("rosters:list")).status_code == 404
    assert learner.get(reverse("rosters:matching")).status_code == 404


def test_matching_shows_both_sides_and_no_address_holds_a_name(
    bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    bring("members", "members_wealdshire.csv")
    client = signed_in(officer("democratic_services", "ALD"))
    page = client.get(reverse("rosters:matching")).content.decode()
    assert page.count("Cllr Priya Nair") >= 3
    assert "p.nair@aldermoor.example" in page
    assert "p.nair@wealdshire.example" not in page  # the county's own to show
    assert not re.search(r'(href|action)="[^"]*(nair|0770)', page, re.IGNORECASE)
    suggestion = Suggestion.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("rosters:decide", args=[suggestion.pk]), {"decision": "same"})
    assert Person.objects.filter(canonical=None).count() == 6
    page = client.get(reverse("rosters:matching")).content.decode()
    assert "Make two of them again" in page


def test_another_bodys_match_is_for_the_partnerships_manager(bring: Bring) -> None:
    bring("drivers", register(driver(1, "Jo Ash", mobile="07700900101")))
    bring("drivers", register(driver(1, "Jo Ash", mobile="07700900101", authority_code="E07000993")))
    assert Suggestion.objects.count() == 1
    for kind, place, seen in (("licensing_officer", "CAS", 0), ("partnership_manager", "WSCP", 1)):
        page = signed_in(officer(kind, place, kind)).get(reverse("rosters:matching"))
        assert len(page.context["pairs"]) == seen


def test_the_lists_stay_within_their_budget(
    desk: Client, bring: Bring, django_assert_max_num_queries: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(3):
        url = send(desk, OCTOBER.read_bytes(), django_capture_on_commit_callbacks)
    with django_assert_max_num_queries(16):
        desk.get(reverse("rosters:list"))
    with django_assert_max_num_queries(16):
        desk.get(url)
    bring("members", "members_wealdshire.csv")
    client = signed_in(officer("democratic_services", "ALD", "two"))
    with django_assert_max_num_queries(20):
        assert len(client.get(reverse("rosters:matching")).context["pairs"]) == 1


def test_an_end_is_told_by_its_last_day_as_on_every_other_page(
    desk: Client, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    bring("drivers", register(driver(1), driver(2), driver(3)))
    left = register(driver(1, expiry_date="2028-05-26"), driver(2, status="revoked", status_from="2026-11-25"))
    url = send(desk, "\n".join(left).encode(), django_capture_on_commit_callbacks)
    page = desk.get(url).content.decode()
    assert "Expires on: 31 December 2027 → 26 May 2028" in page
    assert "Last day: 31 December 2027 → 26 May 2028" in page
    assert "Not in force from 25 November 2026." in page
    assert "Last day: 31 December 2027 → 24 November 2026" in page
    assert "Last day: 31 December 2027 → 29 November 2026" in page


def test_what_waits_for_somebody_stands_above_the_form_by_its_files_name(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    url = send(desk, OCTOBER.read_bytes(), django_capture_on_commit_callbacks)
    page = desk.get(reverse("rosters:list")).content.decode()
    link = page.index(f'href="{url}"')
    assert page.index("Lists that wait for somebody") < link < page.index("Send and look at the columns")
    assert "list.csv</span></a>" in page[link:]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{url}approve/")
    assert "Lists that wait for somebody" not in desk.get(reverse("rosters:list")).content.decode()
    held = send(desk, f"{HEAD},Reason\n{driver(1)},x".encode(), django_capture_on_commit_callbacks)
    page = desk.get(reverse("rosters:list")).content.decode()
    assert page.index(f'href="{held}"') < page.index("Send and look at the columns")
    desk.post(f"{held}discard/")
    assert "Lists that wait for somebody" not in desk.get(reverse("rosters:list")).content.decode()


def test_the_rows_of_a_list_are_the_files_own_lines(
    desk: Client, bring: Bring, django_capture_on_commit_callbacks: Any
) -> None:
    bring("drivers", drivers(range(5)))
    send(desk, "\n".join(drivers(range(3))).encode(), django_capture_on_commit_callbacks)
    run = ImportRun.objects.order_by("-pk")[0]
    assert (run.rows_total, run.rows.count()) == (3, 5)


def test_a_list_of_a_day_to_come_is_refused_with_a_sentence(desk: Client) -> None:
    body = {
        "kind": "drivers",
        "organisation": Organisation.objects.get(code="ALD").pk,
        "mode": "delta",
        "on": "2026-12-01",
        "file": SimpleUploadedFile("list.csv", OCTOBER.read_bytes()),
    }
    page = desk.post(reverse("rosters:list"), body)
    assert (page.status_code, ImportRun.objects.count()) == (400, 0)
    assert "This day is still to come" in page.content.decode()


def test_a_licence_that_expires_before_it_was_issued_is_told_by_both_days(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    wrong = register(driver(1, issue_date="2026-11-20", expiry_date="2026-11-18"), driver(2))
    url = send(desk, "\n".join(wrong).encode(), django_capture_on_commit_callbacks)
    row = ImportRun.objects.order_by("-pk")[0].rows.get(result="rejected")
    assert "expiry_date '2026-11-18' is before issue_date '2026-11-20'." in row.reason
    assert "2026-11-20" in desk.get(url).content.decode()
