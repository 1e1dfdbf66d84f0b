"""Superusers read the journal in sentences, take statements back, look after other stores and credentials."""

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from accounts.models import User
from common import clock
from common.dates import london_moment
from lrs import reading, services
from lrs.journal import place_of
from lrs.models import Credential, Forward, SetAside, Statement, Withdrawal
from lrs.sealing import unseal
from lrs.sentences import sentence
from lrs.services import forwarding
from lrs.services.recording import authority_for
from tests.lrs.builders import AT, COURSE, agent, by_tincan, full, statement, sub_statement, voiding
from tests.lrs.conftest import Caller
from tests.lrs.other_store import FakeStore, forward_with

pytestmark = pytest.mark.django_db
PAGES = ["", "export/", "stores/", "stores/add/", "credentials/"]


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chief@post.example"))
    return client


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("page", PAGES)
def test_it_is_there_for_superusers_only(client: Client, admin: Client, page: str) -> None:
    assert admin.get(f"/cms/records/{page}").status_code == 200
    assert client.get(f"/cms/records/{page}").status_code == 302
    client.force_login(User.objects.create_user("editor@post.example", is_staff=True))
    assert client.get(f"/cms/records/{page}").status_code in (302, 403, 404)


def test_statements_read_as_sentences() -> None:
    assert sentence(by_tincan(scaled=0.915), {}) == "A person passed Taxi and private hire: assessment, 92%"
    assert sentence(statement(), {COURSE: {"name": {"cy": "Tacsi", "en-GB": "Taxi"}}}) == "A person passed Taxi"
    assert sentence(statement(verb={"id": "https://v.example/was-at/"}), {}) == f"A person was at {COURSE}"
    assert sentence(voiding("0" * 8), {}) == "A person voided another statement"
    assert sentence(statement(actor={"objectType": "Group", "member": []}, object=agent()), {}) == (
        "A group passed a person"
    )
    assert sentence(statement(result={"success": False}), {COURSE: {}}) == f"A person passed {COURSE}, not rightly"
    assert "“A person will https://training.example/later”" in sentence(sub_statement(), {})
    assert "5f1c" not in sentence(full(), {})


def test_the_newest_are_listed_and_older_pages_follow(admin: Client) -> None:
    services.record(statements=[by_tincan() for _ in range(60)], at=AT)
    first = text_of(admin.get("/cms/records/"))
    assert first.count("A person passed Taxi") == 50
    edge = Statement.objects.order_by("-id")[49].pk
    assert f"after={edge}" in first
    assert text_of(admin.get(f"/cms/records/?after={edge}")).count("A person passed Taxi") == 10


def test_filters_narrow_the_list_and_the_export(admin: Client) -> None:
    mine, other = by_tincan(), statement(verb={"id": "http://adlnet.gov/expapi/verbs/failed"})
    services.record(statements=[mine, other], at=AT)
    today = Statement.objects.all()[0].stored.date().isoformat()
    for asked in (
        {"verb": mine["verb"]["id"]},
        {"activity": f"{COURSE}/assessment"},
        {"registration": mine["context"]["registration"]},
        {"verb": mine["verb"]["id"], "day": today},
    ):
        page = text_of(admin.get("/cms/records/", asked))
        assert mine["id"] in page
        assert other["id"] not in page
        lines = b"".join(admin.get("/cms/records/export/", asked).streaming_content).splitlines()  # type: ignore[attr-defined]
        assert [json.loads(line)["id"] for line in lines] == [mine["id"]]
    assert "no such statements" in text_of(admin.get("/cms/records/", {"day": "2020-01-01"}))
    sender = Statement.objects.get(uuid=mine["id"]).authority
    for agency, count in ((str(sender.pk), 2), (str(authority_for(agent=agent("nobody yet")).pk), 0)):
        lines = b"".join(admin.get("/cms/records/export/", {"agency": agency}).streaming_content).splitlines()  # type: ignore[attr-defined]
        assert len(lines) == count
        assert (mine["id"] in text_of(admin.get("/cms/records/", {"agency": agency}))) is bool(count)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"verb": "passed"}, "Verb</a>: Enter an address such as"),
        ({"activity": "taxi"}, "Activity</a>: Enter an address such as"),
        ({"registration": "x"}, "Registration</a>: Enter a valid UUID"),
        ({"day": "never"}, "Stored on</a>: Enter a valid date"),
        ({"agency": "0"}, "Sent by</a>: Select a valid choice"),
    ],
)
def test_a_filter_that_is_wrong_is_named_and_shows_and_exports_nothing(
    admin: Client, asked: dict[str, str], words: str
) -> None:
    one = by_tincan()
    services.record(statements=[one], at=AT)
    page = text_of(admin.get("/cms/records/", {**asked, "after": "-1"}))
    assert words in page
    assert one["id"] not in page
    answer = admin.get("/cms/records/export/", asked)
    assert (answer.status_code, "Content-Disposition" in answer) == (400, False)
    said = answer.content.decode()
    assert words in said
    assert "Nothing was exported" in said
    assert one["id"] not in said


