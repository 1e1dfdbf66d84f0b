"""Superusers read the journal in sentences, take statements back, look after other stores and credentials."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from lrs import services
from lrs.models import Credential, Forward, SetAside, Statement, Withdrawal
from lrs.sealing import unseal
from lrs.sentences import sentence
from lrs.services import forwarding
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
    wrong = text_of(admin.get("/cms/records/", {"verb": "passed", "registration": "x", "day": "never", "after": "-1"}))
    assert "Enter an address such as" in wrong


def test_days_are_drawn_and_said(admin: Client) -> None:
    services.record(statements=[statement() for _ in range(7)], at=AT)
    page = text_of(admin.get("/cms/records/"))
    assert page.count("<rect ") == 30
    assert "<td>7</td>" in page
    assert 'aria-labelledby="days-title"' in page


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
    assert cost("/cms/records/") == few <= 12
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
    assert admin.get(f"/cms/records/statement/{one['id'][:-1]}f/").status_code == 404


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
    assert admin.post(f"/cms/records/credentials/{credential.pk}/revoke/").status_code == 302
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


def test_the_health_page_shows_how_far_a_store_is_and_sends_again(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FakeStore()
    for service in (forwarding.send_again, forwarding.forward_to):
        monkeypatch.setattr(service, "__kwdefaults__", {"connect": other.connect})
    services.record(statements=[statement() for _ in range(3)], at=AT)
    forward = forward_with()
    Forward.objects.update(last_error="HTTP 503: resting", failures=3)
    page = text_of(admin.get("/cms/records/stores/"))
    assert "HTTP 503: resting" in page
    other.refuses = lambda one: True
    again = f"/cms/records/stores/{forward.pk}/again/"
    assert admin.get(again).status_code == 405
    assert admin.post(again).status_code == 302
    assert SetAside.objects.count() == 3
    assert "We do not want it" in text_of(admin.get(f"/cms/records/stores/{forward.pk}/"))
    other.refuses = lambda one: False
    assert "Everything has been sent" in text_of(admin.post(again, follow=True))
    assert len(other.held) == 3
