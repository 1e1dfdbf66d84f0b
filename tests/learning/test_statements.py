"""The statement builders: verbs, activities and results exactly as pack section 3.12 says. No database."""

import json
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest

from learning import xapi

AT = datetime(2026, 11, 30, 9, 5, 7, 250_000, tzinfo=UTC)
HOST = "https://lookout.example"
ENROLMENT = xapi.Enrolment(
    public_url=HOST,
    actor=uuid.UUID("0b0c6e1c-3f7a-4d5e-9a51-3b7a9a1c0001"),
    registration=uuid.UUID("0b0c6e1c-3f7a-4d5e-9a51-3b7a9a1c0002"),
    course_key="cse-taxi",
    course_title="Keeping children safe: taxi and private hire",
    major=1,
    version="1.2",
    language="en-GB",
    mode="online",
    area_code="E07000103",
)
COURSE = f"{HOST}/xapi/activities/course/cse-taxi/v1"
BUILT = {
    "initialized": xapi.initialized(ENROLMENT, at=AT),
    "lesson": xapi.lesson_completed(ENROLMENT, key="L1", title="What is CSE?", at=AT),
    "scenario": xapi.scenario_completed(ENROLMENT, key="S1", title="The back seat", at=AT),
    "answered": xapi.answered(ENROLMENT, key="Q2", sitting=2, success=False, at=AT),
    "passed": xapi.assessment_ended(ENROLMENT, sitting=3, scaled=0.9167, is_passed=True, at=AT),
    "failed": xapi.assessment_ended(ENROLMENT, sitting=2, scaled=0.5, is_passed=False, at=AT),
    "certificate": xapi.course_completed(ENROLMENT, at=AT),
    "voided": xapi.voided(ENROLMENT, statement=uuid.UUID(int=7, version=4), at=AT),
}


@pytest.mark.parametrize(
    ("moment", "verb", "activity", "kind"),
    [
        ("initialized", "initialized", COURSE, "course"),
        ("lesson", "completed", f"{COURSE}/lesson/L1", "lesson"),
        ("scenario", "completed", f"{COURSE}/scenario/S1", "simulation"),
        ("answered", "answered", f"{COURSE}/question/Q2", "question"),
        ("passed", "passed", f"{COURSE}/assessment", "assessment"),
        ("failed", "failed", f"{COURSE}/assessment", "assessment"),
        ("certificate", "completed", COURSE, "course"),
    ],
)
def test_each_moment_has_its_verb_and_its_activity(moment, verb, activity, kind):
    statement = BUILT[moment]
    assert statement["verb"]["id"] == f"http://adlnet.gov/expapi/verbs/{verb}"
    assert statement["object"]["id"] == activity
    assert statement["object"]["definition"]["type"] == f"http://adlnet.gov/expapi/activities/{kind}"
    assert set(statement["object"]["definition"]["name"]) == {"en-GB"}


@pytest.mark.parametrize("moment", BUILT)
def test_every_statement_is_about_an_opaque_account_and_one_registration(moment):
    statement = BUILT[moment]
    assert statement["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": HOST, "name": str(ENROLMENT.actor)},
    }
    assert statement["context"]["registration"] == str(ENROLMENT.registration)
    assert datetime.fromisoformat(statement["timestamp"]) == AT
    assert statement["timestamp"].endswith("+00:00")


@pytest.mark.parametrize(
    ("moment", "result"),
    [
        ("initialized", None),
        ("lesson", None),
        ("scenario", None),
        ("answered", {"success": False}),
        ("passed", {"score": {"scaled": 0.9167}, "success": True, "completion": True}),
        ("failed", {"score": {"scaled": 0.5}, "success": False, "completion": True}),
        ("certificate", {"completion": True}),
        ("voided", None),
    ],
)
def test_results_say_what_the_pack_says_and_no_more(moment, result):
    assert BUILT[moment].get("result") == result


def test_an_assessment_says_which_try_it_was():
    assert BUILT["failed"]["context"]["extensions"] == {f"{HOST}/xapi/extensions/attempt-number": 2}


def test_a_certificate_says_version_language_mode_and_area():
    assert BUILT["certificate"]["context"]["extensions"] == {
        f"{HOST}/xapi/extensions/course-version": "1.2",
        f"{HOST}/xapi/extensions/language": "en-GB",
        f"{HOST}/xapi/extensions/mode": "online",
        f"{HOST}/xapi/extensions/area-code": "E07000103",
    }


def test_a_moment_has_one_id_and_different_moments_have_different_ids():
    assert len({statement["id"] for statement in BUILT.values()}) == len(BUILT)
    again = xapi.lesson_completed(ENROLMENT, key="L1", title="What is CSE?", at=AT + timedelta(hours=1))
    assert again["id"] == BUILT["lesson"]["id"]


def test_the_same_question_in_another_sitting_is_another_moment():
    other = xapi.answered(ENROLMENT, key="Q2", sitting=3, success=True, at=AT)
    assert other["id"] != BUILT["answered"]["id"]


def test_moments_are_told_in_utc_wherever_the_clock_stood():
    summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert xapi.initialized(ENROLMENT, at=summer)["timestamp"] == "2026-07-01T09:00:00+00:00"


def test_voiding_names_the_statement_and_edits_nothing():
    assert BUILT["voided"]["object"] == {"objectType": "StatementRef", "id": str(uuid.UUID(int=7, version=4))}


@pytest.mark.parametrize("moment", BUILT)
def test_building_twice_gives_equal_json(moment):
    assert json.loads(json.dumps(BUILT[moment])) == BUILT[moment]
