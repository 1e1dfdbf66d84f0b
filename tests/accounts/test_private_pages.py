"""What somebody signed in was shown is kept by nobody's browser; what anybody may see may be kept."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(User.objects.create_user("sam@lookout.example", "correct horse battery"))
    return client


@pytest.mark.parametrize("name", ["certification:my_training", "certification:verify_form"])
def test_a_page_for_somebody_signed_in_is_kept_by_nobody(client: Client, name: str) -> None:
    assert "no-store" in client.get(reverse(name))["Cache-Control"]
    assert "private" in client.get(reverse(name))["Cache-Control"]


def test_a_visitors_page_is_left_as_its_view_made_it() -> None:
    assert "no-store" not in Client().get(reverse("certification:verify_form")).get("Cache-Control", "")


def test_what_a_view_says_of_its_own_stays(client: Client) -> None:
    assert client.get("/xapi/about").get("Cache-Control", "") == Client().get("/xapi/about").get("Cache-Control", "")
