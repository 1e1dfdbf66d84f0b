"""Taking a run back: everything as it was before, whatever the files said; refused where something stands on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from certification.models import Obligation, PriorLearning
from onboarding import services
from onboarding.models import RosterEntry, Suggestion
from partnership.models import Absence, Area, Assignment, Inactivity, Person, Term
from schemes.models import Licence, LicenceStatus
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import driver, drivers, register

TABLES = (Area, Person, Assignment, Term, Inactivity, Absence, Licence, LicenceStatus, RosterEntry, PriorLearning, Suggestion, Obligation)  # fmt: skip # noqa: E501
DERIVED = {"id", "uuid"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of what an import touches. Derived rows are made again, so their own numbers do not matter."""
    found = {}
    for model in TABLES:
        rows = [
            {k: v for k, v in row.items() if model is not Obligation or k not in DERIVED}
            for row in model.objects.values()
        ]
        found[model.__name__] = sorted(rows, key=str)
    return found


def roll_back(run: Any) -> None:
    services.ask_rollback(run=run, by=None, at=timezone.now())
    services.continue_run(pk=run.pk, now=timezone.now)
    run.refresh_from_db()
    assert run.state == "rolled_back"


A_DRIVER = st.builds(
    driver,
    st.integers(0, 12),
    name=st.sampled_from(["Ann Ash", "Bo Birch", "Cy Cole"]),
    status=st.sampled_from(["licensed", "suspended", "revoked", "expired", "applicant", "nonsense"]),
    status_from=st.sampled_from(["2025-01-01", "2026-03-01", "2026-10-21", "2026-12-24"]),
    issue_date=st.sampled_from(["2025-01-01", "2026-11-01"]),
    expiry_date=st.sampled_from(["2026-11-30", "2027-12-31", "31/13/2028"]),
    mobile=st.sampled_from(["", "07700900101", "07700900102"]),
    training_evidence=st.sampled_from(["", "OTHER:2025-01-20"]),
)
FILES = st.lists(A_DRIVER, min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=FILES, second=FILES)
def test_whatever_a_file_did_is_undone(
    bring: Bring, first: list[str], second: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    from django.db import transaction

    with transaction.atomic():
        bring("drivers", register(*first))
        before = everything()
        answer = bring("drivers", register(*second))
        if answer.code == 0:
            with django_capture_on_commit_callbacks(execute=True):
                roll_back(answer.run)
        assert everything() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("drivers", "drivers_aldermoor_2026-10.csv"),
        ("members", "members_wealdshire.csv"),
        ("esr", "nhs_esr_extract.csv"),
    ],
)
def test_each_sample_leaves_nothing_behind(
    bring: Bring, kind: str, file: str, django_capture_on_commit_callbacks: Any
) -> None:
    before = everything()
    run = bring(kind, file).run
    assert everything() != before
    with django_capture_on_commit_callbacks(execute=True):
        roll_back(run)
    assert everything() == before
    assert bring(kind, file).totals["added"] >= 6


def test_a_person_who_signed_in_since_stands_in_the_way(bring: Bring) -> None:
    run = bring("drivers", drivers(range(3))).run
    Person.objects.filter(display_name="Driver Number1").update(user=User.objects.create_user(email="d@x.example"))
    with pytest.raises(services.NotNow, match="000001 has signed in since"):
        services.ask_rollback(run=run, by=None, at=timezone.now())
    assert Person.objects.count() == 3


def test_a_later_file_has_to_be_rolled_back_first(bring: Bring) -> None:
    bring("drivers", drivers(range(3)))
    middle = bring(
        "drivers", register(driver(0, status="suspended", status_from="2026-06-01"), driver(1), driver(2))
    ).run
    last = bring("drivers", drivers(range(3))).run
    with pytest.raises(services.NotNow, match="000000"):
        services.ask_rollback(run=middle, by=None, at=timezone.now())
    roll_back(last)
    roll_back(middle)
    assert not Inactivity.objects.exists()


def test_a_file_whose_rows_a_newer_one_lists_stays(bring: Bring) -> None:
    """The newer file may say no news of them: what it says stands on what this one made."""
    first = bring("drivers", drivers(range(3))).run
    second = bring("drivers", drivers(range(1, 4))).run
    with pytest.raises(services.NotNow, match="000001 is on a later file, of 30 November 2026"):
        services.ask_rollback(run=first, by=None, at=timezone.now())
    assert Person.objects.count() == 4
    roll_back(second)
    roll_back(first)
    assert not Person.objects.exists()


def test_leave_that_somebody_recorded_stands_in_the_way(bring: Bring) -> None:
    run = bring("drivers", drivers(range(3))).run
    post = Assignment.objects.get(reference="000002")
    Absence.objects.create(assignment=post, starts_on=post.starts_on)
    with pytest.raises(services.NotNow, match="000002 has leave"):
        services.ask_rollback(run=run, by=None, at=timezone.now())


def test_after_thirty_days_a_run_stays(bring: Bring) -> None:
    run = bring("drivers", drivers(range(3))).run
    with pytest.raises(services.NotNow):
        services.ask_rollback(run=run, by=None, at=timezone.now() + timedelta(days=31))


def test_earlier_passes_are_taken_back_too(bring: Bring) -> None:
    from certification.models import Certificate

    bring("drivers", drivers(range(3)))
    run = bring("certificates", ["organisation_code,key,course_id,passed_on", "ALD,000001,cse-taxi,2025-01-20"]).run
    assert Certificate.objects.count() == 1
    roll_back(run)
    assert Certificate.objects.count() == 0
