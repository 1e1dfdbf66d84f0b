"""Who may bring which list: the table of `onboarding/roster_permissions.py`, row by row."""

from datetime import date

import pytest
from django.http import Http404

from accounts.models import User
from onboarding.kinds import KINDS
from onboarding.roster_permissions import SENDERS, roster_access
from partnership.models import AccessGrant, Organisation

Kind = AccessGrant.Kind
ON = date(2026, 11, 30)
MAY = {
    Kind.LICENSING_OFFICER: {"drivers", "certificates"},
    Kind.DEMOCRATIC_SERVICES: {"members", "certificates"},
    Kind.TRAINING_LEAD: {"esr", "staff", "certificates", "sessions"},
    Kind.HOTEL_WATCH: {"premises"},
}


@pytest.fixture
def places(db: None) -> dict[str, Organisation]:
    def make(code: str, parent: Organisation | None = None) -> Organisation:
        return Organisation.objects.create(
            code=code, name=code, short_name=code, kind="council", parent=parent, valid_from=date(2009, 4, 1)
        )

    own = make("OWN")
    return {"own": own, "below": make("BELOW", own), "other": make("OTHER")}


def user_with(kind: Kind, organisation: Organisation | None) -> User:
    user = User.objects.create_user(email=f"{kind}@x.example")
    AccessGrant.objects.create(user=user, kind=kind, organisation=organisation, starts_on=date(2026, 1, 1))
    return user


@pytest.mark.parametrize("grant", list(Kind))
def test_each_grant_brings_its_own_lists_for_its_own_organisation(grant: Kind, places) -> None:
    user = user_with(grant, places["own"])
    wanted = MAY.get(grant, set()) & set(KINDS)
    if not wanted and grant != Kind.PARTNERSHIP_MANAGER:
        with pytest.raises(Http404):
            roster_access(user, on=ON)
        return
    access = roster_access(user, on=ON)
    assert set(access.kinds()) == wanted
    for kind in KINDS:
        may = [access.may_bring(kind, places[place].pk) for place in ("own", "below", "other")]
        assert may == [kind in wanted, kind in wanted, False]
        assert not access.may_bring(kind, None)


def test_every_kind_has_somebody_who_may_send_it() -> None:
    assert set(KINDS) <= set(SENDERS)
    assert {(kind, grant) for kind, grants in SENDERS.items() for grant in grants} == {
        (kind, grant) for grant, kinds in MAY.items() for kind in kinds
    }


def test_an_administrator_brings_all_of_them_for_anybody(places) -> None:
    user = User.objects.create_superuser(email="admin@x.example", password="x")
    access = roster_access(user, on=ON)
    assert set(access.kinds()) == set(KINDS)
    assert access.may_bring("drivers", places["other"].pk)
    assert access.may_bring("drivers", None)


def test_a_grant_that_has_ended_brings_nothing(places) -> None:
    user = user_with(Kind.LICENSING_OFFICER, places["own"])
    AccessGrant.objects.update(ends_on=ON)
    with pytest.raises(Http404):
        roster_access(user, on=ON)
