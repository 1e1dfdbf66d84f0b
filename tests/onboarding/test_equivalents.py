"""Passes in another provider's course count by an equivalence rule, from the day they were made."""

from datetime import date

import pytest

from certification.models import Certificate, EquivalenceRule
from courses.models import Course
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import driver, register

pytestmark = pytest.mark.django_db
HEAD = "organisation_code,key,course_id,passed_on"


@pytest.fixture(autouse=True)
def a_driver(bring: Bring) -> None:
    bring("drivers", register(driver(1)))


def rule(**values: object) -> None:
    told = {"provider": "A trust", "reference": "CSE-OTHER", "approved_by": "Board", "satisfies": "full", **values}
    EquivalenceRule.objects.create(
        course=Course.objects.get(key="cse-taxi"),
        approved_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        **told,
    )


def test_a_rule_makes_it_a_certificate_dated_from_the_pass_and_no_rule_makes_none(bring: Bring) -> None:
    rows = [HEAD, "E07000991,000001,cse-other,2025-01-20"]
    answer = bring("certificates", rows)
    assert (answer.totals["rejected"], Certificate.objects.count()) == (1, 0)
    rule()
    for added in (1, 0):
        assert bring("certificates", rows).totals.get("added", 0) == added
    made = Certificate.objects.get()
    assert (made.source, made.course.key, made.counts_from) == ("equivalence", "cse-taxi", date(2025, 1, 20))


@pytest.mark.parametrize("values", [{"satisfies": "part"}, {"passed_from": date(2025, 2, 1)}])
def test_a_rule_that_does_not_cover_the_pass_is_said_to_be_there(bring: Bring, values: dict[str, object]) -> None:
    rule(**values)
    answer = bring("certificates", [HEAD, "E07000991,000001,CSE-OTHER,2025-01-20"])
    assert "is accepted by rule, but not for a pass on that day" in answer.row("000001")["reason"]
