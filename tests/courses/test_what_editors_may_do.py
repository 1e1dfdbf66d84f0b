"""Editors write courses and local inserts, and have no way to anybody's record."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from courses.receivers import let_editors_write_inserts


@pytest.fixture
def editor(client, db):
    let_editors_write_inserts(sender=None)
    user = User.objects.create_user("editor@lookout.example", "correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


def test_an_editor_lists_and_writes_local_inserts(editor):
    assert editor.get(reverse("wagtailsnippets_courses_localinsert:list")).status_code == 200
    assert editor.get(reverse("wagtailsnippets_courses_localinsert:add")).status_code == 200


@pytest.mark.parametrize("model", ["certification_requirement", "partnership_accessgrant", "partnership_organisation"])
def test_an_editor_is_kept_out_of_the_rest(editor, model):
    assert editor.get(reverse(f"wagtailsnippets_{model}:list")).status_code in (302, 403)


@pytest.mark.parametrize("page", ["reporting:board", "desks:people"])
def test_an_editor_finds_no_figures_and_no_people(editor, page):
    assert editor.get(reverse(page)).status_code == 404
