"""The CMS says whose it is, and its home says where to begin."""

import pytest
from django.urls import reverse

from accounts.models import User
from courses import services
from tests.courses.conftest import DAY

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


def test_help_and_home_lead_to_our_guide_and_not_away(editor):
    html = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Guide for authors" in html
    assert "guide.wagtail.org" not in html
    assert "releases" not in html


def test_the_top_of_the_tree_says_what_is_in_it(editor):
    html = editor.get(reverse("wagtailadmin_explore_root")).content.decode()
    assert "All pages" in html
    assert ">Root<" not in "".join(html.split())


def test_the_insert_editor_has_a_heading(editor):
    insert = services.write_insert(key="mash_phone", value="01632 960 110", checked_on=DAY, on=DAY)
    for address in ("edit", "add"):
        args = [insert.pk] if address == "edit" else []
        html = editor.get(reverse(f"wagtailsnippets_courses_localinsert:{address}", args=args)).content.decode()
        assert html.count("<h1") == 1
