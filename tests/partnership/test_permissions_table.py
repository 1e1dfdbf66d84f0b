"""Who may see whom: the rows of pack section 1.5, each as a line of a table."""

from datetime import date

import pytest

from accounts.models import User
from partnership.models import AccessGrant, Organisation
from partnership.permissions import (
    RULES,
    Names,
    access_of,
    first_name_and_initial,
    shown_name,
    visible_assignments,
)
from tests.certification.conftest import LONG_AGO, world  # noqa: F401

ON = date(2026, 11, 30)
Kind = AccessGrant.Kind
FULL, SHORT, NONE = Names.FULL, Names.FIRST_AND_INITIAL, Names.NONE

# kind: (names of own people, names of others, suppressed aggregates, whole counts of own)
TABLE = {
    Kind.LINE_MANAGER: (FULL, NONE, False, False),
    Kind.TRAINING_LEAD: (FULL, NONE, False, True),
    Kind.CHAMPION: (SHORT, NONE, False, False),
    Kind.LICENSING_OFFICER: (FULL, NONE, False, True),
    Kind.DEMOCRATIC_SERVICES: (FULL, NONE, False, True),
    Kind.PARTNERSHIP_MANAGER: (NONE, NONE, True, False),
    Kind.HOTEL_WATCH: (SHORT, NONE, False, False),
    Kind.OPERATOR_MANAGER: (FULL, NONE, False, False),
    Kind.FACILITATOR: (NONE, NONE, False, False),
    Kind.EVIDENCE_REVIEWER: (NONE, NONE, False, False),
    Kind.BOARD: (NONE, NONE, True, False),
    Kind.CONTENT_EDITOR: (NONE, NONE, False, False),
    Kind.SUPPORT_DESK: (NONE, NONE, False, False),
}


@pytest.fixture
def places(world):
    own, other = world.organisation("OWN"), world.organisation("OTHER")
    below = Organisation.objects.create(
        code="BELOW", name="Below", short_name="Below", kind="council", parent=own, valid_from=LONG_AGO
    )
    for code in ("OWN", "OTHER"):
        world.job(world.person(), code)
    return own, below, other


def grant(kind, organisation, **dates):
    user = User.objects.create_user(f"{kind}@lookout.example", "correct horse battery")
    AccessGrant.objects.create(user=user, kind=kind, organisation=organisation, **{"starts_on": LONG_AGO, **dates})
    return access_of(user, on=ON)


def test_every_kind_of_grant_has_its_row():
    assert set(TABLE) == set(RULES) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_grant_shows_what_its_row_says(places, kind):
    own, below, other = places
    names, others, aggregates, whole_counts = TABLE[kind]
    access = grant(kind, own)
    assert access.names_in(own.pk) is names
    assert access.names_in(below.pk) is names
    assert access.names_in(other.pk) is others
    assert access.sees_aggregates() is aggregates
    assert (own.pk in access.operational_organisations()) is whole_counts
    assert visible_assignments(access).count() == (0 if names is NONE else 1)


def test_a_grant_of_names_without_an_organisation_shows_nobody(places):
    assert visible_assignments(grant(Kind.TRAINING_LEAD, None)).count() == 0


def test_a_superuser_without_a_grant_sees_no_record(places):
    admin = User.objects.create_superuser("root@lookout.example", "correct horse battery")
    assert not access_of(admin, on=ON).sees_people()
    assert not access_of(admin, on=ON).sees_aggregates()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [(ON, None, True), (date(2026, 12, 1), None, False), (LONG_AGO, ON, False), (LONG_AGO, date(2026, 12, 1), True)],
)
def test_a_grant_holds_from_its_first_day_to_the_day_before_its_end(places, starts_on, ends_on, holds):
    access = grant(Kind.TRAINING_LEAD, places[0], starts_on=starts_on, ends_on=ends_on)
    assert access.sees_people() is holds


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Agnieszka Wójcik", "Agnieszka W."),
        ("Selvakumar", "Selvakumar"),
        ("Cllr Priya Nair", "Priya N."),
        ("Terence O'Connor-Blythe", "Terence O."),
        ("Hassan Abdi Warsame", "Hassan W."),
        ("Dr", "Dr"),
    ],
)
def test_a_short_name_is_first_name_and_initial(name, short):
    assert first_name_and_initial(name) == short


def test_no_name_at_all_is_shown_to_who_may_see_none():
    assert shown_name("Agnieszka Wójcik", NONE) == ""
