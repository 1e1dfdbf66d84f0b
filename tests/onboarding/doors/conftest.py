"""Two licensing authorities, a register, a poster, the drivers' course, and texts that land in a folder."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certification import services as certification
from certification.models import Requirement
from common import clock
from common.dates import london_moment
from courses.models import Course
from messaging.mailbox import letters
from onboarding.models import Poster, Registration
from onboarding.services import posters
from partnership.models import AccessGrant, Area, Assignment, Organisation, Person, Role, RoleGroup
from schemes.models import Licence, LicenceStatus
from schemes.rules.licences import number_key
from tests.learning import small_course
from tests.learning.conftest import publish

LONG_AGO = date(2018, 1, 1)
NUMBER, OTHER_NUMBER = "+447700900123", "+447700900456"
BADGE = {"number": "AB 00417", "kind": "phv", "name": "Dana Okafor"}


@dataclass
class Doors:
    """The world at the doors. `driver` puts somebody on a register; `visitor` is somebody's phone."""

    aldermoor: Organisation
    casterley: Organisation
    course: Course
    poster: Poster
    texts: Path
    made: dict[str, Any] = field(default_factory=dict)

    def driver(
        self,
        name: str = "Dana Okafor",
        number: str = "AB00417",
        at: Organisation | None = None,
        *,
        issued_on: date | None = None,
        **person: Any,
    ) -> Licence:
        """A licence in force for a year to come, and its holder as the register has them."""
        at, on = at or self.aldermoor, clock.today()
        holder = person.pop("person", None) or Person.objects.create(
            display_name=name, sort_name=name, verified_on=on, **person
        )
        issued = issued_on or on - timedelta(days=400)
        assert at.area is not None
        post = Assignment.objects.create(
            person=holder,
            organisation=at,
            role=Role.objects.get(code="phv_driver"),
            area=at.area,
            contract="licensed",
            reference=number,
            starts_on=issued,
        )
        licence = Licence.objects.create(
            assignment=post,
            authority=at,
            number=number,
            number_key=number_key(number),
            kind="phv",
            issued_on=issued,
            expires_on=on + timedelta(days=365),
        )
        LicenceStatus.objects.create(licence=licence, status="licensed", holds_from=issued, recorded_at=clock.now())
        certification.refresh(person_ids=[holder.pk])
        return licence

    def passed(self, person: Person, on: date) -> None:
        told = certification.HistoricPass(person, self.course, on, ("phv_driver",), 36)
        certification.import_historic(passes=[told], at=london_moment(on))
        certification.refresh(person_ids=[person.pk])

    def officer(self, *authorities: Organisation, email: str = "officer@aldermoor.example") -> User:
        user = User.objects.create_user(email)
        for authority in authorities or (self.aldermoor,):
            AccessGrant.objects.create(
                user=user, kind=AccessGrant.Kind.LICENSING_OFFICER, organisation=authority, starts_on=LONG_AGO
            )
        return user

    def code_for(self, contact: str) -> str:
        """The newest code that was sent there."""
        text = next(letter for letter in letters(self.texts, most=200) if letter.recipient == contact)
        found = re.search(r"\b\d{6}\b", text.body)
        assert found
        return found[0]

    def proved(self, contact: str = NUMBER, client: Client | None = None) -> Client:
        """Somebody who came by the poster and proved that a number is theirs."""
        client = client or Client()
        asked = client.post(reverse("onboarding:taxi_contact", args=[self.poster.code]), {"contact": contact})
        assert asked.status_code == 302, asked.content.decode()
        client.post(reverse("onboarding:taxi_code"), {"code": self.code_for(contact)})
        assert "_auth_user_id" in client.session
        return client

    def badge(self, at: Organisation | None = None, **said: str) -> dict[str, str]:
        return {"authority": str((at or self.aldermoor).pk), **BADGE, **said}

    def registered(self, contact: str = NUMBER, at: Organisation | None = None, **said: str) -> Registration:
        """Somebody who went on to tell their badge."""
        client = self.proved(contact)
        answer = client.post(reverse("onboarding:taxi_badge"), self.badge(at, **said))
        assert answer.status_code == 302, answer.content.decode()
        return Registration.objects.get(person__user=client.session["_auth_user_id"])


@pytest.fixture
def doors(db: None, settings: Any, tmp_path: Path) -> Doors:
    cache.clear()
    settings.SMS_FILE_PATH = str(tmp_path)
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "200/m/ip,50/m/key,5/h/key"}
    county = Area.objects.create(
        code="E10000991", name="Wealdshire", short_name="Wealdshire", kind="partnership", valid_from=LONG_AGO
    )
    group = RoleGroup.objects.create(code="drivers", name="Drivers")
    for code in ("hackney_driver", "phv_driver", "dual_driver"):
        Role.objects.create(code=code, name=code, group=group)
    course = Course.objects.create(key="cse-taxi", title="Taxi and private hire", short_title="Taxi")
    publish(course, small_course.content())
    councils = [_council(code, name, county, course) for code, name in (("ALD", "Aldermoor"), ("CAS", "Casterley"))]
    area = councils[0].area
    assert area is not None
    poster = posters.make_poster(kind="rank", place="Station rank", area=area, authority=councils[0], on=clock.today())
    return Doors(councils[0], councils[1], course, poster, tmp_path)


def _council(code: str, name: str, county: Area, course: Course) -> Organisation:
    area = Area.objects.create(
        code=f"E07-{code}", name=name, short_name=name, kind="district", parent=county, valid_from=LONG_AGO
    )
    council = Organisation.objects.create(
        code=code, name=f"{name} Council", short_name=name, kind="council", area=area, valid_from=LONG_AGO
    )
    rule_of(council, course)
    return council


def rule_of(council: Organisation, course: Course) -> None:
    """Its drivers are held to the course."""
    Requirement.objects.create(
        name=f"Drivers: {council.short_name}",
        course=course,
        role_group=RoleGroup.objects.get(code="drivers"),
        organisation=council,
        basis="contract",
        validity_months=36,
        due_soon_days=90,
        before_start=True,
        effective_from=LONG_AGO,
    )
