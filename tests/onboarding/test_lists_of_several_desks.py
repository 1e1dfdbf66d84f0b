"""Earlier passes may be brought by several desks of one council: each reads its own files, and no list tells more names
than it brought.
"""

from typing import Any

import pytest

from onboarding.models import ImportRun
from partnership.models import Organisation, Person
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import driver, register
from tests.onboarding.test_roster_pages import officer, send, signed_in

pytestmark = pytest.mark.usefixtures("on_the_day")

HEAD = "organisation_code,key,course_id,passed_on"
STAFF = [
    "organisation_code,person_key,display_name,role_code,start",
    "ALD,S-77,Esme Ledger,housing_officer,2020-01-01",
]


@pytest.fixture
def passes(bring: Bring, django_capture_on_commit_callbacks: Any) -> str:
    """A file of the licensing officer's with a driver of theirs and, by a number tried, somebody of the staff."""
    bring("drivers", register(driver(1, "Dilys Wheeler")))
    answer = bring("staff", STAFF)
    assert answer.totals["added"] == 1, answer.said
    client = signed_in(officer("licensing_officer", "ALD"))
    rows = [HEAD, "ALD,000001,cse-taxi,2025-01-20", "ALD,S-77,cse-taxi,2025-01-20"]
    url = send(client, "\n".join(rows).encode(), django_capture_on_commit_callbacks, kind="certificates")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}approve/")
    return url


def seen_by(kind: str, url: str, name: str = "reader", organisation: str = "ALD") -> tuple[int, str]:
    answer = signed_in(officer(kind, organisation, name)).get(url)
    return answer.status_code, answer.content.decode()


def test_a_number_on_a_list_tells_the_name_of_nobody_whom_another_looks_after(passes: str) -> None:
    status, page = seen_by("licensing_officer", passes)
    assert ("000001" in page, "S-77" in page) == (True, True)
    assert (status, "Dilys Wheeler" in page, "Esme Ledger" in page) == (200, True, False)
    _status, page = seen_by("training_lead", passes, "lead")
    assert ("Dilys Wheeler" in page, "Esme Ledger" in page) == (True, True)


def test_a_holder_whose_record_was_merged_is_still_named_to_their_desk(passes: str) -> None:
    before = Person.objects.get(display_name="Dilys Wheeler")
    whole = Person.objects.create(display_name="D Wheeler")
    before.assignments.update(person=whole)
    Person.objects.filter(pk=before.pk).update(canonical=whole)
    assert "Dilys Wheeler" in seen_by("licensing_officer", passes)[1]


@pytest.mark.parametrize(
    ("kind", "status"), [("licensing_officer", 200), ("training_lead", 200), ("democratic_services", 404)]
)
def test_a_file_is_read_by_the_desk_that_brought_it_and_by_who_looks_after_everybody(
    passes: str, kind: str, status: int
) -> None:
    assert seen_by(kind, passes)[0] == status
    ImportRun.objects.update(uploaded_by=officer("training_lead", "ALD", "lead"))
    expected = 200 if kind == "training_lead" else 404
    assert seen_by(kind, passes, "after")[0] == expected


def test_a_page_of_matches_tells_no_post_that_is_another_bodys(bring: Bring) -> None:
    told = {"mobile": "07700900101", "issue_date": "2023-01-01", "expiry_date": "2025-12-31"}
    bring("drivers", register(driver(1, "Jo Ash", **told)))
    person = Person.objects.get()
    post = person.assignments.get()
    post.pk, post.uuid, post.contract, post.reference = None, "0" * 32, "employed", "S-78"
    post.organisation = Organisation.objects.get(code="ALD")
    post.save()
    bring("drivers", register(driver(1, "Jo Ash", **told), driver(2, "Jo Ash", mobile="07700900101")))
    page = signed_in(officer("licensing_officer", "ALD")).get("/rosters/matching/")
    (pair,) = page.context["pairs"]
    assert [len(side.posts) for side in pair[1:]] == [1, 1]
    assert "S-78" not in page.content.decode()
    manager = signed_in(officer("partnership_manager", "WSCP", "manager")).get("/rosters/matching/")
    assert "S-78" in manager.content.decode()
