"""Whose words a learner sees (docs/course-format.md §3.3)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses import queries, services
from courses.insert_values import Viewer
from courses.models import Course, LocalInsert
from tests.courses.conftest import DAY

# Which of the six possible rows exist, nearest first, and which one wins.
PLACES = (
    ("Casterley", True),
    ("Casterley", False),
    ("Wealdshire", True),
    ("Wealdshire", False),
    (None, True),
    (None, False),
)


@pytest.fixture
def course(db) -> Course:
    return Course.objects.create(key="cse-x", title="X", short_title="X")


def shown(course, area, on=DAY, viewer=Viewer.PUBLIC, key="k"):
    found = queries.inserts_for(course=course, area=area, viewer=viewer, on=on).shown(key)
    return found.value if found else None


@pytest.mark.parametrize("first", range(len(PLACES)), ids=[f"{area or 'all'}-{own}" for area, own in PLACES])
def test_the_nearest_wins_and_the_course_s_own_before_the_shared(areas, course, first):
    for name, own in PLACES[first:]:
        services.write_insert(
            key="k",
            value=f"{name} {own}",
            area=areas[name] if name else None,
            course=course if own else None,
            checked_on=DAY,
            on=DAY,
        )
    name, own = PLACES[first]
    assert shown(course, areas["Casterley"]) == f"{name} {own}"


def test_another_area_s_and_another_course_s_words_are_never_shown(areas, course):
    other = Course.objects.create(key="cse-y", title="Y", short_title="Y")
    services.write_insert(key="k", value="Dunmere", area=areas["Dunmere"], checked_on=DAY, on=DAY)
    services.write_insert(key="k", value="other course", course=other, checked_on=DAY, on=DAY)
    assert shown(course, areas["Casterley"]) is None
    values = queries.inserts_for(course=course, area=areas["Casterley"], viewer=Viewer.PUBLIC, on=DAY)
    assert values.phrase("mash_phone") == "the number on your council's website"


def test_without_an_area_the_partnership_speaks(areas, course):
    services.write_insert(key="k", value="everywhere", checked_on=DAY, on=DAY)
    services.write_insert(key="k", value="here", area=areas["Dunmere"], checked_on=DAY, on=DAY)
    assert shown(course, None) == "everywhere"


def test_a_new_value_leaves_the_old_row_and_each_holds_on_its_days(areas, course):
    services.write_insert(key="k", value="old", checked_on=DAY, on=DAY)
    services.write_insert(key="k", value="new", checked_on=DAY, on=date(2027, 2, 1))
    assert shown(course, None, on=date(2020, 1, 1)) == "old"  # the first row holds from the beginning
    assert shown(course, None, on=date(2027, 1, 31)) == "old"
    assert shown(course, None, on=date(2027, 2, 1)) == "new"
    assert LocalInsert.objects.count() == 2


def test_the_same_words_again_make_no_row(areas):
    first = services.write_insert(key="k", value="same", checked_on=DAY, on=DAY)
    assert services.write_insert(key="k", value="same", checked_on=DAY, on=DAY) == first
    assert LocalInsert.objects.count() == 1


@pytest.mark.parametrize("where", [(True, True), (True, False), (False, True), (False, False)])
def test_the_database_refuses_a_second_open_row(areas, course, where):
    place = {"area": areas["Dunmere"] if where[0] else None, "course": course if where[1] else None}
    LocalInsert.objects.create(key="k", value="a", checked_on=DAY, **place)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalInsert.objects.create(key="k", value="b", checked_on=DAY, **place)


@pytest.mark.parametrize(
    ("visible_to", "viewer", "is_seen"),
    [
        ("public", Viewer.PUBLIC, True),
        ("verified", Viewer.PUBLIC, False),
        ("verified", Viewer.VERIFIED, True),
        ("role", Viewer.VERIFIED, False),
        ("role", Viewer.ROLE, True),
    ],
)
def test_only_those_may_see_it_whom_it_is_for(areas, course, visible_to, viewer, is_seen):
    services.write_insert(key="k", value="secret", visible_to=visible_to, checked_on=DAY, on=DAY)
    values = queries.inserts_for(course=course, area=None, viewer=viewer, on=DAY)
    assert (values.shown("k") is not None) is is_seen
    assert values.is_withheld("k") is not is_seen
    assert is_seen or "secret" not in values.phrase("k")


def test_it_takes_one_query_when_the_areas_above_are_at_hand(taxi, areas, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        shown(taxi.course, areas["Casterley"], key="mash_phone")


def test_a_course_just_imported_misses_nothing(taxi, areas):
    assert queries.missing_by_area(taxi.course, on=DAY) == []


def test_each_area_needs_its_own_where_the_course_says_so(taxi, areas):
    LocalInsert.objects.filter(key="licensing_contact", area=areas["Dunmere"]).delete()
    found = queries.missing_inserts(taxi.course, areas["Dunmere"], DAY)
    assert [(item.key, item.reason) for item in found] == [("licensing_contact", "missing")]
    assert shown(taxi.course, areas["Dunmere"], key="licensing_contact").startswith("Tell the council")
    assert queries.missing_inserts(taxi.course, areas["Elmsworth"], DAY) == []


def test_what_is_not_required_is_never_missing(taxi, areas):
    LocalInsert.objects.filter(key="report_phrase").delete()
    assert queries.missing_inserts(taxi.course, areas["Dunmere"], DAY) == []


def test_a_value_is_stale_the_day_after_twelve_months(taxi, areas):
    last = date(2027, 11, 30)
    assert queries.missing_inserts(taxi.course, areas["Dunmere"], last) == []
    stale = queries.missing_inserts(taxi.course, areas["Dunmere"], last + timedelta(days=1))
    assert {item.reason for item in stale} == {"stale"}
