"""A long queue is looked at by the page, and one decision may settle many kinds, once it was seen what it comes to."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from learning.inbound import services
from learning.models import ExternalAccount, ExternalCourse, IgnoredKind, InboundStatement
from partnership.models import Person
from tests.learning.test_inbound import (  # noqa: F401  # fixtures
    AT,
    COUNTY,
    SITE,
    VERBS,
    admin,
    chief,
    mapped,
    pat,
    run,
    said,
    send,
    states,
    text_of,
)

pytestmark = pytest.mark.django_db
QUEUE = "/cms/records-in/"


def keys() -> list[str]:
    return [str(row.kind_key) for row in InboundStatement.objects.filter(state="waiting").order_by("pk")]


def waiting_accounts(course: Any, *statements: Any) -> None:
    send(*statements)
    run()
    mapped(course)
    services.settle(at=AT)


def test_every_kind_is_on_some_page_with_what_it_is_about(course: Any, chief: Client) -> None:
    send(*[said(activity=f"module/{n}") for n in range(120)])
    run()
    pages = [text_of(chief.get(QUEUE, {"p": str(number)})) for number in (1, 2, 3)]
    assert "Page 1 of 3, 120 in all" in pages[0]
    shown = [f"{SITE}module/{n}" for page in pages for n in range(120) if f"{SITE}module/{n}\n" in page]
    assert len(shown) == len(set(shown)) == 120


def test_accounts_are_shown_by_name_and_place_and_the_queue_narrows(course: Any, chief: Client) -> None:
    waiting_accounts(course, said("p-1041"), said(activity="other"))
    send(said(activity="theirs"), authority=COUNTY)
    run()
    page = text_of(chief.get(QUEUE, {"reason": "account"}))
    assert "p-1041<br />https://lms.shire.example<br />" in page
    assert f"{SITE}other" not in page
    theirs = InboundStatement.objects.get(activity_id=f"{SITE}theirs").authority_id
    page = text_of(chief.get(QUEUE, {"agency": str(theirs)}))
    assert f"{SITE}theirs" in page
    assert "p-1041" not in page


def test_several_activities_are_mapped_to_one_course_by_whoever_saw_what_comes_of_it(
    course: Any, chief: Client
) -> None:
    send(said(activity="a"), said(activity="b"), said(activity="b", verb="failed"), said(activity="c"))
    run()
    ticked = keys()[:2]
    path = f"{QUEUE}together/course/"
    first = text_of(chief.post(path, {"kind": ticked}))
    assert "3 statements wait among what you ticked" in first
    asked = {"kind": ticked, "filled": "yes", "course": course.pk, "passing_verbs": [VERBS + "passed"]}
    asked |= {"validity_months": 24}
    seen = text_of(chief.post(path, asked))
    assert "Goes on waiting: unknown account: 2" in seen
    assert "No pass: 1" in seen
    assert not ExternalCourse.objects.exists()
    assert chief.post(path, {**asked, "apply": "yes"}).status_code == 302
    services.settle(at=AT)
    assert {(row.activity_id, row.is_prefix, str(row.approved_by)) for row in ExternalCourse.objects.all()} == {
        (f"{SITE}{name}", False, "chief@post.example") for name in "ab"
    }
    assert states() == [("no_pass", ""), ("waiting", "account"), ("waiting", "account"), ("waiting", "activity")]


def test_accounts_named_by_an_address_are_matched_to_the_one_person_who_has_it(
    course: Any,
    chief: Client,
    pat: Person,
) -> None:
    for _ in range(2):
        Person.objects.create(display_name="Twin", email="twin@shire.example")
    Person.objects.create(display_name="Covert", email="covert@shire.example", do_not_list=True)
    names = ("Pat@shire.example", "twin@shire.example", "covert@shire.example", "p-1041")
    by_mail = said(actor={"mbox": "mailto:pat@shire.example"})
    waiting_accounts(course, *[said(name) for name in names], by_mail)
    path = f"{QUEUE}together/match/"
    page = text_of(chief.post(path, {"kind": keys()}))
    assert page.count("<strong>Pat Example</strong>") == 2
    assert "Twin" not in page
    assert "Covert" not in page
    assert "3 others that you ticked are left" in page
    pairs = [f"{key} {pat.uuid}" for key in keys()]
    chief.post(path, {"kind": keys(), "pair": [pairs[0], f"{keys()[3]} {pat.uuid}"], "apply": "yes"})
    assert ExternalAccount.objects.count() == 1  # only what was seen, and only what is so
    chief.post(path, {"kind": keys(), "pair": pairs, "apply": "yes"})
    assert {(row.person, str(row.matched_by)) for row in ExternalAccount.objects.all()} == {(pat, "chief@post.example")}
    services.settle(at=AT)
    assert states() == [("passed", "")] * 2 + [("waiting", "account")] * 3


def test_several_kinds_are_ignored_for_one_reason(course: Any, chief: Client) -> None:
    send(said(activity="a"), said(activity="b"), said(activity="c"))
    run()
    path, ticked = f"{QUEUE}together/ignore/", keys()[:2]
    assert "Why these mean nothing here" in text_of(chief.post(path, {"kind": ticked}))
    assert "This field is required" in text_of(chief.post(path, {"kind": ticked, "filled": "yes", "why": ""}))
    chief.post(path, {"kind": ticked, "filled": "yes", "why": "Cookery"})
    services.settle(at=AT)
    assert states() == [("ignored", "activity"), ("ignored", "activity"), ("waiting", "activity")]
    assert {(row.why, str(row.by)) for row in IgnoredKind.objects.all()} == {("Cookery", "chief@post.example")}


@pytest.mark.parametrize("what", ["course", "match", "ignore"])
def test_nothing_ticked_or_nothing_that_suits_changes_nothing_and_nobody_else_may(
    course: Any, chief: Client, what: str
) -> None:
    send(said())
    run()
    path = f"{QUEUE}together/{what}/"
    assert "Nothing was changed" in text_of(chief.post(path, follow=True))
    assert chief.post(path, {"kind": [str(uuid.uuid4())]}).status_code == 302
    assert chief.post(path, {"kind": ["x"]}).status_code == 404
    if what == "match":
        assert "Nothing was changed" in text_of(chief.post(path, {"kind": keys()}, follow=True))
    assert chief.get(path).status_code == 405
    assert chief.post(f"{QUEUE}together/made-up/", {"kind": keys()}).status_code == 404
    editor = Client()
    editor.force_login(User.objects.create_user("editor@post.example", is_staff=True))
    assert editor.post(path, {"kind": keys()}).status_code in (302, 403, 404)
    assert states() == [("waiting", "activity")]


def test_of_a_long_list_of_what_was_said_the_newest_are_shown_and_the_rest_on_demand(
    course: Any, chief: Client
) -> None:
    send(said())
    run()
    for n in range(60):
        mapped(course, activity_id=f"{SITE}more/{n}")
    page = text_of(chief.get(QUEUE))
    assert f"{SITE}more/59" in page
    assert f"{SITE}more/9<" not in page
    assert f"{SITE}more/9<" in text_of(chief.get(QUEUE, {"said": "all"}))
