"""What was published is frozen once, and for good."""

import threading

import pytest
from django.db import connection
from django.db.models import ProtectedError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.signals import page_published

from courses import queries, services, tasks
from courses.content import SCHEMA, build_content, content_hash
from courses.models import CoursePage, CourseVersion
from courses.models.versions import FrozenError
from courses.signals import version_frozen
from tests.courses.conftest import FILES, NOON, live_version


def publish(page: CoursePage, **changes: object) -> CoursePage:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    found: CoursePage = CoursePage.objects.get(pk=page.pk)
    return found


def test_the_content_has_the_shape_everybody_relies_on(taxi):
    content = taxi.version.content
    assert content["schema"] == SCHEMA
    assert (content["course_key"], content["pass_mark_percent"]) == ("cse-taxi", 80)
    lesson = content["lessons"][1]
    assert (lesson["key"], lesson["minutes"], lesson["outcomes"], lesson["roles"]) == ("L2", 7, ["LO2"], [])
    spot = next(block for block in lesson["blocks"] if block["kind"] == "spot")
    assert spot["columns"] == ["Row", "Time", "Booked by", "Trip", "Note"]
    assert spot["options"][1] == {"key": "B", "text": "Rows 2, 4 and 6", "correct": True}
    assert spot["type"] == "single"
    scenario = content["scenarios"][0]
    assert (scenario["key"], scenario["after"], len(scenario["nodes"])) == ("S1", "L1", 3)
    assert set(scenario["nodes"][0]["choices"][0]) == {"key", "quality", "text", "consequence", "feedback", "next"}
    assert content["questions"][1]["critical"] is True
    assert [question["key"] for question in content["refresher"]["questions"]] == ["RQ1", "RQ2", "RQ3", "RQ4", "RQ5"]
    assert content["reporting_card"][0] == {"label": "Danger now", "text": "999"}
    assert "{{local.mash_phone}}" in str(content["lessons"])
    assert content["inserts"][0]["required"] == "yes"
    assert taxi.version.content_hash == content_hash(content)


def test_freezing_again_gives_the_same_version(taxi):
    assert services.freeze(taxi.page, NOON) == taxi.version
    assert CourseVersion.objects.count() == 1


def test_a_version_cannot_be_changed_or_removed(taxi):
    taxi.version.what_changed = "Nothing"
    with pytest.raises(FrozenError):
        taxi.version.save()
    with pytest.raises(FrozenError):
        taxi.version.delete()
    with pytest.raises(FrozenError):
        CourseVersion.objects.all().delete()
    with pytest.raises(FrozenError):
        CourseVersion.objects.update(number="9.9")


