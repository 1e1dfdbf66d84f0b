"""From a lead's figures to the people behind them; from a leader's to nobody."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from desks.models import Export
from partnership.models import AccessGrant
from reporting.tables import flat_row

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


@pytest.fixture
def lead_of_two(board, client, user_with):
    """A client of somebody who looks after the people of both districts, and so of two groups."""
    lead = user_with("training_lead", board.organisation("ALD"))
    AccessGrant.objects.create(
        user=lead, kind="training_lead", organisation=board.organisation("DUN"), starts_on=date(2020, 1, 1)
    )
    client.force_login(lead)
    return client


def test_each_groups_figures_lead_to_as_many_lines_as_they_count(lead_of_two):
    client = lead_of_two
    page = client.get(reverse("reporting:board"))
    rows: dict[int, dict[str, Any]] = {row.group.pk: flat_row(row) for row in page.context["figures"].rows}
    assert len(rows) > 1
    for group, counted in rows.items():
        address = f"{PEOPLE}?group={group}"
        assert f'href="{address}"' in page.content.decode()
        shelves = client.get(address).context["shelf_counts"]
        assert shelves["current"] == counted["current"]
        assert shelves["in_grace"] == counted["in_grace"]
        assert shelves["overdue"] == counted["in_scope"] - counted["current"] - counted["in_grace"]


def test_the_group_stays_from_shelf_to_shelf_and_in_the_file(lead_of_two):
    client = lead_of_two
    everybody = client.get(f"{PEOPLE}?status=").context["page"].paginator.count
    first = client.get(reverse("reporting:board")).context["figures"].rows[0].group
    answer = client.get(f"{PEOPLE}?status=&group={first.pk}")
    count = answer.context["page"].paginator.count
    assert 0 < count < everybody
    html = answer.content.decode()
    assert f'href="?status=overdue&amp;group={first.pk}"' in html
    assert f"count in “{first.name}”" in html
    client.post(reverse("desks:export", args=["people"]), {"status": "", "group": first.pk})
    assert Export.objects.get().lines == count


@pytest.mark.parametrize("asked", ["x", "", "0", "²", "99999999999999999999", "-1"])
def test_a_group_that_there_is_not_is_everybody(board, client, user_with, asked):
    client.force_login(user_with("training_lead", board.organisation("ALD")))
    assert client.get(f"{PEOPLE}?status=&group={asked}").context["group"] is None


def test_another_days_figures_lead_to_nobody_of_today(board, client, user_with):
    client.force_login(user_with("training_lead", board.organisation("ALD")))
    html = client.get(f"{reverse('reporting:board')}?on=2026-09-30").content.decode()
    assert "?group=" not in html
