"""`manage.py coverage`: the figures for scripts and for people."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*arguments):
    out = StringIO()
    call_command("coverage", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_a_list_of_groups_by_the_packs_names(board):
    rows = json.loads(run("--on", "2026-11-30", "--by", "group", "--view", "operational", "--format", "json"))
    assert [row["group"] for row in rows] == ["Drivers: Aldermoor", "Drivers: Dunmere"]
    assert {key: rows[1][key] for key in ("population", "in_scope", "current", "never_started")} == {
        "population": 12, "in_scope": 12, "current": 11, "never_started": 1,
    }  # fmt: skip


def test_without_a_view_it_shows_what_leaders_may_see(board):
    rows = json.loads(run("--on", "2026-11-30", "--format", "json"))
    assert rows[1]["coverage_pct"] == "65% or more"
    assert rows[1]["current"] is None


def test_the_table_lines_up(board):
    lines = run("--on", "2026-11-30", "--view", "operational").splitlines()
    assert len(lines) == 3
    assert lines[1].split()[:2] == ["Drivers:", "Aldermoor"]


def test_a_wrong_date_says_how_to_write_one(db):
    with pytest.raises(CommandError, match="Write it as 2026-11-30"):
        call_command("coverage", "--on", "30/11/2026")
