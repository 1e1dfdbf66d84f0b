"""From a lead's figures to the people behind them; from a leader's to nobody."""

import pytest
from django.urls import reverse

PEOPLE = reverse("desks:people")


@pytest.mark.parametrize("kind", ["licensing_officer", "training_lead", "democratic_services"])
def test_a_lead_is_led_to_their_people_and_may_open_each_list(board, client, user_with, kind):
    client.force_login(user_with(kind, board.organisation("ALD")))
    html = client.get(reverse("reporting:board")).content.decode()
    for shelf in ("overdue", "in_grace", "due_soon"):
        assert f'href="{PEOPLE}?status={shelf}"' in html
        assert client.get(f"{PEOPLE}?status={shelf}").status_code == 200


@pytest.mark.parametrize("kind", ["board", "partnership_manager"])
def test_a_leader_finds_no_way_to_anybody(board, client, user_with, kind):
    client.force_login(user_with(kind))
    assert PEOPLE not in client.get(reverse("reporting:board")).content.decode()