def test_voided_statements_are_found_by_themselves(admin: Client) -> None:
    gone = [statement() for _ in range(60)]
    kept = by_tincan()
    services.record(statements=[*gone, kept, *[voiding(one["id"]) for one in gone]], at=AT)
    page = text_of(admin.get("/cms/records/", {"is_voided": "on"}))
    assert gone[59]["id"] in page
    assert gone[9]["id"] not in page
    assert kept["id"] not in page
    edge = Statement.objects.get(uuid=gone[10]["id"]).pk
    assert f"after={edge}" in page
    older = text_of(admin.get("/cms/records/", {"is_voided": "on", "after": str(edge)}))
    assert gone[9]["id"] in older
    assert gone[10]["id"] not in older
    asked = {"is_voided": "on", "verb": kept["verb"]["id"]}
    lines = b"".join(admin.get("/cms/records/export/", asked).streaming_content).splitlines()  # type: ignore[attr-defined]
    assert {json.loads(line)["id"] for line in lines} == {one["id"] for one in gone}
    assert gone[0]["id"] not in text_of(admin.get("/cms/records/"))


def test_what_there_is_can_be_chosen_from(admin: Client) -> None:
    one = by_tincan()
    services.record(statements=[one], at=AT)
    for page in ("/cms/records/", "/cms/records/stores/add/"):
        text = text_of(admin.get(page))
        assert f'<option value="{one["verb"]["id"]}" label="passed">' in text
        assert f'<option value="{COURSE}/assessment" label="Taxi and private hire: assessment">' in text
        assert 'list="offered-verbs"' in text


def test_days_are_drawn_and_said(admin: Client) -> None:
    services.record(statements=[statement() for _ in range(7)], at=AT)
    page = text_of(admin.get("/cms/records/"))
    assert page.count("<rect ") == 30
    assert "<td>7</td>" in page
    assert "At most 7 in a day" in page
    first, last = (clock.today() - timedelta(days=back) for back in (29, 0))
    assert f"<span>{date_format(first, 'j F Y')}</span><span>{date_format(last, 'j F Y')}</span>" in page
    assert 'aria-labelledby="days-title"' in page


@pytest.mark.parametrize(("asked", "shown"), [("30", 30), ("90", 90), ("365", 365), ("7", 30), ("x", 30)])
def test_the_drawing_reaches_back_as_far_as_asked(admin: Client, asked: str, shown: int) -> None:
    page = text_of(admin.get("/cms/records/", {"days": asked}))
    assert page.count("<rect ") == shown
    assert 'width="-' not in page


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 30)])
def test_days_are_londons_days_when_the_clocks_change_too(db: None, day: date) -> None:
    begins, ends = london_moment(day, 0), london_moment(day + timedelta(days=1), 0)
    authority = authority_for(agent=agent())
    for moment in (begins - timedelta(seconds=1), begins, ends - timedelta(seconds=1), ends):
        Statement.objects.create(
            id=place_of(moment), uuid=uuid.uuid4(), stored=moment, timestamp=moment, version="1.0.3",
            authority=authority, text="{}",
        )  # fmt: skip
    counts = dict(reading.counts_by_day(until=day + timedelta(days=1)))
    assert [counts[day + timedelta(days=shift)] for shift in (-1, 0, 1)] == [1, 2, 1]


def test_a_longer_list_asks_no_more_of_the_database(admin: Client) -> None:
    def cost(path: str) -> int:
        admin.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert admin.get(path).status_code == 200
        return len(asked)

    services.record(statements=[full()], at=AT)
    forward_with()
    few = cost("/cms/records/")
    services.record(statements=[by_tincan(str(number)) for number in range(45)], at=AT)
    assert cost("/cms/records/") == few <= 15
    assert cost("/cms/records/stores/") <= 12


def test_a_statement_is_shown_and_taken_back_with_a_reason(admin: Client) -> None:
    one = statement()
    services.record(statements=[one], at=AT)
    path = f"/cms/records/statement/{one['id']}/"
    assert "&quot;verb&quot;" in text_of(admin.get(path))
    assert "This field is required" in text_of(admin.post(path, {"reason": " "}))
    assert not Statement.objects.get(uuid=one["id"]).is_voided
    assert admin.post(path, {"reason": "Sent for the wrong course"}).status_code == 302
    assert Statement.objects.get(uuid=one["id"]).is_voided
    withdrawal = Withdrawal.objects.get()
    assert "wrong course" not in Statement.objects.get(uuid=withdrawal.statement).text
    page = text_of(admin.get(path))
    assert "Sent for the wrong course" in page
    assert "chief@post.example" in page
    assert admin.post(path, {"reason": "Twice"}).status_code in (302, 403)
    assert Withdrawal.objects.count() == 1
    assert admin.get(f"/cms/records/statement/{uuid.uuid4()}/").status_code == 404


