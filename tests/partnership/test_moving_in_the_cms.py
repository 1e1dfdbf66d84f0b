"""Who moves an organisation, area or role in the CMS is asked from when; what was before that day stays as it was."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from partnership.models import Area, EarlierOrganisationParent, Organisation, Role, RoleGroup
from partnership.queries import area_tree, organisation_tree, role_groups_on

pytestmark = pytest.mark.django_db
SINCE, BEFORE, DAY = date(2020, 1, 1), date(2027, 3, 31), date(2027, 4, 1)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@lookout.example", "x"))
    return client


def organisation(code: str, parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(
        code=code, name=code, short_name=code, kind="council", parent=parent, valid_from=SINCE
    )


def edit(editor: Client, thing: Any, **changes: Any) -> str:
    """Post the form as it stands, with changes; what the page says when it is not taken."""
    fields = {f.name: f.value_from_object(thing) for f in thing._meta.fields if f.name != "id"}
    posted = {name: "" if value is None else value for name, value in {**fields, **changes}.items()}
    name = f"wagtailsnippets_partnership_{thing._meta.model_name}:edit"
    answer = editor.post(reverse(name, args=[thing.pk]), posted)
    thing.refresh_from_db()
    return "" if answer.status_code == 302 else answer.content.decode()


def parent_on(thing: Organisation, day: date) -> int | None:
    return organisation_tree().on(day)[thing.pk]


def test_an_organisation_is_moved_from_a_day_on(editor: Client) -> None:
    old, new = organisation("OLD"), organisation("NEW")
    team = organisation("TEAM", old)
    assert "Enter the first day on which it stands there." in edit(editor, team, parent=new.pk)
    assert parent_on(team, DAY) == old.pk
    assert not edit(editor, team, parent=new.pk, moves_on="2027-04-01")
    assert [parent_on(team, day) for day in (SINCE, BEFORE, DAY)] == [old.pk, old.pk, new.pk]


def test_moved_again_it_has_been_in_three_places(editor: Client) -> None:
    old, new = organisation("OLD"), organisation("NEW")
    team = organisation("TEAM", old)
    edit(editor, team, parent=new.pk, moves_on="2027-04-01")
    edit(editor, team, parent="", moves_on="2028-04-01")
    assert [parent_on(team, day) for day in (BEFORE, DAY, date(2028, 4, 1))] == [old.pk, new.pk, None]
    edit(editor, team, parent=old.pk, moves_on="2027-06-01")  # the newest word: what was planned is given up
    assert [parent_on(team, day) for day in (DAY, date(2027, 6, 1), date(2029, 1, 1))] == [new.pk, old.pk, old.pk]


def test_a_mistake_is_put_right_from_its_first_day(editor: Client) -> None:
    wrong, right = organisation("WRONG"), organisation("RIGHT")
    team = organisation("TEAM", wrong)
    edit(editor, team, parent=right.pk, moves_on=SINCE.isoformat())
    assert parent_on(team, SINCE) == right.pk
    assert not EarlierOrganisationParent.objects.exists()


def test_other_changes_move_nothing_and_nothing_stands_below_itself(editor: Client) -> None:
    old = organisation("OLD")
    team = organisation("TEAM", old)
    assert not edit(editor, team, name="The team")
    assert (team.name, EarlierOrganisationParent.objects.count()) == ("The team", 0)
    assert "It cannot stand below itself." in edit(editor, old, parent=team.pk, moves_on="2027-04-01")


def test_an_area_and_a_role_are_moved_alike(editor: Client) -> None:
    places = [
        Area.objects.create(code=code, name=code, short_name=code, kind="district", valid_from=SINCE)
        for code in ("A", "B", "W")
    ]
    Area.objects.filter(pk=places[2].pk).update(parent=places[0])
    edit(editor, Area.objects.get(code="W"), parent=places[1].pk, moves_on="2027-04-01")
    assert [area_tree().on(day)[places[2].pk] for day in (BEFORE, DAY)] == [places[0].pk, places[1].pk]
    groups = [RoleGroup.objects.create(code=code, name=code) for code in ("old", "new")]
    role = Role.objects.create(code="driver", name="Driver", group=groups[0])
    edit(editor, role, group=groups[1].pk, moves_on="2027-04-01")
    assert [role_groups_on(day)[role.pk] for day in (BEFORE, DAY)] == [groups[0].pk, groups[1].pk]
