"""An administrator edits a requirement in the CMS, and everybody's figures follow."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from certification.models import CoverPeriod
from tests.certification.conftest import ON


@pytest.fixture
def requirement(world):
    rule = world.rule()
    person = world.person()
    job = world.job(person)
    world.passed(person, date(2025, 3, 1))
    assert world.status(job) == "current"
    rule.job = job
    return rule


def address(requirement):
    return reverse("wagtailsnippets_certification_requirement:edit", args=[requirement.pk])


def fields(requirement, **changes):
    names = [f.name for f in requirement._meta.fields if f.name not in ("id",)]
    values = {name: requirement.serializable_value(name) for name in names}
    posted = {name: "" if value is None else value for name, value in values.items()}
    return {
        name: ("on" if value is True else value) for name, value in {**posted, **changes}.items() if value is not False
    }


def test_a_changed_validity_reaches_everybody(client, requirement, world, django_capture_on_commit_callbacks):
    client.force_login(User.objects.create_superuser("root@lookout.example", "correct horse battery"))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(requirement), fields(requirement, validity_months=12))
    assert response.status_code == 302, response.context["form"].errors
    assert CoverPeriod.objects.get().ends_on == date(2026, 3, 1)
    assert world.status(requirement.job, ON) == "expired"


def test_an_editor_has_no_business_there(client, requirement):
    editor = User.objects.create_user("editor@lookout.example", "correct horse battery", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert client.get(address(requirement)).status_code in (302, 403)
