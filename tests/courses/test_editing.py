"""An editor's work in the CMS: open, change, preview, publish, and be told what is wrong in plain words."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from common.dates import add_months
from courses import queries
from courses.models import Course, CourseIndexPage, CoursePage, CourseVersion, LocalInsert
from courses.pages import course_of
from courses.readiness import readiness_of
from tests.courses.conftest import DAY, FILES, live_version, newest
from tests.courses.forms import posted

CHECKED = "2026-11-02"


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser(email="editor@wealdshire.example", password="long-enough-1")


@pytest.fixture
def cms(client, editor):
    client.force_login(editor)
    return client


def edit_url(page: CoursePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_edit_page_opens(cms, taxi):
    response = cms.get(edit_url(taxi.page))
    assert response.status_code == 200
    for tab in ("About", "Lessons", "Scenarios", "Assessment", "Refresher", "Publish"):
        assert tab in response.content.decode()


def test_saving_every_field_unchanged_changes_nothing(cms, taxi):
    before = course_of(newest())
    data = posted(newest())
    assert len(data) > 1_500
    response = cms.post(edit_url(taxi.page), data)
    assert response.status_code == 302, response.context["form"].errors
    assert course_of(newest()) == before


@pytest.mark.parametrize("number", range(6))
def test_all_six_go_through_the_form_and_are_published_unchanged(cms, bring, number):
    imported = bring(FILES[number].read_bytes())
    before = course_of(newest())
    response = cms.post(edit_url(imported.page), posted(newest(), **{"action-publish": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    assert course_of(newest()) == before


def test_a_changed_sentence_is_published_as_a_new_version(cms, taxi, django_capture_on_commit_callbacks):
    data = posted(newest(), **{"action-publish": "1", "what_changed": "One question asks more clearly"})
    name = next(name for name, value in data.items() if value.startswith("Which of these best describes"))
    data[name] = "What is child sexual exploitation?"
    with django_capture_on_commit_callbacks(execute=True):
        assert cms.post(edit_url(taxi.page), data).status_code == 302
    version = live_version(taxi.course)
    assert (version.number, version.what_changed) == ("1.1", "One question asks more clearly")
    assert version.content["questions"][0]["text"] == "What is child sexual exploitation?"
    assert taxi.version.content["questions"][0]["text"].startswith("Which of these best describes")


def test_a_way_that_leads_nowhere_is_not_published_and_is_told_in_words(cms, taxi):
    data = posted(newest(), **{"action-publish": "1"})
    name = next(name for name, value in data.items() if value == "S2.2" and name.endswith("-next"))
    data[name] = "S2.9"
    response = cms.post(edit_url(taxi.page), data)
    assert response.status_code == 200
    told = "S2.1 choice B leads to &#x27;S2.9&#x27;, and this scenario has no such step."
    assert told in response.content.decode()
    assert response.context["form"].errors["scenarios"]
    assert CourseVersion.objects.count() == 1


def test_the_same_slip_in_a_draft_is_saved_with_a_warning(cms, taxi):
    data = posted(newest())
    name = next(name for name, value in data.items() if value == "S2.2" and name.endswith("-next"))
    data[name] = "S2.9"
    response = cms.post(edit_url(taxi.page), data, follow=True)
    page = response.content.decode()
    assert "Your draft is saved. Before it can be published:" in page
    assert "leads to &#x27;S2.9&#x27;" in page
    assert queries.current_version(taxi.course) == taxi.version


@pytest.mark.parametrize("mode", ["", "lessons", "scenarios", "questions", "refresher", "beside", "L2", "L7"])
def test_the_preview_shows_what_a_learner_would_see(cms, taxi, mode):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[taxi.page.pk])
    data = posted(newest())
    name = next(name for name, value in data.items() if value == "Friday on the booking screen")
    data[name] = "Saturday on the booking screen"
    assert cms.post(url, data).json() == {"is_valid": True, "is_available": True}
    response = cms.get(url, {"mode": mode})
    assert response.status_code == 200
    page = response.content.decode()
    assert "{{" not in page
    expected = {
        "": "Start this course",
        "lessons": "Saturday on the booking screen",
        "L2": "Saturday on the booking screen",
        "L7": "Your piece of the picture",
        "scenarios": "The late-night fare",
        "questions": "Which of these best describes",
        "refresher": "Quick refresh",
        "beside": "Wealdshire Children&#x27;s Front Door",
    }
    assert expected[mode] in page


def test_what_was_said_of_the_last_version_is_not_said_of_the_next(cms, taxi):
    cms.post(
        edit_url(taxi.page), posted(newest(), **{"action-publish": "1", "is_material": "on", "what_changed": "Law"})
    )
    form = cms.get(edit_url(taxi.page)).context["form"]
    assert (form["is_material"].value(), form["what_changed"].value()) == (False, "")


def test_the_publish_tab_says_what_is_missing(cms, taxi, areas):
    page = cms.get(edit_url(taxi.page)).content.decode()
    assert "It breaks no rule" in page
    assert "Every area has what this course needs" in page
    LocalInsert.objects.filter(key="licensing_contact", area=areas["Dunmere"]).delete()
    page = cms.get(edit_url(taxi.page)).content.decode()
    assert "licensing_contact" in page
    assert "Owner: Each licensing authority" in page


def test_what_nobody_can_reckon_is_listed_for_somebody_to_look_at(cms, taxi):
    by_eye = readiness_of(taxi.page, on=DAY).by_eye
    marked = [fact.value["key"] for fact in taxi.page.facts if fact.value["mark"].startswith("general knowledge")]
    assert any(words.endswith(", ".join(marked)) for words in by_eye)
    assert any("last read against law" in words for words in by_eye)
    taxi.page.reviewed_on = DAY
    assert not any("review" in words or "law" in words for words in readiness_of(taxi.page, on=DAY).by_eye)
    late = add_months(DAY, 12)
    assert any("yearly review was due" in words for words in readiness_of(taxi.page, on=late).by_eye)


def test_the_home_lists_what_must_not_open_and_what_is_to_be_reviewed(cms, taxi, areas):
    home = cms.get(reverse("wagtailadmin_home")).content.decode()
    assert "no review recorded" in home
    assert "Courses that lack local inserts" not in home
    LocalInsert.objects.filter(key="licensing_contact", area=areas["Dunmere"]).delete()
    home = cms.get(reverse("wagtailadmin_home")).content.decode()
    assert "Courses that lack local inserts" in home
    assert "Dunmere" in home


def test_every_block_has_a_preview_to_choose_by(taxi):
    body = CoursePage._meta.get_field("lessons").stream_block.child_blocks["lesson"].child_blocks["body"]
    for name, block in body.child_blocks.items():
        assert block.is_previewable, name
        assert block.render(block.get_preview_value()).strip(), name


def test_writing_over_a_local_insert_keeps_the_old_row(cms, taxi, areas):
    row = LocalInsert.objects.newest().get(key="mash_phone", area=None)
    url = reverse("wagtailsnippets_courses_localinsert:edit", args=[row.pk])
    assert cms.get(url).status_code == 200
    changed = {"value": "01632 960 115", "owner": row.owner, "visible_to": "public", "checked_on": CHECKED}
    assert cms.post(url, changed).status_code == 302
    row.refresh_from_db()
    assert (row.value, row.superseded_on is None) == ("01632 960 110", False)
    assert LocalInsert.objects.newest().get(key="mash_phone", area=None).value == "01632 960 115"


def test_a_local_insert_is_added_for_an_area(cms, taxi, areas):
    url = reverse("wagtailsnippets_courses_localinsert:add")
    data = {
        "key": "mash_hours",
        "area": areas["Dunmere"].pk,
        "value": "9 to 5",
        "visible_to": "public",
        "checked_on": CHECKED,
    }
    assert cms.post(url, data).status_code == 302
    assert LocalInsert.objects.newest().get(key="mash_hours", area=areas["Dunmere"]).value == "9 to 5"
    cms.post(url, {**data, "value": "10 to 4"})
    assert LocalInsert.objects.newest().get(key="mash_hours", area=areas["Dunmere"]).value == "10 to 4"
    assert LocalInsert.objects.filter(key="mash_hours", area=areas["Dunmere"]).count() == 2


def test_no_local_insert_can_be_deleted(cms, taxi):
    row = LocalInsert.objects.newest()[0]
    url = reverse("wagtailsnippets_courses_localinsert:delete", args=[row.pk])
    assert cms.post(url).status_code in (302, 403)
    assert LocalInsert.objects.filter(pk=row.pk).exists()


def test_the_lists_open(cms, taxi):
    for name in ("localinsert", "course"):
        assert cms.get(reverse(f"wagtailsnippets_courses_{name}:list")).status_code == 200


def test_a_copy_of_a_page_is_not_published_as_the_same_course(cms, taxi):
    copy = taxi.page.copy(update_attrs={"slug": "copied", "title": "Copied"}, keep_live=False)
    response = cms.post(edit_url(copy), posted(copy.get_latest_revision_as_object(), **{"action-publish": "1"}))
    assert response.status_code == 200
    assert "Another page is this course&#x27;s already." in response.content.decode()


@pytest.fixture
def index(taxi) -> CourseIndexPage:
    found: CourseIndexPage = CourseIndexPage.objects.get()
    return found


def test_a_new_course_begins_as_an_empty_draft(cms, index):
    course = Course.objects.create(key="cse-new", title="New", short_title="New")
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    opened = cms.get(url)
    assert opened.status_code == 200
    data = {name: value for name, value in blank_form().items() if value}
    typed = {"title": "A new course", "slug": "cse-new", "course": str(course.pk), "duration_minutes": "20"}
    response = cms.post(url, {**data, **typed}, follow=True)
    page = response.content.decode()
    assert CoursePage.objects.filter(slug="cse-new", live=False).exists(), response.context["form"].errors
    assert "Your draft is saved. Before it can be published:" in page
    draft = CoursePage.objects.get(slug="cse-new")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    assert cms.post(preview, posted(newest(draft))).json()["is_available"]
    for mode, _ in draft.preview_modes:
        assert cms.get(preview, {"mode": mode}).status_code == 200


def blank_form() -> dict[str, str]:
    return posted(CoursePage())


def test_an_empty_course_is_not_published_and_every_gap_is_named(cms, taxi):
    data = posted(newest())
    for name in ("lessons", "scenarios", "questions", "outcomes"):
        data = {key: value for key, value in data.items() if not key.startswith(f"{name}-")} | {f"{name}-count": "0"}
    response = cms.post(edit_url(taxi.page), {**data, "action-publish": "1"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "The role &#x27;phv_driver&#x27; meets 0 lessons; it should meet 3 to 7." in page
