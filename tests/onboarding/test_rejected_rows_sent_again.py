"""The file of rejected rows comes back mended: our own two columns before the sender's are no reason to refuse it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from onboarding.models import ImportRun
from partnership.models import Organisation, Person
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import HEAD, driver, register
from tests.onboarding.test_roster_pages import officer, signed_in

pytestmark = pytest.mark.usefixtures("on_the_day")
WRONG = driver(1, expiry_date="31/13/2028", mobile="+447700900101")


@pytest.fixture
def desk(wealdshire: None) -> Client:
    return signed_in(officer("licensing_officer", "ALD"))


@pytest.fixture
def send(desk: Client, django_capture_on_commit_callbacks: Any) -> Any:
    """Upload a file and take its columns as they were found; the run, checked."""

    def go(text: str, mode: str = "delta") -> ImportRun:
        body = {
            "kind": "drivers",
            "organisation": Organisation.objects.get(code="ALD").pk,
            "mode": mode,
            "on": "2026-11-30",
            "file": SimpleUploadedFile("list.csv", text.encode()),
        }
        url = desk.post(reverse("rosters:list"), body)["Location"]
        form = desk.get(url).context["form"]
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(url, {name: field.initial or "" for name, field in form.fields.items()})
        return ImportRun.objects.order_by("-pk")[0]

    return go


def rejected_file(desk: Client, run: ImportRun) -> str:
    return desk.get(reverse("rosters:errors", args=[run.uuid])).content.decode()


def apply(desk: Client, run: ImportRun, capture: Any) -> None:
    with capture(execute=True):
        desk.post(reverse("rosters:approve", args=[run.uuid]))


def test_the_file_of_rejected_rows_is_taken_once_it_is_mended(
    desk: Client, bring: Bring, send: Any, django_capture_on_commit_callbacks: Any
) -> None:
    bring("drivers", register(driver(2)))
    first = send("\n".join(register(WRONG, driver(2))), "snapshot")
    apply(desk, first, django_capture_on_commit_callbacks)
    mended = rejected_file(desk, first).replace("31/13/2028", "2028-12-31", 1)  # in the reason
    mended = mended.replace("31/13/2028", "2028-12-31")
    run = send(mended)
    assert (run.held, run.state, run.counts["added"]) == ([], "ready", 1)
    apply(desk, run, django_capture_on_commit_callbacks)
    assert Person.objects.get(display_name="Driver Number1").mobile == "+447700900101"
    assert not bring("drivers", register(driver(1, expiry_date="2028-12-31"), driver(2))).holds


def test_what_is_still_wrong_comes_back_without_our_columns_twice(desk: Client, send: Any) -> None:
    first = send("\n".join(register(WRONG)))
    again = send(rejected_file(desk, first))
    assert (again.held, again.counts["rejected"]) == ([], 1)
    text = rejected_file(desk, again)
    assert text.splitlines()[0] == f"\ufeffLine,Why it was rejected,{HEAD}"
    assert text.splitlines()[1].startswith("2,expiry_date '31/13/2028'")
    assert ",E07000991,000001,phv," in text


@pytest.mark.parametrize("column", ["Why it was refused", "why it was rejected", "Reason", "Date of birth"])
def test_any_other_forbidden_column_stays_forbidden(send: Any, column: str) -> None:
    run = send(f"Line,{column},{HEAD}\n7,secret,{driver(1)}")
    assert [stop["code"] for stop in run.held] == ["forbidden_column"]


def test_our_columns_cannot_be_chosen_for_a_field(desk: Client) -> None:
    body = {
        "kind": "drivers",
        "organisation": Organisation.objects.get(code="ALD").pk,
        "mode": "delta",
        "on": "2026-11-30",
        "file": SimpleUploadedFile("list.csv", f"Line,Why it was rejected,{HEAD}\n2,x,{driver(1)}".encode()),
    }
    page = desk.post(reverse("rosters:list"), body, follow=True)
    offered = {column for column, _words in page.context["form"].fields["display_name"].choices}
    assert ("display_name" in offered, {"Line", "Why it was rejected"} & offered) == (True, set())
    assert "must not hold" not in page.content.decode()


def test_a_file_held_for_a_forbidden_column_says_what_is_kept_of_it(desk: Client, send: Any) -> None:
    run = send(f"{HEAD},Revocation reason\n{driver(1)},x\n{WRONG},y")
    page = desk.get(reverse("rosters:run", args=[run.uuid])).content.decode()
    assert run.path == ""
    assert "That column was not read, and the file is deleted already." in page
    assert "what was read of it, shown below, is deleted 30 days after it was sent" in page
    assert ("was not kept" in page, "mend them and send them" in page) == (False, False)
