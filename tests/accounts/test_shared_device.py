"""A phone that others use too: said at sign-in, it ends soon, and the way out stands in front."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.shared import IDLE_SECONDS

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def sign_in(client):
    User.objects.create_user("sam@lookout.example", PASSWORD)

    def press(**more):
        sent = {"login": "sam@lookout.example", "password": PASSWORD, **more}
        assert client.post(reverse("account_login"), sent).status_code == 302
        return client

    return press


def test_it_is_asked_at_both_doors(client):
    assert 'name="shared"' in client.get(reverse("account_login")).content.decode()


def test_on_a_shared_phone_the_way_out_says_finish(sign_in):
    page = sign_in(shared="on").get(reverse("about")).content.decode()
    assert "Finish and sign out" in page


def test_it_ends_after_twenty_idle_minutes_even_when_told_to_keep_signed_in(sign_in):
    client = sign_in(shared="on", remember="on")
    client.get(reverse("about"))
    assert client.session.get_expiry_age() == IDLE_SECONDS


def test_elsewhere_nothing_changes(sign_in):
    client = sign_in(remember="on")
    page = client.get(reverse("about")).content.decode()
    assert "Finish and sign out" not in page
    assert client.session.get_expiry_age() > IDLE_SECONDS


def test_signing_out_and_in_again_without_the_tick_takes_it_back(sign_in, client):
    sign_in(shared="on")
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": "sam@lookout.example", "password": PASSWORD})
    assert "Finish and sign out" not in client.get(reverse("about")).content.decode()
