"""Looking up local inserts: whose words a learner sees, and which are missing (docs/course-format.md §3.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Q

from courses.insert_values import InsertValue, InsertValues, Viewer
from courses.models import Course, CourseVersion, LocalInsert
from courses.rendering import ReportingCard, reporting_card
from partnership.models import Area
from partnership.queries import area_lineage

__all__ = [
    "AreaReadiness",
    "InsertValue",
    "InsertValues",
    "MissingInsert",
    "ReportingCard",
    "Viewer",
    "inserts_for",
    "missing_by_area",
    "missing_inserts",
    "reporting_card",
    "shared_inserts_for",
]


def inserts_for(*, course: Course, area: Area | None, viewer: Viewer, on: date) -> InsertValues:
    """The values a learner of `course` meets in `area` on `on`: the nearest area's, its own before shared ones.

    One query, and one for each area above that is not at hand. Without an area, the partnership's.
    """
    lineage = area_lineage(area) if area else []
    chosen = _nearest(_rows(lineage, on).filter(Q(course=course) | Q(course=None)), lineage)
    return _values(chosen, viewer)


def shared_inserts_for(*, area: Area | None, viewer: Viewer, on: date) -> InsertValues:
    """The values that hold for every course: what the area's public page shows."""
    lineage = area_lineage(area) if area else []
    return _values(_nearest(_rows(lineage, on).filter(course=None), lineage), viewer)


def _rows(lineage: Sequence[Area], on: date) -> Any:
    places = Q(area=None) | Q(area__in=[area.pk for area in lineage])
    return LocalInsert.objects.holding(on).filter(places).select_related("area")


def _nearest(rows: Iterable[LocalInsert], lineage: Sequence[Area]) -> dict[str, LocalInsert]:
    """For each key the first that exists: area and course; area, shared; the same for each area above."""
    distance: dict[int | None, int] = {area.pk: steps for steps, area in enumerate(lineage)}
    distance[None] = len(lineage)
    ordered = sorted(rows, key=lambda row: (distance[row.area_id], row.course_id is None))
    found: dict[str, LocalInsert] = {}
    for row in ordered:
        found.setdefault(row.key, row)
    return found


def _values(rows: Mapping[str, LocalInsert], viewer: Viewer) -> InsertValues:
    values = {
        key: InsertValue(key, row.value, row.owner, row.visible_to, row.checked_on, row.area.name if row.area else "")
        for key, row in rows.items()
    }
    return InsertValues(values, viewer)


@dataclass(frozen=True, slots=True)
class MissingInsert:
    """Why a course is not ready in an area: a needed insert has no value, or nobody has looked at it for a year."""

    key: str
    what: str
    owner: str
    reason: Literal["missing", "stale"]
    checked_on: date | None = None


def missing_inserts(
    course: Course, area: Area | None, on: date, content: Mapping[str, Any] | None = None
) -> list[MissingInsert]:
    """What stands between `course` and opening it in `area` on `on`; empty when it is ready.

    `yes` is met by the area or one above it; `each` by the area's own value alone. `content` is a version's; without it
    the newest frozen version's. A value is stale when it was checked over 12 months before `on`.
    """
    if content is None:
        newest = CourseVersion.objects.filter(course=course).order_by("-pk").only("content").first()
        content = newest.content if newest else {"inserts": []}
    lineage = area_lineage(area) if area else []
    rows = _rows(lineage, on).filter(Q(course=course) | Q(course=None))
    nearest = _nearest(rows, lineage)
    found = (_missing(item, nearest.get(item["key"]), area, on) for item in content["inserts"])
    return [item for item in found if item]


def _missing(item: Mapping[str, Any], row: LocalInsert | None, area: Area | None, on: date) -> MissingInsert | None:
    if item["required"] not in ("yes", "each"):
        return None
    needs_own = item["required"] == "each" and area is not None
    if row is None or not row.value.strip() or (needs_own and row.area_id != area.pk):  # type: ignore[union-attr]  # needs_own implies an area
        return MissingInsert(item["key"], item["what"], item["owner"], "missing")
    if row.is_stale(on):
        return MissingInsert(item["key"], item["what"], row.owner or item["owner"], "stale", row.checked_on)
    return None


@dataclass(frozen=True, slots=True)
class AreaReadiness:
    """What is missing in one area; `area` is None for the partnership as a whole."""

    area: Area | None
    missing: tuple[MissingInsert, ...]


def missing_by_area(course: Course, *, on: date, content: Mapping[str, Any] | None = None) -> list[AreaReadiness]:
    """`missing_inserts` for the partnership and each district, those with something missing only."""
    districts = Area.objects.filter(kind=Area.Kind.DISTRICT).select_related("parent").order_by("name")
    places = [None, *districts]
    found = (AreaReadiness(area, tuple(missing_inserts(course, area, on, content))) for area in places)
    return [readiness for readiness in found if readiness.missing]
