"""Reading what is taught."""

from django.db.models import BooleanField, Case, F, QuerySet, Value, When

from courses.inserts import MissingInsert, inserts_for, missing_by_area, missing_inserts, shared_inserts_for
from courses.models import Course, CoursePage, CourseVersion

__all__ = [
    "MissingInsert",
    "current_version",
    "inserts_for",
    "missing_by_area",
    "missing_inserts",
    "own_courses",
    "shared_inserts_for",
    "unfrozen_pages",
]


def current_version(course: Course) -> CourseVersion | None:
    """The version a learner who starts today gets; None when the course is not published. One query.

    That is the one frozen from the live revision. While that one is still to be frozen, the newest there is.
    """
    is_live = Case(
        When(revision_id=F("page__live_revision_id"), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    versions = CourseVersion.objects.filter(course=course, page__live=True)
    return versions.select_related("course").order_by(is_live.desc(), "-pk").first()


def own_courses() -> QuerySet[Course]:
    """Our own courses that are published, as the list of courses orders them."""
    return Course.objects.filter(pages__live=True).distinct().order_by("short_title")


def unfrozen_pages() -> QuerySet[CoursePage]:
    """Live pages whose live revision has no version yet: a nudge was lost, or is on its way."""
    live = CoursePage.objects.filter(live=True, live_revision__isnull=False)
    found: QuerySet[CoursePage] = live.exclude(versions__revision_id=F("live_revision_id"))
    return found
