"""Printed, a board as large as Wealdshire's takes two sheets of A4, and nothing on it is cut off on a screen."""

import csv
import re
from pathlib import Path

import pytest
from django.urls import reverse

from reporting.counts import Counts
from reporting.hotels import DistrictRow, HotelFigures
from reporting.models import Group, Tile
from reporting.queries import Coverage, People, View
from reporting.queries.board import tiles_of
from reporting.queries.hotel_staff import Trained
from reporting.views import board as page_of
from schemes.queries.hotels import Sector
from schemes.rules.coverage import Grade
from schemes.rules.facts import State
from tests.browser import assert_fits

FIGURES = Path(__file__).parents[1] / "demo" / "demo_coverage.csv"
TILES = ("Drivers", "Members", "Hospitals", "Community")  # the first word of groups that share a tile


def wealdshire(on, **_):
    """The pack's figures as a leader sees them, without a row of the database."""
    tiles: dict[str, Tile] = {}
    groups, counts = [], {}
    for number, row in enumerate(csv.DictReader(FIGURES.open())):
        word = re.split("[: ]", row["group"])[0]
        name = word if word in TILES else row["group"]
        tile = tiles.setdefault(name, Tile(pk=len(tiles) + 1, name=name, position=len(tiles), target_percent=95))
        groups.append(Group(pk=number, name=row["group"], tile=tile, position=number))
        counts[number] = Counts(
            exempt=int(row["exempt"]),
            on_long_leave=int(row["on_long_leave"]),
            current=int(row["current"]),
            in_grace=int(row["in_grace"]),
            expired=int(row["expired"]),
            overdue_started=int(row["overdue_started_or_failed"]),
            never_started=int(row["never_started"]),
        )
    return Coverage(on, View.LEADERS, tiles_of(counts, groups, View.LEADERS), People(18_208, 15_712))


def hotels(on, **_):
    sector = Sector(
        on=on,
        known=240,
        grades={Grade.A: 3, Grade.B: 58, Grade.C: 11, Grade.D: 168},
        states={State.PROSPECT: 93, State.CONTACTED: 52, State.ACTIVE: 61, State.AT_RISK: 11, State.LAPSED: 14},
        declared=1_148,
        capped_current=941,
        over_declared=0,
    )
    rows = tuple(DistrictRow(name, 48, 11, 9, 158, 84) for name in ("One", "Two", "Three", "Four", "Five"))
    return HotelFigures(on, sector, 1_148, 82, rows, trained=Trained(66, 6, 168, 14, 9))


@pytest.fixture
def large(monkeypatch, board):
    monkeypatch.setattr(page_of, "coverage", wealdshire)
    monkeypatch.setattr(page_of, "hotel_figures", hotels)
    return board


def test_it_takes_two_sheets(large, live_server, page, sign_in, user_with):
    sign_in(page, user_with("board"))
    page.goto(live_server.url + reverse("reporting:board"))
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2


def test_paper_says_whose_figures_of_which_day_and_what_its_words_mean(large, live_server, page, sign_in, user_with):
    sign_in(page, user_with("board"))
    page.goto(live_server.url + reverse("reporting:board"))
    assert not page.get_by_text("printed from Lookout").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("Figures of 30 November 2026, printed from Lookout on 30 November 2026").is_visible()
    assert page.get_by_text("“–” in a table").is_visible()
    assert page.get_by_text("(scale from").count() == 0 or page.get_by_text("(scale from").first.is_visible()
    edge = "each => each.getBoundingClientRect().right"
    tags, tiles = page.locator(".app-tile .app-tag"), page.locator(".app-tile:has(.app-tag)")
    pairs = zip(*(each.evaluate_all(f"all => all.map({edge})") for each in (tags, tiles)), strict=True)
    assert all(tag <= tile for tag, tile in pairs)


def test_no_table_is_cut_off_on_a_screen_and_nothing_on_a_phone(large, live_server, page, phone, sign_in, user_with):
    user = user_with("board")
    for each in (page, phone):
        sign_in(each, user)
        each.goto(live_server.url + reverse("reporting:board"))
        each.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert_fits(each)
        tables = each.locator(".app-table-scroll:has(.app-figures)")
        assert tables.count() == 3
        assert not any(tables.evaluate_all("all => all.map(one => one.scrollWidth > one.clientWidth)"))
