"""Starting a course: one open attempt, pinned to a version, its set resolved from the roles of the day."""

import pytest

from common.dates import add_days
from learning import queries, services
from learning.entitlement import Entitlement
from learning.errors import NotPublished
from learning.models import Attempt
from tests.learning.conftest import AT, ON, publish
from tests.learning.small_course import content

pytestmark = pytest.mark.django_db


def keys(attempt):
    return set(queries.item_set(attempt).keys)


def entitled(monkeypatch, kind, *held):
    monkeypatch.setattr("learning.services.attempts.entitlement_for", lambda *_: Entitlement(kind, frozenset(held)))


def test_a_driver_meets_the_drivers_items_and_their_area(begin, driver, districts):
    attempt = begin(driver).attempt
    assert keys(attempt) == {"L1", "L2", "S1", "Q1", "Q2", "Q3"}
    assert attempt.role_codes == ["phv_driver"]
    assert attempt.area == districts["Casterley"]
    assert attempt.assignment == driver.assignments.get()
    assert attempt.opened_on == ON


def test_dispatch_meets_other_items(begin, dispatcher):
    assert keys(begin(dispatcher).attempt) == {"L1", "L3", "S1", "S2", "Q1", "Q2", "Q4"}


def test_someone_with_two_roles_meets_the_items_of_both(begin, driver, people):
    people.assign(driver, "phv_dispatch")
    assert keys(begin(driver).attempt) == {"L1", "L2", "L3", "S1", "S2", "Q1", "Q2", "Q3", "Q4"}


def test_someone_not_matched_to_a_role_meets_everything_without_an_area(begin, people):
    attempt = begin(people.make("nobody", is_verified=False)).attempt
    assert "L2" in keys(attempt)
    assert "L3" in keys(attempt)
    assert (attempt.area, attempt.assignment, attempt.role_codes) == (None, None, [])


def test_a_role_of_another_course_counts_for_nothing(begin, people):
    attempt = begin(people.make("nurse", "nurse")).attempt
    assert attempt.role_codes == []
    assert attempt.area is None


def test_an_ended_role_no_longer_counts(begin, driver, people):
    driver.assignments.update(ends_on=ON)
    people.assign(driver, "phv_dispatch")
    assert begin(driver).attempt.role_codes == ["phv_dispatch"]


def test_several_areas_are_kept_the_oldest_assignment_first(begin, driver, people):
    people.assign(driver, "hackney_driver", area="Dunmere", starts_on=add_days(ON, -3))
    people.assign(driver, "phv_driver", area="Aldermoor", starts_on=add_days(ON, -5))
    people.assign(driver, "phv_driver", area="Elmsworth", starts_on=add_days(ON, 5))
    attempt = begin(driver).attempt
    assert attempt.area_codes == ["E07000102", "E07000100", "E07000103"]
    assert attempt.area.code == "E07000102"


def test_starting_again_resumes(begin, driver):
    assert begin(driver).attempt == begin(driver).attempt
    assert Attempt.objects.count() == 1


def test_a_change_of_role_in_the_middle_does_not_move_the_ground(begin, driver, people):
    before = keys(begin(driver).attempt)
    driver.assignments.update(ends_on=ON)
    people.assign(driver, "phv_dispatch")
    again = begin(driver).attempt
    assert keys(again) == before
    assert again.role_codes == ["phv_driver"]


def test_a_new_version_is_for_the_next_learner_not_for_one_mid_way(begin, driver, dispatcher, course):
    old = begin(driver).attempt
    publish(course, content(title="A small course, mended"), "1.1")
    assert begin(driver).attempt.version == old.version
    assert begin(dispatcher).attempt.version.number == "1.1"


def test_an_unpublished_course_cannot_be_started(course, driver):
    course.pages.update(live=False)
    with pytest.raises(NotPublished):
        services.start_attempt(person=driver, course=course, at=AT)
    assert not Attempt.objects.exists()


def test_a_refresher_has_its_own_questions_alone(begin, driver, monkeypatch):
    entitled(monkeypatch, "refresher")
    attempt = begin(driver).attempt
    assert attempt.kind == "refresher"
    assert keys(attempt) == {"RQ1", "RQ2"}
    assert [step.kind for step in queries.progress(attempt).steps] == ["refresh", "assessment"]


def test_further_items_leave_out_what_is_held(begin, driver, people, monkeypatch):
    people.assign(driver, "phv_dispatch")
    entitled(monkeypatch, "further", "L1", "L2", "S1", "Q1", "Q2", "Q3")
    attempt = begin(driver).attempt
    assert attempt.kind == "further"
    assert keys(attempt) == {"L3", "S2", "Q4"}


def test_further_with_nothing_further_is_the_whole_course(begin, driver, monkeypatch):
    entitled(monkeypatch, "further", "L1", "L2", "S1", "Q1", "Q2", "Q3")
    attempt = begin(driver).attempt
    assert attempt.kind == "full"
    assert "L1" in keys(attempt)


def test_a_half_done_refresher_gives_way_when_the_whole_course_is_due(begin, driver, monkeypatch):
    entitled(monkeypatch, "refresher")
    refresher = begin(driver).attempt
    entitled(monkeypatch, "full")
    full = begin(driver).attempt
    refresher.refresh_from_db()
    assert full.kind == "full"
    assert refresher.set_aside_at == AT


def test_a_half_done_whole_course_is_enough_for_a_refresher(begin, driver, monkeypatch):
    full = begin(driver).attempt
    entitled(monkeypatch, "refresher")
    assert begin(driver).attempt == full


def test_a_passed_attempt_is_not_resumed(begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    assert begin(driver).attempt != walk.attempt


def test_a_merged_persons_open_attempt_is_carried_on(begin, driver, people):
    other = people.make("dana2", "phv_driver")
    attempt = begin(other).attempt
    other.canonical = driver
    other.save()
    assert begin(driver).attempt == attempt