def test_a_secret_is_shown_once_and_works_until_revoked(admin: Client) -> None:
    asked = {"name": "Police", "scopes": ["statements/write", "statements/read/mine"]}
    made = admin.post("/cms/records/credentials/", asked)
    credential = Credential.objects.get()
    page = text_of(made)
    secret = made.context["secret"]
    assert secret in page
    assert "no-store" in made["Cache-Control"]
    assert secret not in text_of(admin.get("/cms/records/credentials/"))
    caller = Caller(credential.key, secret)
    assert caller.post(statement()).status_code == 200
    revoke = f"/cms/records/credentials/{credential.pk}/revoke/"
    assert "cannot be undone" in text_of(admin.get(revoke))
    assert caller.post(statement()).status_code == 200
    assert admin.post(revoke).status_code == 302
    assert admin.get(revoke).status_code == 404
    assert caller.post(statement()).status_code == 401
    assert "Revoked on" in text_of(admin.get("/cms/records/credentials/"))


def test_a_store_is_added_and_its_secret_never_shown(admin: Client) -> None:
    fields = {"name": "County", "endpoint": "https://lrs.example/xapi/statements/", "key": "k", "is_on": "on"}
    assert "Enter the secret" in text_of(admin.post("/cms/records/stores/add/", fields))
    assert "without key or secret" in text_of(
        admin.post("/cms/records/stores/add/", {**fields, "secret": "s", "endpoint": "https://k:s@lrs.example/"})
    )
    assert admin.post("/cms/records/stores/add/", {**fields, "secret": "hush-hush"}).status_code == 302
    forward = Forward.objects.get()
    assert forward.endpoint == "https://lrs.example/xapi"
    assert "hush-hush" not in text_of(admin.get(f"/cms/records/stores/{forward.pk}/"))
    assert admin.post(f"/cms/records/stores/{forward.pk}/", {**fields, "name": "Shire"}).status_code == 302
    forward.refresh_from_db()
    assert (forward.name, unseal(forward.sealed_secret)) == ("Shire", "hush-hush")


def test_the_health_page_shows_how_far_a_store_is_and_sends_again_as_much_as_asked(
    admin: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    other = FakeStore()
    for service in (forwarding.send_again, forwarding.forward_to):
        monkeypatch.setattr(service, "__kwdefaults__", {**(service.__kwdefaults__ or {}), "connect": other.connect})
    services.record(statements=[statement() for _ in range(3)], at=AT)
    forward = forward_with()
    Forward.objects.update(last_error="HTTP 503: resting", failures=3)
    page = text_of(admin.get("/cms/records/stores/"))
    assert "HTTP 503: resting" in page
    other.refuses = lambda one: True
    again = f"/cms/records/stores/{forward.pk}/again/"
    assert "refused nothing" in text_of(admin.get(again))
    assert other.requests == []
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(again, {"days": "0"}).status_code == 302
    assert SetAside.objects.count() == 3
    assert "We do not want it" in text_of(admin.get(f"/cms/records/stores/{forward.pk}/"))
    SetAside.objects.filter(pk=SetAside.objects.earliest("pk").pk).update(at=AT - timedelta(days=400))
    asked = text_of(admin.get(again))
    assert "Refused in the last 7 days: 2" in asked
    assert "Everything it refused: 3" in asked
    assert "At most 500 go at once" in asked
    assert "This field is required" in text_of(admin.post(again, {"days": ""}))
    other.refuses = lambda one: False
    assert "Still refused: 1" in text_of(admin.post(again, {"days": "7"}, follow=True))
    assert len(other.held) == 2
    assert "Nothing is refused any more" in text_of(admin.post(again, {"days": "0"}, follow=True))
    assert len(other.held) == 3


def test_a_store_is_paused_and_goes_on_where_it_was(admin: Client) -> None:
    forward = forward_with()
    Forward.objects.update(cursor=41)
    path = f"/cms/records/stores/{forward.pk}/switch/"
    assert admin.get(path).status_code == 405
    assert "Paused" in text_of(admin.post(path, follow=True))
    assert admin.get(f"/cms/records/stores/{forward.pk}/again/").status_code == 404
    admin.post(path)
    forward.refresh_from_db()
    assert (forward.is_on, forward.cursor) == (True, 41)


def test_a_store_is_removed_once_asked_and_no_statement_with_it(admin: Client) -> None:
    services.record(statements=[statement(), statement()], at=AT)
    forward = forward_with()
    SetAside.objects.create(forward=forward, statement=Statement.objects.all()[0], reason="HTTP 400", at=AT)
    path = f"/cms/records/stores/{forward.pk}/remove/"
    page = text_of(admin.get(path))
    assert "2 statements wait for it" in page
    assert "1 statement was refused by it" in page
    assert Forward.objects.exists()
    assert admin.post(path).status_code == 302
    assert not Forward.objects.exists()
    assert Statement.objects.count() == 2
