"""Who may see whom: the rows of pack section 1.5, each as a line of a table."""

from datetime import date

import pytest

from accounts.models import User
from partnership.models import AccessGrant, Assignment, Organisation
from partnership.permissions import (
    RULES,
    Access,
    Names,
    access_of,
    first_name_and_initial,
    shown_name,
    visible_assignments,
)
from tests.certification.conftest import LONG_AGO, world  # noqa: F401

ON = date(2026, 11, 30)
Kind = AccessGrant.Kind
Contract = Assignment.Contract
FULL, SHORT, NONE = Names.FULL, Names.FIRST_AND_INITIAL, Names.NONE

EVERY = frozenset(Contract)
DRIVERS, MEMBERS, NOT_DRIVERS = frozenset({"licensed"}), frozenset({"elected"}), EVERY - {"licensed"}

# kind: (names of own people, the contracts of their posts, suppressed aggregates, whole counts of own)
TABLE = {
    Kind.LINE_MANAGER: (FULL, EVERY, False, False),
    Kind.TRAINING_LEAD: (FULL, EVERY, False, True),
    Kind.CHAMPION: (SHORT, EVERY, False, False),
    Kind.LICENSING_OFFICER: (FULL, DRIVERS, False, True),
    Kind.DEMOCRATIC_SERVICES: (FULL, MEMBERS, False, True),
    Kind.PARTNERSHIP_MANAGER: (NONE, EVERY, True, False),
    Kind.HOTEL_WATCH: (SHORT, EVERY, False, False),
    Kind.OPERATOR_MANAGER: (FULL, NOT_DRIVERS, False, False),
    Kind.FACILITATOR: (NONE, EVERY, False, False),
    Kind.EVIDENCE_REVIEWER: (NONE, EVERY, False, False),
    Kind.BOARD: (NONE, EVERY, True, False),
    Kind.CONTENT_EDITOR: (NONE, EVERY, False, False),
    Kind.SUPPORT_DESK: (NONE, EVERY, False, False),
}


@pytest.fixture
def places(world):
    """Three organisations with a post under each contract, the second below the first."""
    own, other = world.organisation("OWN"), world.organisation("OTHER")
    below = Organisation.objects.create(
        code="BELOW", name="Below", short_name="Below", kind="council", parent=own, valid_from=LONG_AGO
    )
    world.organisations["BELOW"] = below
    for code in ("OWN", "BELOW", "OTHER"):
        for contract in Contract:
            world.job(world.person(), code, contract=contract)
    return own, below, other


def grant(kind, organisation, **dates):
    user = User.objects.create_user(f"{kind}@lookout.example", "correct horse battery")
    AccessGrant.objects.create(user=user, kind=kind, organisation=organisation, **{"starts_on": LONG_AGO, **dates})
    return access_of(user, on=ON)


def test_every_kind_of_grant_has_its_row():
    assert set(TABLE) == set(RULES) == set(Kind)


def posts_in(*organisations):
    return Assignment.objects.filter(organisation__in=organisations)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_grant_shows_what_its_row_says(places, kind):
    own, below, _other = places
    names, contracts, aggregates, whole_counts = TABLE[kind]
    access = grant(kind, own)
    reached = posts_in(own, below).filter(contract__in=contracts)
    shown = {post.pk: access.names_of(post) for post in Assignment.objects.all()}
    assert {shown[post.pk] for post in reached} == {names}
    assert {each for pk, each in shown.items() if pk not in reached.values_list("pk", flat=True)} == {NONE}
    assert access.sees_aggregates() is aggregates
    assert set(visible_assignments(access)) == (set() if names is NONE else set(reached))
    assert {each for each in Assignment.objects.all() if access.reached_by({kind}).holds(each)} == set(reached)
    counted = set(Assignment.objects.filter(access.operational().q()))
    assert counted == (set(reached) if whole_counts else set())


def test_several_grants_reach_what_each_of_them_does(places):
    own, below, _other = places
    access = grant(Kind.LICENSING_OFFICER, own)
    also = grant(Kind.DEMOCRATIC_SERVICES, below)
    both = Access((*access.grants, *also.grants), ON)
    seen = set(posts_in(own, below).filter(contract="licensed")) | set(posts_in(below).filter(contract="elected"))
    assert set(visible_assignments(both)) == seen
    assert {post for post in Assignment.objects.all() if both.names_of(post) is FULL} == seen
    lead = grant(Kind.TRAINING_LEAD, own)
    wide = Access((*both.grants, *lead.grants), ON)
    assert set(visible_assignments(wide)) == set(posts_in(own, below))
    assert wide.people() == lead.people()


def test_the_most_of_a_name_that_any_grant_shows_is_shown(places):
    own, _below, _other = places
    both = Access((*grant(Kind.CHAMPION, own).grants, *grant(Kind.LICENSING_OFFICER, own).grants), ON)
    assert {post.contract: both.names_of(post) for post in posts_in(own)} == {
        contract: FULL if contract == "licensed" else SHORT for contract in Contract
    }


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
