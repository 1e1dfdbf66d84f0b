"""The whole way, by real HTTP: an agency's system posts, a person says what it means, a certificate and its cover come;
the statement is voided, and they go.
"""

import uuid
from datetime import date, datetime
from typing import Any

import httpx
import pytest
from django.test import Client

from accounts.models import User
from certification import services
from certification.models import Certificate, CoverPeriod
from certification.tasks import reconcile_external
from common import clock
from common.dates import london_moment
from learning.inbound.tasks import take_in_statements
from learning.models import ExternalPass, InboundStatement
from lrs.services.credentials import create_credential
from tests.certification.conftest import World
from tests.lrs.builders import voiding

VERBS = "http://adlnet.gov/expapi/verbs/"
ACTIVITY = "https://lms.shire.example/course/cse"


def said(timestamp: str, verb: str = "passed") -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://lms.shire.example", "name": "p-1041"}},
        "verb": {"id": VERBS + verb},
        "object": {"id": ACTIVITY},
        "timestamp": timestamp,
    }


def external_pass(person: Any, course: Any, on: date, **changes: Any) -> ExternalPass:
    fields = {"statement": uuid.uuid4(), "passed_on": on, "validity_months": 24, "recorded_at": london_moment(on)}
    return ExternalPass.objects.create(person=person, course=course, **{**fields, **changes})


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_from_a_post_to_cover_and_back(world: World, live_server: Any) -> None:
    world.rule()
    person = world.person("Pat Example")
    job = world.job(person)
    today = clock.today()
    assert world.status(job, today) != "current"
    _, post = _agency(live_server)
    chief = Client()
    chief.force_login(User.objects.create_superuser("chief@post.example"))

    one = said(clock.now().isoformat())
    assert post([one, said("2025-01-31T12:00:00Z", "failed")]).status_code == 200
    take_in_statements()
    assert not Certificate.objects.exists()

    page = chief.get("/cms/records-in/").content.decode()
    assert "Unknown activity" in page
    mapping = {
        "course": world.course.pk,
        "activity_id": ACTIVITY,
        "passing_verbs": [VERBS + "passed"],
        "validity_months": 24,
    }
    _press(chief, "activity", "course", mapping, "Goes on waiting: unknown account: 1")
    _press(chief, "account", "find", {"who": "Pat Example"}, "A pass: 1", presses=False)
    key = InboundStatement.objects.get(state="waiting").kind_key
    assert chief.post(f"/cms/records-in/{key}/match/", {"person": str(person.uuid)}).status_code == 302

    certificate = Certificate.objects.get()
    assert (certificate.source, certificate.passed_on, certificate.person) == ("external", today, person)
    assert certificate.holder_name == "Pat Example"
    assert world.status(job, today) == "current"

    assert post([voiding(one["id"])]).status_code == 200
    take_in_statements()
    assert not Certificate.objects.exists()
    assert not CoverPeriod.objects.exists()
    assert ExternalPass.objects.get().withdrawn_at is not None
    assert world.status(job, today) != "current"


def _agency(live_server: Any) -> tuple[str, Any]:
    credential, secret = create_credential(name="Shire Police", scopes=["statements/write"], at=clock.now())
    headers = {"X-Experience-API-Version": "1.0.3"}

    def post(statements: list[dict[str, Any]]) -> httpx.Response:
        url = f"{live_server.url}/xapi/statements"
        return httpx.post(url, json=statements, auth=(credential.key, secret), headers=headers, timeout=30)

    return credential.key, post


def _press(chief: Client, reason: str, step: str, data: dict[str, Any], seen: str, *, presses: bool = True) -> None:
    """Look at what would happen, and then press."""
    key = InboundStatement.objects.filter(state="waiting", reason=reason)[0].kind_key
    path = f"/cms/records-in/{key}/{step}/"
    assert seen in chief.post(path, data).content.decode()
    if presses:
        assert chief.post(path, {**data, "apply": "yes"}).status_code == 302


@pytest.mark.django_db
class TestCertificatesFollowPasses:
    ON = date(2026, 10, 1)
    AT: datetime = london_moment(date(2026, 11, 22))

    def test_several_statements_of_one_pass_make_one_certificate(self, world: World) -> None:
        person = world.person()
        passes = [external_pass(person, world.course, self.ON) for _ in range(3)]
        assert services.accept_external(person_ids=[person.pk], at=self.AT) == 1
        assert services.accept_external(person_ids=[person.pk], at=self.AT) == 0
        ExternalPass.objects.filter(pk=passes[0].pk).update(withdrawn_at=self.AT)
        services.accept_external(person_ids=[person.pk], at=self.AT)
        assert Certificate.objects.count() == 1
        ExternalPass.objects.update(withdrawn_at=self.AT)
        services.accept_external(person_ids=[person.pk], at=self.AT)
        assert not Certificate.objects.exists()

    def test_an_imported_pass_of_that_day_is_enough_and_is_left_alone(self, world: World) -> None:
        person = world.person()
        imported = world.passed(person, self.ON)
        held = external_pass(person, world.course, self.ON)
        assert services.accept_external(person_ids=[person.pk], at=self.AT) == 0
        ExternalPass.objects.filter(pk=held.pk).update(withdrawn_at=self.AT)
        services.accept_external(person_ids=[person.pk], at=self.AT)
        assert Certificate.objects.get() == imported

    def test_the_end_of_february_is_kept_in_mind(self, world: World) -> None:
        person = world.person()
        external_pass(person, world.course, date(2024, 2, 29))
        services.accept_external(person_ids=[person.pk], at=self.AT)
        assert Certificate.objects.get().valid_until == date(2026, 2, 28)

    def test_a_lost_nudge_is_made_good(self, world: World) -> None:
        person = world.person()
        held = external_pass(person, world.course, self.ON)
        assert reconcile_external() == 1
        assert reconcile_external() == 0
        ExternalPass.objects.filter(pk=held.pk).update(withdrawn_at=self.AT)
        assert reconcile_external() == 1
        assert not Certificate.objects.exists()

    def test_what_a_later_certificate_builds_on_stays_and_is_said_aloud(
        self, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        person = world.person()
        held = external_pass(person, world.course, self.ON)
        services.accept_external(person_ids=[person.pk], at=self.AT)
        later = world.passed(person, date(2026, 11, 1))
        Certificate.objects.filter(pk=later.pk).update(base=Certificate.objects.get(source="external"))
        ExternalPass.objects.filter(pk=held.pk).update(withdrawn_at=self.AT)
        assert services.accept_external(person_ids=[person.pk], at=self.AT) == 0
        assert "others build on it" in caplog.text
        assert person.display_name not in caplog.text
        caplog.clear()
        assert reconcile_external() == 0
        assert not caplog.text

    def test_a_certificate_counts_from_the_day_of_the_pass(self, world: World) -> None:
        world.rule()
        person = world.person()
        job = world.job(person)
        external_pass(person, world.course, self.ON)
        services.accept_external(person_ids=[person.pk], at=self.AT)
        cover = CoverPeriod.objects.get(obligation__assignment=job)
        assert cover.starts_on == self.ON
