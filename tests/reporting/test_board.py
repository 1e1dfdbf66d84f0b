"""The board: leaders see suppressed aggregates, a lead the whole numbers of their own, everybody else nothing."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from certification import services
from partnership.models import Absence, AccessGrant
from reporting.queries import People, View, counts_by_group, coverage
from reporting.queries.counting import people_counted

ON = "2026-11-30"
PAGE = reverse("reporting:board") + f"?on={ON}"
FILE = reverse("reporting:board_csv") + f"?on={ON}"


def get(client, user, address=PAGE):
    client.force_login(user)
    return client.get(address)


def rows_of(response):
    text = response.content.decode().removeprefix("\ufeff")
    lines = text.partition("\r\n\r\n")[0]
    return {row["group"]: row for row in csv.DictReader(io.StringIO(lines))}


def test_counts_come_from_the_rows(board):
    counts = sorted(counts_by_group(date(2026, 11, 30)).values(), key=lambda c: -c.population)
    assert [(c.population, c.current, c.never_started) for c in counts] == [(60, 50, 10), (12, 11, 1)]


def test_a_past_day_is_read_from_the_same_rows(board):
    counts = counts_by_group(date(2026, 2, 28))
    assert sum(c.current for c in counts.values()) == 0
    assert sum(c.never_started for c in counts.values()) == 72


def test_a_leader_sees_the_small_group_collapsed_and_as_a_range(board, client, user_with):
    rows = rows_of(get(client, user_with("board"), FILE))
    assert rows["Drivers: Aldermoor"]["current"] == "50"
    assert (rows["Drivers: Dunmere"]["current"], rows["Drivers: Dunmere"]["coverage_pct"]) == ("", "65% or more")


def test_page_and_file_show_a_leader_the_same_words(board, client, user_with):
    user = user_with("board")
    html = get(client, user).content.decode()
    assert "65% or more" in html
    assert ">11<" not in html


def test_a_lead_sees_whole_numbers_of_their_own_and_no_other_group(board, client, user_with):
    lead = user_with("licensing_officer", board.organisation("DUN"))
    rows = rows_of(get(client, lead, FILE))
    assert list(rows) == ["Drivers: Dunmere"]
    assert (rows["Drivers: Dunmere"]["current"], rows["Drivers: Dunmere"]["never_started"]) == ("11", "1")


def test_somebody_who_leads_and_sits_on_the_board_sees_the_boards_view(board, client, user_with):
    user = user_with("board")
    AccessGrant.objects.create(
        user=user, kind="licensing_officer", organisation=board.organisation("DUN"), starts_on=date(2020, 1, 1)
    )
    assert rows_of(get(client, user, FILE))["Drivers: Dunmere"]["current"] == ""


@pytest.mark.parametrize("kind", ["", "champion", "content_editor", "facilitator", "support_desk"])
def test_nobody_else_finds_the_board(board, client, user_with, kind):
    user = user_with(kind, board.organisation("ALD"))
    assert get(client, user).status_code == 404
    assert get(client, user, FILE).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(PAGE).status_code == 302


def test_a_grant_that_has_ended_opens_nothing(board, client, user_with):
    assert get(client, user_with("board", ends_on=date(2021, 1, 1))).status_code == 404


def test_a_wrong_date_gets_a_sentence_and_todays_figures(board, client, user_with):
    response = get(client, user_with("board"), reverse("reporting:board") + "?on=31/31/2026")
    assert response.status_code == 400
    assert "Enter a date, for example 30/11/2026" in response.content.decode()


@pytest.mark.parametrize("kind", ["board", "licensing_officer"])
@pytest.mark.parametrize("address", ["reporting:board", "reporting:board_csv"])
def test_a_day_to_come_is_refused_beside_the_box_and_not_told_as_fact(board, client, user_with, kind, address):
    user = user_with(kind, board.organisation("ALD") if kind != "board" else None)
    response = get(client, user, reverse(address) + "?on=2027-03-01")
    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")
    box = response.content.decode().split('class="app-as-at"')[1].split("</form>")[0]
    assert "1 March 2027 has not come yet, so nobody knows who will be trained." in box


def test_a_month_end_a_year_ago_is_one_press_away(board, client, user_with):
    html = get(client, user_with("board"), reverse("reporting:board")).content.decode()
    assert '"?on=2025-11-30">30 November 2025' in html


def test_names_are_nowhere_on_the_board(board, client, user_with):
    assert "Driver Aldermoor" not in get(client, user_with("board")).content.decode()


@pytest.mark.parametrize(("on", "most"), [("2026-10-31", 21), (ON, 42)])
def test_the_page_takes_few_queries(board, client, user_with, django_assert_max_num_queries, on, most):
    """Today's has what is being done beside its figures."""
    client.force_login(user_with("board"))
    with django_assert_max_num_queries(most):
        client.get(reverse("reporting:board"), {"on": on})


def test_people_are_counted_once_however_many_rows_they_are_in(board):
    person = board.person("Twin")
    for place in ("ALD", "DUN"):
        board.job(person, place)
    board.passed(person, date(2026, 3, 1))
    services.refresh(person_ids=[person.pk])
    figures = coverage(date(2026, 11, 30), view=View.OPERATIONAL)
    assert figures.people == People(in_scope=73, trained=62)
    assert sum(int(row.shown.cells["current"]) for row in figures.rows) == 63


def test_who_is_on_leave_or_exempt_from_all_they_hold_is_not_among_those_who_have_to_be_trained(board):
    before = people_counted(date(2026, 11, 30))
    person = board.person("Away")
    job = board.job(person, "ALD")
    services.refresh(person_ids=[person.pk])
    assert people_counted(date(2026, 11, 30)).in_scope == before.in_scope + 1
    Absence.objects.create(assignment=job, starts_on=date(2026, 9, 1))
    services.refresh(person_ids=[person.pk])
    assert people_counted(date(2026, 11, 30)) == before


def test_a_quarter_end_is_one_press_away_and_small_numbers_are_explained(board, client, user_with):
    html = get(client, user_with("board"), reverse("reporting:board")).content.decode()
    assert '-03-31"' in html
    assert "A dash: the group has fewer than 50 people" in html
