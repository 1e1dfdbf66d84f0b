"""What other systems send is taken in once, waits where something is unknown, and follows what people say of it."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from learning.inbound import queries, services
from learning.models import (
    ExternalAccount,
    ExternalCourse,
    ExternalPass,
    IgnoredKind,
    InboundCursor,
    InboundStatement,
)
from learning.signals import external_passes_changed
from lrs import services as lrs
from lrs.following import readable_through
from lrs.models import Authority
from lrs.services.credentials import agent_of
from partnership.models import Person
from tests.lrs.builders import voiding

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SITE = "https://lms.shire.example/course/"
VERBS = "http://adlnet.gov/expapi/verbs/"
SHIRE, COUNTY = agent_of("Shire Police"), agent_of("County NHS")
State = InboundStatement.State


def said(name: str = "p-1041", verb: str = "passed", activity: str = "cse", **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://lms.shire.example", "name": name}, "name": "Pat Example"},
        "verb": {"id": VERBS + verb},
        "object": {"id": SITE + activity},
        "timestamp": "2026-11-20T09:00:00Z",
        **changes,
    }


def send(*statements: dict[str, Any], authority: dict[str, Any] = SHIRE) -> None:
    lrs.record(statements=statements, at=AT, authority=authority)


def run() -> None:
    services.take_in()
    services.settle(at=AT)


def states() -> list[tuple[str, str]]:
    return sorted(InboundStatement.objects.values_list("state", "reason"))


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser("chief@post.example")


@pytest.fixture
def pat(db: None) -> Person:
    return Person.objects.create(display_name="Pat Example", email="pat@shire.example")


def mapped(course: Any, by: Any = None, authority: dict[str, Any] = SHIRE, **changes: Any) -> ExternalCourse:
    fields = {
        "authority": Authority.objects.get(agent=authority),
        "activity_id": f"{SITE}cse",
        "passing_verbs": [VERBS + "passed"],
        "other_verbs": [VERBS + "failed"],
        "course": course,
        "validity_months": 24,
        **changes,
    }
    mapping = ExternalCourse(**fields)
    services.map_course(mapping=mapping, by=by or User.objects.get(is_superuser=True), at=AT)
    return mapping


def matched(person: Person, admin: Any) -> None:
    row = InboundStatement.objects.filter(state=State.WAITING, reason="account").first()
    assert row is not None
    services.match_account(row=row, person=person, by=admin, at=AT)
    services.settle(at=AT)


def test_what_is_unknown_waits_and_what_a_person_says_settles_all_of_its_kind(course, admin, pat) -> None:
    send(said(), said(), said(verb="failed"), said("p-2"))
    run()
    assert states() == [("waiting", "activity")] * 4
    mapped(course, admin)
    services.settle(at=AT)
    assert states() == [("no_pass", ""), *[("waiting", "account")] * 3]
    matched(pat, admin)
    assert states() == [("no_pass", ""), *[("passed", "")] * 2, ("waiting", "account")]
    assert {(p.person_id, p.course_id, p.passed_on) for p in ExternalPass.objects.all()} == {
        (pat.pk, course.pk, date(2026, 11, 20))
    }


def test_what_comes_later_needs_nobody(course, admin, pat) -> None:
    send(said())
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    send(said(timestamp="2026-11-21T09:00:00Z"))
    run()
    assert states() == [("passed", "")] * 2


def test_nothing_is_taken_in_twice(course, admin, pat) -> None:
    one = said()
    send(one)
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    InboundCursor.objects.update(place=0)
    send(one, authority=COUNTY)  # another credential sends the same statement again
    run()
    assert states() == [("passed", "")]
    assert ExternalPass.objects.count() == 1


def test_our_own_statements_are_not_taken_for_anothers(course) -> None:
    lrs.record(statements=[said()], at=AT)
    run()
    assert not InboundStatement.objects.exists()
    assert InboundCursor.objects.get().place > 0


def test_groups_and_plans_are_nobodys_pass(course, admin) -> None:
    group = {"objectType": "Group", "member": [{"mbox": "mailto:a@shire.example"}]}
    team = {"objectType": "Group", "account": {"homePage": "https://lms.shire.example", "name": "team"}}
    plan = {key: value for key, value in said().items() if key not in ("id", "timestamp")}
    send(said(actor=group), said(actor=team), said(object={"objectType": "SubStatement", **plan}))
    run()
    mapped(course, admin)
    services.settle(at=AT)
    assert states() == [("waiting", "nobody")] * 2
    assert not ExternalPass.objects.exists()


@pytest.mark.parametrize(
    ("timestamp", "day"),
    [
        ("2026-06-30T23:30:00Z", date(2026, 7, 1)),  # summer time in London
        ("2026-11-20T23:30:00Z", date(2026, 11, 20)),
        ("2026-11-21T01:00:00+09:00", date(2026, 11, 20)),
    ],
)
def test_the_day_is_londons(course, timestamp: str, day: date) -> None:
    send(said(timestamp=timestamp))
    run()
    assert InboundStatement.objects.get().happened_on == day


def test_a_day_to_come_becomes_the_day_of_storing(course) -> None:
    from common.dates import london_day
    from lrs.models import Statement

    send(said(timestamp="2099-01-01T00:00:00Z"))
    run()
    assert InboundStatement.objects.get().happened_on == london_day(Statement.objects.get().stored)


def test_voiding_before_and_after_takes_the_fact_back(course, admin, pat) -> None:
    first, second = said(), said(timestamp="2026-11-19T09:00:00Z")
    send(first)
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    lrs.void(statement=uuid.UUID(first["id"]), at=AT)  # by a person in the CMS: the platform's authority
    send(voiding(second["id"]), authority=SHIRE)
    send(second)
    run()
    assert states() == [("withdrawn", "")] * 2
    assert [p.withdrawn_at for p in ExternalPass.objects.all()] == [AT]


def test_a_change_of_passes_is_announced_after_it_and_once(
    course, admin, pat, django_capture_on_commit_callbacks
) -> None:
    heard: list[list[int]] = []

    def listen(sender: object, person_ids: list[int], **_: Any) -> None:
        heard.append(person_ids)

    external_passes_changed.connect(listen)
    try:
        send(said(), said())
        run()
        mapped(course, admin)
        services.settle(at=AT)
        with django_capture_on_commit_callbacks(execute=True):
            matched(pat, admin)
        assert heard == [[pat.pk]]
        InboundStatement.objects.update(is_due=True)
        with django_capture_on_commit_callbacks(execute=True):
            services.settle(at=AT)
        assert heard == [[pat.pk]]
    finally:
        external_passes_changed.disconnect(listen)


def test_a_merged_persons_pass_goes_to_who_stands_for_both(course, admin, pat) -> None:
    send(said())
    run()
    mapped(course, admin)
    services.settle(at=AT)
    old = Person.objects.create(display_name="P Example", canonical=pat)
    row = InboundStatement.objects.get()
    services.match_account(row=row, person=old, by=admin, at=AT)
    services.settle(at=AT)
    assert ExternalPass.objects.get().person == pat


def test_a_run_cut_short_between_reading_and_deciding_goes_on(course, admin, pat, monkeypatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    monkeypatch.setattr(services, "PAGE", 3)
    send(*[said(f"p-{n}") for n in range(7)])
    monkeypatch.setattr("lrs.following.sent_by_others.__kwdefaults__", {"most": 3})
    services.take_in()
    assert InboundStatement.objects.filter(is_due=True).count() == 7

    taken = services._make_right
    calls: list[int] = []

    def dies(*args: Any) -> set[int]:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return taken(*args)

    monkeypatch.setattr(services, "_make_right", dies)
    with pytest.raises(KeyboardInterrupt):
        services.settle(at=AT)
    assert InboundStatement.objects.filter(is_due=True).count() == 5
    run()
    assert states() == [("waiting", "activity")] * 7


def test_an_undone_match_withdraws_what_came_of_it(course, admin, pat) -> None:
    send(said())
    run()
    mapping = mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    services.remove_account(account=ExternalAccount.objects.get())
    services.settle(at=AT)
    assert states() == [("waiting", "account")]
    assert ExternalPass.objects.get().withdrawn_at == AT
    matched(pat, admin)
    assert ExternalPass.objects.get().withdrawn_at is None
    services.remove_course(mapping=mapping)
    services.settle(at=AT)
    assert states() == [("waiting", "activity")]
    assert ExternalPass.objects.get().withdrawn_at == AT


def test_an_address_is_kept_as_its_hash_only(course, admin, pat) -> None:
    send(said(actor={"mbox": "mailto:pat@shire.example"}))
    run()
    mapped(course, admin)
    services.settle(at=AT)
    matched(pat, admin)
    kept = [ExternalAccount.objects.values().latest("pk"), InboundStatement.objects.values().latest("pk")]
    assert not any("pat@" in str(row) for row in kept)


def test_the_cursor_stays_behind_a_write_in_flight(course, monkeypatch) -> None:
    """What lies past the place up to which all can be read waits for the next run."""
    send(said())
    first = readable_through()
    send(said())
    monkeypatch.setattr(services, "readable_through", lambda: first)
    assert services.take_in() == 1
    assert InboundCursor.objects.get().place == first
    monkeypatch.undo()
    assert services.take_in() == 1


# --- the pages ---

PAGES = ["", "{kind}/"]
POSTS = ["{kind}/course/", "{kind}/find/", "{kind}/match/", "{kind}/ignore/", "undo/course/1/"]


@pytest.fixture
def chief(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def kind_of(reason: str) -> Any:
    row = InboundStatement.objects.filter(state=State.WAITING, reason=reason).first()
    assert row is not None
    return row.kind_key


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.mark.parametrize("page", PAGES + POSTS)
@pytest.mark.parametrize("who", ["nobody", "a login", "an editor", "a superuser"])
def test_the_pages_are_there_for_superusers_only(chief: Client, client: Client, page: str, who: str) -> None:
    send(said())
    run()
    path = f"/cms/records-in/{page.format(kind=kind_of('activity'))}"
    if who == "a login":
        client.force_login(User.objects.create_user("lead@post.example"))
    if who == "an editor":
        client.force_login(User.objects.create_user("editor@post.example", is_staff=True))
    caller = chief if who == "a superuser" else client
    answer = caller.post(path) if page in POSTS else caller.get(path)
    if who != "a superuser":
        assert answer.status_code in (302, 403, 404)
        assert "https://lms.shire" not in answer.content.decode()
    elif page in PAGES:
        assert answer.status_code == 200
    assert not ExternalCourse.objects.exists()


def test_a_course_is_mapped_after_its_consequences_were_seen(course, chief) -> None:
    send(said(), said("p-2"), said(verb="failed"), said(activity="cse/part-2", verb="experienced"))
    run()
    row = InboundStatement.objects.get(verb=f"{VERBS}failed")
    path = f"/cms/records-in/{row.kind_key}/"
    assert "3 statements of this kind wait" in text_of(chief.get(path))
    asked = {
        "course": course.pk,
        "activity_id": row.activity_id,
        "passing_verbs": [VERBS + "passed"],
        "validity_months": 24,
    }
    seen = text_of(chief.post(f"{path}course/", asked))
    assert "Goes on waiting: unknown account: 2" in seen
    assert "No pass: 1" in seen
    assert not ExternalCourse.objects.exists()
    assert chief.post(f"{path}course/", {**asked, "apply": "yes"}).status_code == 302
    services.settle(at=AT)
    mapping = ExternalCourse.objects.get()
    assert (mapping.other_verbs, mapping.approved_by.email) == ([VERBS + "failed"], "chief@post.example")  # type: ignore[union-attr]
    assert sorted(states()) == [
        ("no_pass", ""),
        ("waiting", "account"),
        ("waiting", "account"),
        ("waiting", "activity"),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"activity_id": "https://elsewhere.example/"}, "Keep what was sent"),
        ({"activity_id": SITE}, "Keep what was sent"),
        ({"activity_id": "https://lms.shire.example/", "is_prefix": "on"}, "a whole site is not one course"),
        ({"passing_verbs": ["https://made.up/verb"]}, "Select a valid choice"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "not before the first"),
        ({"validity_months": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(course, chief, changes: dict[str, Any], words: str) -> None:
    send(said())
    run()
    asked = {
        "course": course.pk,
        "activity_id": f"{SITE}cse",
        "passing_verbs": [VERBS + "passed"],
        "validity_months": "24",
        "apply": "yes",
        **changes,
    }
    assert words in text_of(chief.post(f"/cms/records-in/{kind_of('activity')}/course/", asked))
    assert not ExternalCourse.objects.exists()


def test_a_person_is_found_seen_and_matched_and_never_in_an_address(course, chief, pat) -> None:
    Person.objects.create(display_name="Pat Example", email="other@shire.example")
    Person.objects.create(display_name="Pat Example", do_not_list=True)
    send(said(), said())
    run()
    mapped(course)
    services.settle(at=AT)
    path = f"/cms/records-in/{kind_of('account')}/"
    assert "p-1041" in text_of(chief.get(path))
    assert text_of(chief.post(f"{path}find/", {"who": "pat example"})).count("It is Pat Example") == 2
    assert text_of(chief.post(f"{path}find/", {"who": "PAT@shire.example"})).count("It is Pat Example") == 1
    assert "A pass: 2" in text_of(chief.post(f"{path}find/", {"who": "pat@shire.example"}))
    assert "Nobody on our roster" in text_of(chief.post(f"{path}find/", {"who": "Nobody"}))
    covert = Person.objects.get(do_not_list=True)
    assert chief.post(f"{path}match/", {"person": str(covert.uuid)}).status_code == 404
    assert chief.post(f"{path}match/", {"person": "x"}).status_code == 404
    done = chief.post(f"{path}match/", {"person": str(pat.uuid)})
    assert (done.status_code, done["Location"]) == (302, "/cms/records-in/")
    services.settle(at=AT)
    assert states() == [("passed", "")] * 2
    page = text_of(chief.get("/cms/records-in/"))
    assert "Pat Example" in page
    assert "chief@post.example" in page


def test_a_kind_is_ignored_with_a_reason_and_taken_up_again(course, chief) -> None:
    send(said(verb="launched"))
    run()
    path = f"/cms/records-in/{kind_of('activity')}/"
    assert "This field is required" in text_of(chief.post(f"{path}ignore/", {"why": ""}))
    chief.post(f"{path}ignore/", {"why": "Their cookery course"})
    send(said(verb="passed"))
    run()
    assert states() == [("ignored", "activity")] * 2
    assert "Their cookery course" in text_of(chief.get("/cms/records-in/"))
    assert chief.get(path).status_code == 404
    chief.post(f"/cms/records-in/undo/ignored/{IgnoredKind.objects.get().pk}/")
    services.settle(at=AT)
    assert states() == [("waiting", "activity")] * 2


def test_a_longer_queue_asks_no_more_of_the_database(course, chief) -> None:
    def cost() -> int:
        chief.get("/cms/records-in/")
        with CaptureQueriesContext(connection) as asked:
            text_of(chief.get("/cms/records-in/"))
        return len(asked)

    send(said())
    run()
    mapped(course)
    services.settle(at=AT)
    few = cost()
    send(*[said(f"p-{n}", activity=f"other/{n}") for n in range(30)])
    run()
    assert queries.waiting_by_kind().count() == 31
    for n in range(5):
        mapped(course, activity_id=f"{SITE}more/{n}")
    assert cost() == few <= 18


def test_no_name_or_address_reaches_a_log(course, admin, pat, caplog) -> None:
    with caplog.at_level("DEBUG"):
        send(said(), said(actor={"mbox": "mailto:pat@shire.example"}))
        run()
        mapped(course, admin)
        services.settle(at=AT)
        matched(pat, admin)
        lrs.void(statement=InboundStatement.objects.filter(state=State.PASSED)[0].uuid, at=AT + timedelta(days=1))
        run()
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not any("pat@" in line or "Pat" in line or "p-1041" in line for line in logged)
