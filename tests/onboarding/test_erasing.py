"""Case 28 of the pack: somebody who asks is erased, every figure stays, and a duty in force is not forgotten."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from accounts.models import User
from certification import services as certification
from certification.queries.status import population, with_status
from common import clock
from common.dates import london_moment
from courses.models import Course
from messaging.models import Message
from onboarding.services.erasing import ErasureRefused, erase_person
from partnership.models import ActorId, Person
from schemes.models import Licence
from tests.onboarding.conftest import Bring, D
from tests.onboarding.rosters import driver, register

pytestmark = pytest.mark.django_db
NAME, NUMBER, EMAIL, MOBILE = "Zebedee Quillfeather", "009871", "zeb@post.example", "+447700900555"
LEFT = date(2026, 10, 1)
AT = london_moment(D)


@pytest.fixture
def zeb(bring: Bring) -> Person:
    """A driver who learned, was written to, claimed earlier training, and whose licence has ended."""
    contact = {"display_name": NAME, "email": EMAIL, "mobile": MOBILE, "training_evidence": "ZEB-COURSE:2025-01-20"}
    bring("drivers", register(driver(9871, **contact)))
    bring("certificates", ["organisation_code,key,course_id,passed_on", f"E07000991,{NUMBER},cse-taxi,2025-03-01"])
    bring("drivers", register(driver(9871, status="surrendered", status_from=LEFT.isoformat(), **contact)))
    person = Person.objects.get(display_name=NAME)
    person.user = User.objects.create_user(EMAIL)
    person.save()
    EmailAddress.objects.create(user=person.user, email=EMAIL, verified=True)
    ActorId.objects.create(person=person)
    Message.objects.create(
        dedupe_key="z", recipient=EMAIL, template="due_soon", context={}, created_at=AT, not_before=AT
    )
    course = Course.objects.get(key="cse-taxi")
    organisation = person.assignments.get().organisation
    certification.claim_prior(
        person=person, organisation=organisation, course=course, provider="Quillfeather Ltd", reference="Own",
        completed_on=date(2025, 1, 1), evidence=None, at=AT,
    )  # fmt: skip
    return person


def words_in_the_database() -> Iterator[tuple[str, str]]:
    """Every text and every JSON value of every table."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, kinds):
                for value in model._base_manager.values_list(field.attname, flat=True):
                    yield f"{model._meta.label}.{field.name}", str(value)


def traces() -> set[str]:
    told = (NAME, "Quillfeather", "ZEB-COURSE", NUMBER, "9871", EMAIL, MOBILE, "7700900555")
    return {place for place, value in words_in_the_database() if any(word in value for word in told)}


def figures() -> list[tuple[Any, ...]]:
    days = [LEFT - timedelta(days=back) for back in (1, 200)] + [D]
    return [tuple(with_status(population(day), day).order_by("pk").values_list("assignment", "status")) for day in days]


def test_nothing_says_who_they_were_and_every_figure_stays(zeb: Person) -> None:
    before = figures()
    assert before[0]
    assert traces()
    for _ in range(2):
        erase_person(person=zeb, at=AT)
    assert traces() == set()
    assert figures() == before
    assert not ActorId.objects.exclude(person=None).filter(person=zeb).exists()
    assert not User.objects.filter(email=EMAIL).exists()


def test_while_a_licence_is_in_force_nothing_is_erased(bring: Bring) -> None:
    bring("drivers", register(driver(9871, display_name=NAME)))
    person = Person.objects.get(display_name=NAME)
    with pytest.raises(ErasureRefused, match="recorded while it lasts"):
        erase_person(person=person, at=AT)
    assert Licence.objects.get(assignment__person=person).number == NUMBER
    assert Person.objects.filter(display_name=NAME).exists()


def test_under_a_legal_hold_nothing_is_erased(zeb: Person, settings: Any) -> None:
    settings.LRS_LEGAL_HOLD = True
    with pytest.raises(ErasureRefused, match="legal hold"):
        erase_person(person=zeb, at=AT)
    assert Person.objects.filter(display_name=NAME).exists()


def test_the_command_says_first_and_does_it_when_told(zeb: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    said = StringIO()
    call_command("erase_person", str(zeb.assignments.get().uuid), stdout=said)
    assert "can be erased" in said.getvalue()
    assert Person.objects.filter(display_name=NAME).exists()
    call_command("erase_person", str(zeb.uuid), "--yes", stdout=said)
    assert not Person.objects.filter(display_name=NAME).exists()
    with pytest.raises(CommandError, match="Nobody, and no post"):
        call_command("erase_person", "00000000-0000-0000-0000-000000000000")
