"""A file becomes a real page, once; what changes in it becomes a revision and a version."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Revision

from courses import queries, services
from courses.models import CourseIndexPage, CoursePage, CourseVersion, LocalInsert
from tests.courses.conftest import DAY, FILES, NOON, newest


def test_all_six_are_live_frozen_and_under_one_list(bring):
    for path in FILES:
        bring(path.read_bytes())
    index = CourseIndexPage.objects.get()
    assert CoursePage.objects.child_of(index).live().count() == 6
    assert CourseVersion.objects.count() == 6
    assert index.url == "/courses/"


def test_the_same_file_twice_changes_nothing(bring, taxi_text):
    bring(taxi_text)
    before = _rows()
    again = bring(taxi_text)
    assert again.outcome == "unchanged"
    assert _rows() == before


def test_the_same_file_on_a_later_day_changes_nothing_while_the_inserts_are_fresh(bring, taxi_text):
    bring(taxi_text)
    before = _rows()
    bring(taxi_text, on=date(2027, 3, 1))
    assert _rows() == before


def test_the_same_file_a_year_later_dates_its_inserts_anew(bring, taxi_text):
    bring(taxi_text)
    bring(taxi_text, on=date(2028, 1, 5))
    phone = LocalInsert.objects.newest().get(key="mash_phone")
    assert phone.checked_on == date(2028, 1, 5)
    assert LocalInsert.objects.get(key="mash_phone", superseded_on=date(2028, 1, 5)).checked_on == DAY


def _rows() -> tuple[int, ...]:
    return (
        Revision.objects.count(),
        CourseVersion.objects.count(),
        LocalInsert.objects.count(),
        CoursePage.objects.count(),
    )


def test_a_changed_sentence_makes_a_revision_and_a_minor_version(bring, taxi_text):
    first = bring(taxi_text)
    second = bring(taxi_text.replace("Silence helps the person who does harm.", "Silence helps those who do harm."))
    assert (second.outcome, second.version.number, second.version.is_material) == ("changed", "1.1", False)
    assert first.version.content != second.version.content
    assert queries.current_version(second.course) == second.version


def test_a_higher_first_number_is_a_material_version(bring, taxi_text):
    bring(taxi_text)
    second = bring(taxi_text.replace("version: 1.0", "version: 2.0"))
    assert (second.version.number, second.version.major, second.version.is_material) == ("2.0", 2, True)


def test_without_publishing_it_stays_a_draft(bring, taxi_text):
    imported = bring(taxi_text, publish=False)
    assert not imported.page.live
    assert imported.version is None
    assert queries.current_version(imported.course) is None


def test_a_draft_is_published_by_importing_again(bring, taxi_text):
    bring(taxi_text, publish=False)
    imported = bring(taxi_text)
    assert imported.page.live
    assert imported.version.number == "1.0"


def test_a_draft_of_a_changed_file_is_published_by_importing_it_again(bring, taxi_text):
    changed = taxi_text.replace("Silence helps the person who does harm.", "Silence harms.")
    first = bring(taxi_text)
    assert bring(changed, publish=False).outcome == "changed"
    assert queries.current_version(first.course) == first.version
    assert bring(changed).version.number == "1.1"
    assert bring(changed).version.number == "1.1"


def test_the_same_file_again_undoes_nothing_an_editor_has_published(
    bring, taxi_text, django_capture_on_commit_callbacks
):
    bring(taxi_text)
    draft = newest()
    draft.summary = "<p>An editor's own words.</p>"
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    before = _rows()
    again = bring(taxi_text)
    assert again.outcome == "unchanged"
    assert again.version.content["summary_html"] == "<p>An editor's own words.</p>"
    assert _rows() == before


def test_what_somebody_wrote_in_the_cms_for_an_area_stands(bring, taxi_text, django_user_model):
    bring(taxi_text)
    editor = django_user_model.objects.create_superuser(email="e@wealdshire.example", password="long-enough-1")
    services.write_insert(key="mash_phone", value="01632 960 115", checked_on=DAY, on=DAY, by=editor)
    imported = bring(taxi_text.replace("Silence helps the person", "Silence helps a person"))
    assert imported.notes == ("The insert mash_phone was written in the CMS since: kept as it is there.",)
    assert LocalInsert.objects.newest().get(key="mash_phone").value == "01632 960 115"


def test_every_block_has_an_id_that_stays_the_same(bring, taxi_text):
    imported = bring(taxi_text)
    before = _ids(imported.page)
    second = bring(taxi_text.replace("Silence helps the person who does harm.", "Silence harms."))
    assert _ids(second.page) == before
    assert all(before)
    assert len(before) == len(set(before))


def _ids(page: CoursePage) -> list[str]:
    found: list[str] = []

    def walk(raw: object) -> None:
        if isinstance(raw, dict):
            if "type" in raw and "value" in raw:
                found.append(raw["id"])
            for value in raw.values():
                walk(value)
        elif isinstance(raw, list):
            for value in raw:
                walk(value)

    for name in ("outcomes", "lessons", "scenarios", "questions", "refresher_questions", "glossary", "inserts"):
        stream = getattr(page, name)
        walk(stream.stream_block.get_prep_value(stream))
    return found


def test_a_shared_insert_that_another_course_says_otherwise_is_kept_apart_and_told(bring, taxi_text):
    bring(taxi_text)
    hotel = FILES[1].read_text().replace("01632 960 119", "01632 960 118")
    imported = bring(hotel)
    assert imported.notes == (
        "Other courses say something else for the shared insert out_of_hours_phone: kept for this course alone.",
    )
    rows = LocalInsert.objects.newest().filter(key="out_of_hours_phone")
    assert {(row.course and row.course.key, row.value) for row in rows} == {
        (None, "01632 960 119"),
        ("cse-hotel", "01632 960 118"),
    }


def test_the_command_says_what_it_did(areas, tmp_path):
    told = StringIO()
    call_command("course", "import", *map(str, FILES), "--on", "2026-11-30", stdout=told)
    assert "1-taxi-private-hire.md: cse-taxi new, version 1.0 is live." in told.getvalue()
    assert LocalInsert.objects.get(key="mash_phone").checked_on == DAY


def test_check_reads_and_writes_nothing(areas):
    told = StringIO()
    call_command("course", "check", *map(str, FILES), stdout=told)
    assert told.getvalue().count("no problems") == 6
    assert not CoursePage.objects.exists()


@pytest.mark.django_db
def test_it_needs_no_areas_when_the_file_names_none():
    services.import_course(text=FILES[2].read_bytes(), on=DAY, at=NOON)
    assert CoursePage.objects.get().course.key == "cse-members"