def test_an_edit_in_the_cms_makes_a_new_version_and_leaves_the_old_one(taxi, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(taxi.page, summary="<p>Drivers notice what nobody else does.</p>", what_changed="A clearer start")
    newest = live_version(taxi.course)
    assert (newest.number, newest.what_changed) == ("1.1", "A clearer start")
    assert newest.content["summary_html"] == "<p>Drivers notice what nobody else does.</p>"
    taxi.version.refresh_from_db()
    assert "Drivers and booking staff see things" in taxi.version.content["summary_html"]


def test_a_material_change_raises_the_first_number(taxi, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(taxi.page, summary="<p>The law has changed.</p>", is_material=True)
    newest = live_version(taxi.course)
    assert (newest.number, newest.major, newest.is_material) == ("2.0", 2, True)


def test_a_receiver_that_raises_at_publish_loses_nothing(taxi, django_capture_on_commit_callbacks, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the freezer is out of order")

    with monkeypatch.context() as broken_world:
        broken_world.setattr(services, "freeze", broken)
        with django_capture_on_commit_callbacks(execute=True):
            page = publish(taxi.page, summary="<p>New.</p>")
    assert page.live
    assert live_version(taxi.course).number == "1.0"  # a learner still gets the last good one
    assert [found.pk for found in queries.unfrozen_pages()] == [page.pk]
    assert tasks.reconcile_courses() == 1
    assert live_version(taxi.course).content["summary_html"] == "<p>New.</p>"
    assert tasks.reconcile_courses() == 0


def test_another_receiver_that_raises_before_ours_is_mended_by_reconcile(taxi):
    def broken(**kwargs: object) -> None:
        raise RuntimeError("not ours")

    draft = taxi.page.get_latest_revision_as_object()
    draft.summary = "<p>New.</p>"
    page_published.connect(broken, sender=CoursePage)
    try:
        with pytest.raises(RuntimeError):
            draft.save_revision().publish()
    finally:
        page_published.disconnect(broken, sender=CoursePage)
    services.reconcile_versions(NOON)
    assert live_version(taxi.course).content["summary_html"] == "<p>New.</p>"


def test_one_page_that_cannot_be_frozen_does_not_hold_up_another(bring, taxi_text, monkeypatch):
    taxi = bring(taxi_text)
    hotel = bring(FILES[1].read_bytes())
    publish(taxi.page, summary="<p>One.</p>")
    publish(hotel.page, summary="<p>Two.</p>")
    real = build_content

    def picky(page: CoursePage) -> dict:
        if page.course.key == "cse-taxi":
            raise ValueError("broken")
        return real(page)

    monkeypatch.setattr("courses.services.freezing.build_content", picky)
    assert services.reconcile_versions(NOON) == 1
    assert live_version(hotel.course).number == "1.1"


def test_the_news_goes_out_after_commit_and_a_bad_listener_harms_nothing(taxi, django_capture_on_commit_callbacks):
    heard = []

    def listen(version_uuid: object, **kwargs: object) -> None:
        heard.append(version_uuid)
        raise RuntimeError("listener")

    version_frozen.connect(listen)
    try:
        publish(taxi.page, summary="<p>New.</p>")
        with django_capture_on_commit_callbacks(execute=True):
            made = services.freeze(CoursePage.objects.get(), NOON)
            assert made is not None
    finally:
        version_frozen.disconnect(listen)
    assert heard == [made.uuid]


def test_an_unpublished_course_cannot_be_started_until_it_is_published_again(taxi):
    page = CoursePage.objects.get()
    revision = page.live_revision
    page.unpublish()
    assert queries.current_version(taxi.course) is None
    revision.publish()
    assert queries.current_version(taxi.course) == taxi.version


def test_going_back_to_an_earlier_revision_goes_back_to_its_version(taxi, django_capture_on_commit_callbacks):
    first = CoursePage.objects.get().live_revision
    with django_capture_on_commit_callbacks(execute=True):
        publish(taxi.page, summary="<p>A mistake.</p>")
    with django_capture_on_commit_callbacks(execute=True):
        first.publish()
    assert queries.current_version(taxi.course) == taxi.version
    assert CourseVersion.objects.count() == 2


def test_a_deleted_page_leaves_its_versions(taxi):
    CoursePage.objects.get().delete()
    taxi.version.refresh_from_db()
    assert taxi.version.page_id is None
    assert queries.current_version(taxi.course) is None


def test_a_picture_is_copied_under_its_hash_and_cannot_be_deleted(taxi, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="A rank at night", file=get_test_image_file())
    draft = taxi.page.get_latest_revision_as_object()
    body = draft.lessons[0].value["body"]
    body.append(("picture", {"image": image, "alt": "A taxi rank", "caption": ""}))
    draft.save_revision().publish()
    version = services.freeze(draft, NOON)
    assert version is not None
    picture = version.content["lessons"][0]["blocks"][-1]
    assert (picture["kind"], picture["alt"], picture["image"]["width"]) == ("picture", "A taxi rank", 640)
    assert picture["image"]["hash"] in picture["image"]["src"]
    assert (tmp_path / "courses" / "frozen" / picture["image"]["src"].rsplit("/", 1)[-1]).exists()
    with pytest.raises(ProtectedError):
        image.delete()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_version():
    imported = services.import_course(text=FILES[2].read_bytes(), on=NOON.date(), at=NOON)
    assert imported.version is not None
    publish(imported.page, summary="<p>New.</p>")
    CourseVersion.objects.filter(pk__gt=imported.version.pk)._raw_delete("default")
    ready, found, wrong = threading.Barrier(2), [], []

    def freeze() -> None:
        try:
            ready.wait()
            found.append(services.freeze(imported.page, NOON))
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=freeze) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert found[0] == found[1]
    assert CourseVersion.objects.count() == 2
