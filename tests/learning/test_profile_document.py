"""docs/xapi-profile.md shows what the builders make: its examples, its verbs and its extensions."""

import json
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from learning import xapi

DOCUMENT = (Path(__file__).parents[2] / "docs" / "xapi-profile.md").read_text()
AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ENROLMENT = xapi.Enrolment(
    public_url="https://lookout.example",
    actor=uuid.UUID("6f1c1a52-8f0e-4c69-9a55-2f0f2b0c7a11"),
    registration=uuid.UUID("3f2a7d1e-5a47-4a3e-8f59-9a3f0d9f5c02"),
    course_key="cse-taxi",
    course_title="Keeping children safe: taxi and private hire",
    major=1,
    version="1.0",
    language="en-GB",
    mode="online",
    area_code="E07000102",
)


def test_its_examples_are_what_the_builders_make():
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)]
    assert shown == [
        xapi.answered(ENROLMENT, key="Q5", sitting=1, success=False, at=AT),
        xapi.assessment_ended(ENROLMENT, sitting=1, scaled=0.8333, is_passed=True, at=AT),
        xapi.course_completed(ENROLMENT, at=AT),
    ]


@pytest.mark.parametrize("verb", xapi.WORDS)
def test_every_verb_is_listed(verb):
    assert f"({xapi.VERBS}{verb})" in DOCUMENT


@pytest.mark.parametrize("name", ["attempt-number", "course-version", "language", "mode", "area-code"])
def test_every_extension_is_listed(name):
    assert f"| `{name}` |" in DOCUMENT
