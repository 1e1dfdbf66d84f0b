"""People, a small course and the way through it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Page

from accounts.models import User
from courses.models import Course, CoursePage, CourseVersion
from courses.queries import current_version
from courses.services import import_course
from learning import services
from learning.models import Attempt
from learning.queries import progress
from partnership.models import Area, Assignment, Organisation, Person, Role, RoleGroup
from tests.learning import small_course

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ON = AT.date()
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def county(db):
    return Area.objects.create(
        code="E10000099", name="Wealdshire", short_name="Wealdshire", kind="partnership", valid_from=LONG_AGO
    )


@pytest.fixture
def districts(county):
    names = ["Aldermoor", "Brackenford", "Casterley", "Dunmere", "Elmsworth"]
    return {
        name: Area.objects.create(
            code=f"E0700010{n}", name=name, short_name=name, kind="district", parent=county, valid_from=LONG_AGO
        )
        for n, name in enumerate(names)
    }


@dataclass
class People:
    """Makes people with a login and a role in a district."""

    districts: dict[str, Area]
    organisation: Organisation
    group: RoleGroup

    def make(self, name: str, *roles: str, area: str = "Casterley", is_verified: bool = True) -> Person:
        user = User.objects.create_user(f"{name}@lookout.example", "correct horse battery")
        person = Person.objects.create(
            display_name=name.title(), user=user, verified_on=LONG_AGO if is_verified else None
        )
        for code in roles:
            self.assign(person, code, area=area)
        return person

    def assign(self, person: Person, code: str, *, area: str = "Casterley", starts_on: date = LONG_AGO) -> Assignment:
        role, _ = Role.objects.get_or_create(code=code, defaults={"name": code, "group": self.group})
        return Assignment.objects.create(
            person=person,
            organisation=self.organisation,
            role=role,
            area=self.districts[area],
            starts_on=starts_on,
        )


@pytest.fixture
def people(districts):
    council = Organisation.objects.create(
        code="casterley", name="Casterley City Council", short_name="Casterley", kind="council", valid_from=LONG_AGO
    )
    return People(districts, council, RoleGroup.objects.create(code="drivers", name="Drivers"))


@pytest.fixture
def driver(people):
    return people.make("dana", "phv_driver")


@pytest.fixture
def dispatcher(people):
    return people.make("desh", "phv_dispatch")


def publish(course: Course, content: dict[str, Any], number: str = "1.0") -> CourseVersion:
    """A version of `content` that is the course's current one."""
    page = CoursePage.objects.filter(course=course).first()
    if page is None:
        page = CoursePage(
            course=course,
            title=course.title,
            slug=course.key,
            short_title=course.short_title,
            audience="Everybody",
            role_codes="phv_driver",
            duration_minutes=10,
        )
        Page.objects.get(depth=1).add_child(instance=page)
    return CourseVersion.objects.create(
        course=course,
        number=number,
        major=int(number.split(".")[0]),
        page=page,
        revision_id=CourseVersion.objects.count() + 1,
        content=content,
        content_hash="0" * 64,
        frozen_at=AT - timedelta(days=30),
    )


@pytest.fixture
def course(db):
    course = Course.objects.create(key="small", title="A small course", short_title="Small")
    publish(course, small_course.content())
    return course


@pytest.fixture
def taxi(districts):
    """The real taxi course, imported from its file."""
    file = Path(settings.BASE_DIR) / "demo" / "courses" / "1-taxi-private-hire.md"
    return import_course(text=file.read_text(), on=ON, at=AT - timedelta(days=30)).course


def version_of(course: Course) -> Any:
    """The course's current version, which it has."""
    return current_version(course)


def next_step(attempt: Attempt) -> Any:
    """The attempt's next step, which it has."""
    return progress(attempt).next_step


@dataclass
class Walk:
    """Takes an attempt through its steps by the services, a minute a step."""

    attempt: Attempt
    at: datetime = AT

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def to_assessment(self) -> "Walk":
        while (step := progress(self.attempt).next_step) and step.kind != "assessment":
            if step.kind == "scenario":
                self.play(step.key)
            else:
                self.read(step.key)
        return self

    def read(self, key: str) -> None:
        services.open_lesson(attempt=self.attempt, key=key, at=self.tick())
        services.complete_lesson(attempt=self.attempt, key=key, at=self.tick())

    def play(self, key: str) -> None:
        for node, choice in [(f"{key}.1", "B"), (f"{key}.2", "A")]:
            services.move_scenario(attempt=self.attempt, key=key, node_key=node, choice_key=choice, at=self.tick())

    def answer(self, wrong: tuple[str, ...] = (), leave: tuple[str, ...] = ()) -> "Walk":
        sitting = services.start_sitting(attempt=self.attempt, at=self.tick())
        for key in sitting.order["questions"]:
            if key not in leave:
                services.answer_question(
                    attempt=self.attempt,
                    sitting_number=sitting.number,
                    question_key=key,
                    chosen=(small_course.WRONG if key in wrong else small_course.RIGHT)[key],
                    at=self.tick(),
                )
        return self

    def finish(self):
        return services.finish_sitting(attempt=self.attempt, at=self.tick())


@pytest.fixture
def begin(course):
    """`begin(person)`: their attempt at the small course, ready to walk."""

    def start(person: Person, **options: Any) -> Walk:
        return Walk(services.start_attempt(person=person, course=course, at=AT, **options))

    return start
