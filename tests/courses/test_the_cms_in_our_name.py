"""The CMS says whose it is, and its home says where to begin."""

import pytest
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = User.objects.create_superuser("editor@lookout.example", "correct horse battery")
    client.force_login(user)
    return client


def test_the_home_names_lookout_and_leads_to_the_guide(editor):
    html = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "<title>Dashboard - Lookout</title>" in " ".join(html.split())
    assert reverse("authors_guide") in html
    assert reverse("wagtailsnippets_courses_localinsert:list") in html


def test_the_guide_is_for_those_who_may_use_the_cms(editor, client):
    assert "Change a sentence" in editor.get(reverse("authors_guide")).content.decode()
    client.logout()
    assert client.get(reverse("authors_guide")).status_code == 302
