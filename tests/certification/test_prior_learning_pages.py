"""The pages about training done elsewhere: who may open them, what they take, and what they say."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format
from PIL import Image

from accounts.models import User
from certification import services
from certification.models import Certificate, PriorLearning
from common import clock
from common.dates import add_months
from courses.models import Course
from messaging.models import Message
from partnership.models import AccessGrant
from tests.certification.conftest import ON, moment
from tests.reporting.conftest import user_with  # noqa: F401

Kind = AccessGrant.Kind


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    cache.clear()  # claims are counted by address
    monkeypatch.setattr(PriorLearning._meta.get_field("evidence"), "storage", InMemoryStorage())
    with time_machine.travel(f"{ON}T12:00:00+00:00"):
        yield


@pytest.fixture
def sam(world):
    world.rule("ALD", validity_months=24)
    person = world.person()
    person.user = User.objects.create_user("sam@lookout.example", "correct horse battery")
    person.save()
    world.job(person, contract="licensed")
    services.refresh(person_ids=[person.pk])
    return person


def picture(kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30)).save(made, kind)
    return made.getvalue()


def send(client, sam, content: bytes, name: str = "certificate.png", **told):
    client.force_login(sam.user)
    values = {"provider": "A trust", "reference": "CSE level 1", "completed_on": "2025-01-20", **told}
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("certification:prior_claim", args=["cse-taxi"]), {**values, "evidence": file}, follow=True
    )


@pytest.mark.parametrize("content", [picture(), picture("JPEG"), b"%PDF-1.7 and so on"], ids=["png", "jpeg", "pdf"])
def test_a_certificate_is_sent_and_said_to_wait(client, sam, content):
    said = send(client, sam, content, name="Sam Ferris.exe").content.decode()
    assert "being looked at. It does not count yet." in said
    assert "Sam" not in str(PriorLearning.objects.get().evidence.name)


def test_a_claim_that_waits_is_told_of_beside_the_course(client, sam):
    page = reverse("certification:my_training")
    client.force_login(sam.user)
    assert "is being looked at" not in client.get(page).content.decode()
    PriorLearning.objects.create(
        person=sam,
        organisation=sam.assignments.get().organisation,
        course=Course.objects.get(),
        reference="Elsewhere",
        completed_on=date(2026, 3, 1),
        claimed_at=clock.now(),
    )
    html = client.get(page).content.decode()
    assert html.index("The training you did elsewhere is being looked at") < html.index('id="earlier"')
    assert "Send another certificate from elsewhere" in html


@pytest.mark.parametrize(
    ("content", "told", "sentence"),
    [
        (b"<html><script>alert(1)</script>", {}, "We cannot read this file"),
        (picture()[:60], {}, "We cannot read this file"),
        (b"GIF89a" + b"\0" * 40, {}, "We cannot read this file"),
        (b"%PDF-" + b"0" * (5 * 1024 * 1024), {}, "larger than 5 MB"),
        (picture(), {"completed_on": "2026-12-01"}, "still to come"),
        (picture(), {"completed_on": "31/02/2026"}, "Enter a day"),
        (picture(), {"provider": ""}, "Enter who gave the training"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(client, sam, content, told, sentence):
    answer = send(client, sam, content, **told)
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert not PriorLearning.objects.exists()


def test_a_course_that_nothing_asks_of_one_takes_no_claim(client, sam):
    client.force_login(sam.user)
    assert client.get(reverse("certification:prior_claim", args=["cse-hotel"])).status_code == 404
    client.force_login(User.objects.create_user("nobody@lookout.example"))
    assert client.get(reverse("certification:prior_claim", args=["cse-taxi"])).status_code == 404


OPEN = {Kind.EVIDENCE_REVIEWER, Kind.TRAINING_LEAD, Kind.LICENSING_OFFICER, Kind.DEMOCRATIC_SERVICES, Kind.HOTEL_WATCH}
OF_DRIVERS = OPEN - {Kind.DEMOCRATIC_SERVICES}
NAMED = OF_DRIVERS - {Kind.HOTEL_WATCH}


@pytest.mark.parametrize("kind", list(Kind))
def test_who_may_review_a_drivers_claim_at_their_organisation_and_read_the_name(client, world, sam, user_with, kind):
    send(client, sam, picture())
    claim = PriorLearning.objects.get()
    pages = [reverse("certification:prior_list")] + [
        reverse(f"certification:{name}", args=[claim.uuid]) for name in ("prior_review", "prior_evidence")
    ]
    client.force_login(user_with(kind, world.organisation("ALD")))
    answers = [client.get(page) for page in pages]
    assert answers[0].status_code == (200 if kind in OPEN else 404)
    assert {answer.status_code for answer in answers[1:]} == {200 if kind in OF_DRIVERS else 404}
    if kind in OF_DRIVERS:
        assert ("Sam Ferris" in answers[1].content.decode()) == (kind in NAMED)
        assert answers[2]["Content-Disposition"] == 'attachment; filename="evidence.png"'
    client.force_login(user_with(kind, world.organisation("CAS")))
    assert {client.get(page).status_code for page in pages[1:]} == {404}


def test_somebody_who_is_on_no_list_is_not_named_to_reviewers(client, world, sam, user_with):
    send(client, sam, picture())
    sam.do_not_list = True
    sam.save()
    client.force_login(user_with(Kind.TRAINING_LEAD, world.organisation("ALD")))
    claim = PriorLearning.objects.get()
    for page in (reverse("certification:prior_list"), reverse("certification:prior_review", args=[claim.uuid])):
        assert "Ferris" not in client.get(page).content.decode()


def test_accepted_from_the_page_it_counts_and_the_briefing_is_offered(client, world, sam, user_with):
    send(client, sam, picture())
    claim = PriorLearning.objects.get()
    client.force_login(user_with(Kind.LICENSING_OFFICER, world.organisation("ALD")))
    page = reverse("certification:prior_review", args=[claim.uuid])
    assert client.post(page, {"form": "accept", "course": ""}).status_code == 400
    client.post(page, {"form": "accept", "course": world.course.pk})
    assert Certificate.objects.get().counts_from == date(2025, 1, 20)
    assert (
        "decided this already"
        in client.post(page, {"form": "decline", "reason": "It was done too long ago."}).content.decode()
    )
    client.force_login(sam.user)
    mine = reverse("certification:my_training")
    assert "accepted. Please read your local briefing too." in client.get(mine).content.decode()
    briefing = reverse("certification:prior_briefing", args=[claim.uuid])
    assert "Somewhere" in client.get(briefing).content.decode()
    assert "Read it" not in client.post(briefing, follow=True).content.decode()


def test_a_briefing_is_its_own_learners_and_comes_after_the_decision(client, world, sam):
    send(client, sam, picture())
    briefing = reverse("certification:prior_briefing", args=[PriorLearning.objects.get().uuid])
    assert client.get(briefing).status_code == 404
    PriorLearning.objects.update(outcome="accepted")
    other = world.person("Ola Novak")
    other.user = User.objects.create_user("ola@lookout.example")
    other.save()
    client.force_login(other.user)
    assert client.get(briefing).status_code == 404


@pytest.mark.parametrize(("contract", "opens"), [("licensed", True), ("elected", False), ("employed", False)])
def test_what_a_list_claims_for_no_course_yet_is_with_whoever_looks_after_a_post_of_theirs(
    client, world, sam, user_with, contract, opens
):
    """Before anybody said which course it stands for; and a record that was merged is read from where it went."""
    sam.assignments.update(contract=contract)
    before = world.person("S Ferris")
    before.canonical = sam
    before.save()
    claim = PriorLearning.objects.create(
        person=before,
        organisation=world.organisation("ALD"),
        reference="CSE-OTHER",
        completed_on=date(2025, 1, 20),
        claimed_at=moment(ON),
        is_from_list=True,
    )
    client.force_login(user_with(Kind.LICENSING_OFFICER, world.organisation("ALD")))
    page = reverse("certification:prior_review", args=[claim.uuid])
    assert (client.get(page).status_code == 200) is opens
    assert ("S Ferris" in client.get(reverse("certification:prior_list")).content.decode()) is opens


def test_long_lists_take_few_queries(client, world, sam, user_with, django_assert_max_num_queries):
    for number in range(40):
        world.job(person := world.person(f"Driver {number}"), contract="licensed")
        PriorLearning.objects.create(
            person=person,
            organisation=world.organisation("ALD"),
            reference="CSE-OTHER",
            completed_on=date(2025, 1, 20),
            claimed_at=moment(ON),
            outcome="declined" if number % 2 else "",
        )
    client.force_login(user_with(Kind.LICENSING_OFFICER, world.organisation("ALD")))
    with django_assert_max_num_queries(12):
        html = client.get(reverse("certification:prior_list")).content.decode()
    assert html.count("Driver ") == 40


def decide(client, claim, **told):
    return client.post(reverse("certification:prior_review", args=[claim.uuid]), told, follow=True).content.decode()


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({}, "No e-mail or phone is known, so tell them yourself."),
        ({"email": "sam@x.example"}, "They are told."),
    ],
)
def test_the_answer_names_whose_claim_it_was_and_promises_no_more_than_a_message_can(
    client, world, sam, user_with, contact, said
):
    for name, value in contact.items():
        setattr(sam, name, value)
    sam.save()
    client.force_login(user_with(Kind.LICENSING_OFFICER, world.organisation("ALD")))
    for outcome, told in (
        ("Accepted: Sam Ferris.", {"form": "accept", "course": world.course.pk}),
        ("Declined: Sam Ferris.", {"form": "decline", "reason": "It was done too long ago."}),
    ):
        claim = PriorLearning.objects.create(
            person=sam,
            organisation=world.organisation("ALD"),
            course=world.course,
            reference=outcome,
            completed_on=date(2026, 3, 1),
            claimed_at=clock.now(),
        )
        assert f"{outcome} {said}" in decide(client, claim, **told)
        assert (Message.objects.count() > 0) is bool(contact)


def test_a_claim_says_when_it_was_sent_how_they_stand_and_until_when_it_would_count(client, world, sam, user_with):
    send(client, sam, picture())
    sam.assignments.update(reference="PH-000417")
    claim = PriorLearning.objects.get()
    page = reverse("certification:prior_review", args=[claim.uuid])
    client.force_login(user_with(Kind.LICENSING_OFFICER, world.organisation("ALD")))
    html = client.get(page).content.decode()
    for said in (date_format(ON, "j F Y"), "Overdue: not started", "PH-000417", "No agreed equivalence covers this"):
        assert said in html
    until = add_months(date(2025, 1, 20), services.months_of(world.course))
    assert f"until {date_format(until, 'j F Y')}." in html
    assert "It counts from the day you accept it, and ends as if they had passed here" in html


def test_who_looks_at_evidence_only_sees_neither_standing_nor_number(client, world, sam, user_with):
    send(client, sam, picture())
    sam.assignments.update(reference="PH-000417")
    client.force_login(user_with(Kind.EVIDENCE_REVIEWER, world.organisation("ALD")))
    html = client.get(reverse("certification:prior_review", args=[PriorLearning.objects.get().uuid])).content.decode()
    assert ("Sam Ferris" in html, "PH-000417" in html, "Overdue" in html) == (True, False, False)


def test_the_claimant_reads_the_same_of_when_it_counts(client, sam):
    client.force_login(sam.user)
    html = client.get(reverse("certification:prior_claim", args=["cse-taxi"])).content.decode()
    assert "It counts from the day it is accepted, and ends as if you had passed here" in html
