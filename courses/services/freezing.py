"""Freezing what was published, once per revision, whoever asks and however often."""

import logging
import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.models import Revision

from courses.content import build_content, content_hash
from courses.models import Course, CoursePage, CourseVersion, VersionImage
from courses.queries import unfrozen_pages
from courses.signals import version_frozen

log = logging.getLogger(__name__)


def freeze(page: CoursePage, at: datetime) -> CourseVersion | None:
    """The version of the page's live revision; made now when there is none. None when the page is not live.

    Two at once get the same version: the course's row is locked where the database can, and the constraint on
    (page, revision) decides where it cannot.
    """
    revision = _live_revision(page)
    if revision is None:
        return None
    made = _existing(page, revision)
    if made:
        return made
    try:
        with transaction.atomic():
            return _freeze(page, revision, at)
    except IntegrityError:
        made = _existing(page, revision)
        if made is None:
            raise
        return made


def _live_revision(page: CoursePage) -> Revision | None:
    found = CoursePage.objects.filter(pk=page.pk, live=True).select_related("live_revision").first()
    return found.live_revision if found else None


def _existing(page: CoursePage, revision: Revision) -> CourseVersion | None:
    return CourseVersion.objects.filter(page_id=page.pk, revision_id=revision.pk).select_related("course").first()


def _freeze(page: CoursePage, revision: Revision, at: datetime) -> CourseVersion:
    source: CoursePage = revision.as_object()
    Course.objects.select_for_update().get(pk=source.course_id)
    made = _existing(page, revision)
    if made:
        return made
    content = build_content(source)
    number = next_number(source, CourseVersion.objects.filter(course_id=source.course_id).order_by("-pk").first())
    version = CourseVersion.objects.create(
        course_id=source.course_id,
        page_id=page.pk,
        revision_id=revision.pk,
        number=number,
        major=int(number.split(".")[0]),
        content=content,
        content_hash=content_hash(content),
        frozen_at=at,
        is_material=source.is_material,
        what_changed=source.what_changed,
        refresh_required_by=source.refresh_required_by,
    )
    for pk in content["images"]:  # one by one: Wagtail's register of what is used listens to each save
        VersionImage.objects.create(version=version, image_id=int(pk))
    _catalogue(source)
    transaction.on_commit(lambda: _announce(version.uuid))
    return version


def next_number(page: CoursePage, last: CourseVersion | None) -> str:
    """The number the page states when it is higher than the last one; else the next minor, or major when material."""
    stated = _parts(page.version_label)
    if last is None:
        return page.version_label
    major, minor = _parts(last.number)
    following = (major + 1, 0) if page.is_material else (major, minor + 1)
    return ".".join(str(part) for part in max(stated, following))


def _parts(number: str) -> tuple[int, int]:
    major, _, minor = number.partition(".")
    return int(major), int(minor or 0)


def _catalogue(page: CoursePage) -> None:
    """The registry shows a course by the title it was last published with."""
    course = page.course
    if (course.title, course.short_title) != (page.title, page.short_title):
        Course.objects.filter(pk=course.pk).update(title=page.title, short_title=page.short_title)


def _announce(version: uuid.UUID) -> None:
    for receiver, result in version_frozen.send_robust(sender=CourseVersion, version_uuid=version):
        if isinstance(result, Exception):
            log.error("A receiver of version_frozen failed: %r", receiver, exc_info=result)


def reconcile_versions(at: datetime) -> int:
    """Freeze every live revision that has no version, and say how many. One that fails does not hold up the others."""
    made = 0
    for page in unfrozen_pages():
        try:
            made += freeze(page, at) is not None
        except Exception:
            log.exception("Course page %s could not be frozen", page.pk)
    return made
