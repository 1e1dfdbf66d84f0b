"""The statements this platform makes about learning: one pure builder for each moment of pack section 3.12.

Built with tincan, returned as JSON-ready dicts of xAPI 1.0.3. A statement's id is made from its registration and the
name of its moment, so a moment can exist once only. Nothing here says who a person is: the actor is an opaque account
name, and no agency, role, name, phone or licence number enters. `docs/xapi-profile.md` is the same in prose. No Django.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tincan import (
    Activity,
    ActivityDefinition,
    Agent,
    AgentAccount,
    Context,
    ContextActivities,
    Extensions,
    LanguageMap,
    Result,
    Score,
    Statement,
    StatementRef,
    Verb,
)

Json = dict[str, Any]
XAPI_VERSION = "1.0.3"
VERBS = "http://adlnet.gov/expapi/verbs/"
TYPES = "http://adlnet.gov/expapi/activities/"
WORDS = {
    "initialized": "started",
    "completed": "completed",
    "answered": "answered",
    "passed": "passed",
    "failed": "did not pass",
    "voided": "voided",
}


@dataclass(frozen=True)
class Enrolment:
    """What all statements of one attempt share. `actor` is the account name, `registration` the attempt's uuid."""

    public_url: str
    actor: uuid.UUID
    registration: uuid.UUID
    course_key: str
    course_title: str
    major: int
    version: str
    language: str
    mode: str
    area_code: str

    @property
    def course_id(self) -> str:
        return f"{self.public_url}/xapi/activities/course/{self.course_key}/v{self.major}"

    def extension(self, name: str) -> str:
        return f"{self.public_url}/xapi/extensions/{name}"


def statement_id(registration: uuid.UUID, moment: str) -> uuid.UUID:
    return uuid.uuid5(registration, moment)


def initialized(enrolment: Enrolment, *, at: datetime) -> Json:
    """Opens the course."""
    return _statement(enrolment, "initialized", "initialized", _course(enrolment), at=at)


def lesson_completed(enrolment: Enrolment, *, key: str, title: str, at: datetime) -> Json:
    """Finishes a lesson."""
    lesson = _activity(f"{enrolment.course_id}/lesson/{key}", "lesson", title)
    return _statement(enrolment, f"lesson {key}", "completed", lesson, at=at, parent=_course(enrolment))


def scenario_completed(enrolment: Enrolment, *, key: str, title: str, at: datetime) -> Json:
    """Reaches an ending of a scenario. Which choices led there is not said."""
    scenario = _activity(f"{enrolment.course_id}/scenario/{key}", "simulation", title)
    return _statement(enrolment, f"scenario {key}", "completed", scenario, at=at, parent=_course(enrolment))


def answered(enrolment: Enrolment, *, key: str, sitting: int, success: bool, at: datetime) -> Json:
    """Submits a question in sitting number `sitting`: success only, never the response."""
    question = _activity(f"{enrolment.course_id}/question/{key}", "question", f"Question {key}")
    return _statement(
        enrolment,
        f"question {key} in sitting {sitting}",
        "answered",
        question,
        at=at,
        parent=_assessment(enrolment),
        result=Result(success=success),
        extensions={"attempt-number": sitting},
    )


def assessment_ended(enrolment: Enrolment, *, sitting: int, scaled: float, is_passed: bool, at: datetime) -> Json:
    """Ends sitting number `sitting`, `passed` or `failed`. `scaled` is right ÷ total, 0 to 1."""
    return _statement(
        enrolment,
        f"assessment in sitting {sitting}",
        "passed" if is_passed else "failed",
        _assessment(enrolment),
        at=at,
        parent=_course(enrolment),
        result=Result(score=Score(scaled=scaled), success=is_passed, completion=True),
        extensions={"attempt-number": sitting},
    )


def course_completed(enrolment: Enrolment, *, at: datetime, mode: str = "") -> Json:
    """A certificate is issued. `mode` says online, paper, oral or equivalent; empty means as in the enrolment."""
    extensions: dict[str, object] = {
        "course-version": enrolment.version,
        "language": enrolment.language,
        "mode": mode or enrolment.mode,
    }
    if enrolment.area_code:
        extensions["area-code"] = enrolment.area_code
    course = _course(enrolment)
    result = Result(completion=True)
    return _statement(enrolment, "completed", "completed", course, at=at, result=result, extensions=extensions)


def voided(enrolment: Enrolment, *, statement: uuid.UUID, at: datetime) -> Json:
    """Corrects: takes back an earlier statement of this registration. Statements are never edited."""
    target = StatementRef(id=str(statement))
    return _statement(enrolment, f"voided {statement}", "voided", target, at=at)


def _statement(
    enrolment: Enrolment,
    moment: str,
    verb: str,
    target: Activity | StatementRef,
    *,
    at: datetime,
    parent: Activity | None = None,
    result: Result | None = None,
    extensions: dict[str, object] | None = None,
) -> Json:
    named = {enrolment.extension(name): value for name, value in (extensions or {}).items()}
    statement = Statement(
        id=statement_id(enrolment.registration, moment),
        actor=_actor(enrolment.public_url, enrolment.actor),
        verb=_verb(verb),
        object=target,
        result=result,
        context=Context(
            registration=enrolment.registration,
            context_activities=_around(parent, enrolment),
            extensions=Extensions(named) if named else None,
        ),
        timestamp=at.astimezone(UTC),
        version=XAPI_VERSION,
    )
    built: Json = statement.as_version(XAPI_VERSION)
    return built


@lru_cache(maxsize=32)
def _verb(name: str) -> Verb:
    return Verb(id=VERBS + name, display=LanguageMap({"en-GB": WORDS[name]}))


@lru_cache(maxsize=512)
def _actor(public_url: str, name: uuid.UUID) -> Agent:
    return Agent(account=AgentAccount(home_page=public_url, name=str(name)))


@lru_cache(maxsize=1024)
def _activity(iri: str, kind: str, name: str) -> Activity:
    definition = ActivityDefinition(name=LanguageMap({"en-GB": name}), type=TYPES + kind)
    return Activity(id=iri, definition=definition)


def _course(enrolment: Enrolment) -> Activity:
    return _activity(enrolment.course_id, "course", enrolment.course_title)


def _assessment(enrolment: Enrolment) -> Activity:
    return _activity(f"{enrolment.course_id}/assessment", "assessment", "Assessment")


def _around(parent: Activity | None, enrolment: Enrolment) -> ContextActivities | None:
    """The activity this one is part of and, above that, the course."""
    if parent is None:
        return None
    return _bare_context(parent.id, enrolment.course_id)


@lru_cache(maxsize=512)
def _bare_context(parent: str, course: str) -> ContextActivities:
    """Ids alone: the definitions stand in the statements about those activities themselves."""
    grouping = None if parent == course else [Activity(id=course)]
    return ContextActivities(parent=[Activity(id=parent)], grouping=grouping)
