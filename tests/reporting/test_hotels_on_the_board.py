"""Hotels on the board: what is known and what is not, with staff numbers as small as they may be shown."""

import csv
import json
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnership.models import Assignment
from reporting.board_file import OF_PREMISES, board_file
from reporting.headline import headline
from reporting.hotel_words import who_is_trained
from reporting.hotels import LABEL_ROOM, hotel_figures
from reporting.queries import Band, Coverage, People, View
from reporting.queries.hotel_staff import Trained
from reporting.templatetags.figures import band_kind
from schemes.models import StaffLink
from schemes.rules.facts import State
from tests.schemes.conftest import DISTRICTS, ON, hotels  # noqa: F401


def lay(hotels):
    """A large premises in one district, a tiny one in another, and one nobody counted."""
    large = hotels.place(ON.replace(day=1), staff=40, trained=30)
    small = hotels.place(ON.replace(day=1), staff=4, trained=3, name="Mill Inn")
    small.organisation.area = hotels.areas[DISTRICTS[1]]
    small.organisation.save()
    hotels.bare("Quay Rooms")
    return large, small


def test_leaders_see_premises_as_they_are_and_small_numbers_of_staff_not(hotels):
    lay(hotels)
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    assert (found.sector.counted, found.sector.known, found.sector.unknown) == (2, 3, 1)
    assert [row.known for row in found.rows] == [2, 1]
    assert found.rows[1].declared == "fewer than 10 people"
    assert found.rows[1].coverage == "fewer than 10 people"


def test_the_whole_is_shown_to_who_may_see_it(hotels):
    lay(hotels)
    found = hotel_figures(ON, is_suppressed=False)
    assert found is not None
    assert [(row.declared, row.coverage) for row in found.rows] == [(40, 75.0), (4, 75.0)]
    assert (found.declared, found.coverage) == (44, 75.0)


def test_a_target_is_met_at_most_where_somebody_counted_while_premises_are_unknown(hotels):
    hotels.place(ON.replace(day=1), staff=60, trained=50)
    known = hotel_figures(ON, is_suppressed=True)
    assert known is not None
    assert known.band is Band.MET
    hotels.bare("Quay Rooms")
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    assert (found.band, band_kind(found.band)) == (Band.PARTLY, "unknown")


def test_no_label_of_the_bar_lies_on_another(hotels):
    lay(hotels)
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    places = [part.label_at for part in found.parts if part.number]
    assert all(b - a >= LABEL_ROOM for a, b in pairwise(places))


def test_the_first_sentence_says_what_nobody_knows_of_hotels(hotels):
    lay(hotels)
    of = Coverage(ON, View.LEADERS, (), People(in_scope=18_208, trained=15_712))
    assert headline(of, hotel_figures(ON, is_suppressed=True)) == (
        "As at 30 November 2026, 15,712 of the 18,208 people known to need this training are trained, 2,496 are not, "
        "and nobody knows how many work in 1 of 3 hotels."
    )


@pytest.mark.parametrize(("in_scope", "trained"), [(9, 5), (60, 57), (60, 3)])
def test_the_first_sentence_tells_a_leader_no_small_number(in_scope, trained):
    of = Coverage(ON, View.LEADERS, (), People(in_scope, trained))
    assert not any(f" {number} " in headline(of, None) for number in (in_scope, trained, in_scope - trained))


def test_the_file_has_the_hotels_after_the_groups(hotels):
    lay(hotels)
    of = Coverage(ON, View.LEADERS, (), People(0, 0))
    lines = board_file(of, hotel_figures(ON, is_suppressed=True)).splitlines()
    rows = {row["group"]: row for row in csv.DictReader(lines)}
    whole = rows["Hotels and accommodation"]
    assert [whole[name] for name in OF_PREMISES] == ["3", "2", "1", "2"]
    assert (whole["target_pct"], whole["against_target"], whole["coverage_pct"]) == ("80", "A range only", "not shown")
    assert "fewer than 10 people" in [row["in_scope"] for row in rows.values()]
    assert lines[-2].strip('"').startswith("Hotels: coverage of declared staff, based on 2 of 3 known premises")


def shifts(at, **told):
    """Who works at a premises, in the order they joined: the first `number` on one shift, the next on another."""
    posts = iter(Assignment.objects.filter(organisation=at.organisation).order_by("pk"))
    for shift, number in told.items():
        for _ in range(number):
            StaffLink.objects.create(assignment=next(posts), shift=shift)


def test_it_says_at_how_many_premises_somebody_is_trained_and_on_every_shift(hotels):
    covered, half, _nobody = (hotels.place(ON, staff=4, trained=n, name=f"Inn {n}") for n in (3, 2, 0))
    hotels.bare("Quay Rooms")
    shifts(covered, day=1, night=2)  # both among the three who are trained
    shifts(half, day=2, night=1)  # whoever works at night is not
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    assert found.trained == Trained(some=2, none=1, unknown=1, told_shifts=2, every_shift=1)
    assert who_is_trained(found) == (
        "At 2 of 4 known premises at least one member of staff is trained, at 1 nobody is, and of the other 1 nobody "
        "knows. Of the 2 that have told who works on which shift, 1 have somebody trained on every one; the other 2 "
        "have not told."
    )
    assert who_is_trained(found) in board_file(Coverage(ON, View.LEADERS, (), People(0, 0)), found)


def test_who_was_not_confirmed_for_long_makes_no_shift_covered(hotels):
    premises = hotels.place(ON - timedelta(days=101), staff=4, trained=4)
    shifts(premises, night=2)
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    assert found.trained == Trained(some=0, none=1, unknown=0, told_shifts=0, every_shift=0)


def test_the_board_never_says_at_risk_of_a_hotel(hotels, client, user_with):
    hotels.place(ON - timedelta(days=140), staff=4, trained=4)
    found = hotel_figures(ON, is_suppressed=True)
    assert found is not None
    assert found.states == [(State.AT_RISK, 1)]
    client.force_login(user_with("board"))
    html = client.get(reverse("reporting:board")).content.decode()
    assert "1 may lapse" in html
    assert "at risk" not in html.split('id="hotels-title"')[1].split("</section>")[0].lower()


def test_without_premises_there_is_nothing_to_show(db):
    assert hotel_figures(ON, is_suppressed=True) is None


def test_the_command_prints_the_same(hotels):
    lay(hotels)
    out = StringIO()
    call_command("coverage", "--on", "2026-11-30", "--hotels", "--view", "operational", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["counted"], told["known"], told["unknown"], told["declared"]) == (2, 3, 1, 44)
    assert (told["current"], told["coverage_pct"]) == (33, 75.0)
    assert told["grades"] == {"A": 0, "B": 2, "C": 0, "D": 1}
