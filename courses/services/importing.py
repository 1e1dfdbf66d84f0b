"""Bringing a course file into the CMS: all of it, or nothing."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from wagtail.models import Page, Site

from courses.format import CourseFile, CourseFileError, Problem, read_checked
from courses.format.model import InsertRow
from courses.models import Course, CourseIndexPage, CoursePage, CourseVersion, LocalInsert
from courses.pages import course_of, fill_page
from courses.services.freezing import freeze
from courses.services.inserts import write_insert
from partnership.models import Area

Outcome = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `version` is the one live now; None when it was not published. `notes` are for the editor."""

    course: Course
    page: CoursePage
    outcome: Outcome
    version: CourseVersion | None
    notes: tuple[str, ...] = ()


def import_course(*, text: str | bytes, on: date, at: datetime, publish: bool = True) -> Imported:
    """Make the course page of a file, or bring it up to date, and write its local inserts.

    `on` stands for a blank checked_on. A file that says what the page says already makes no revision and no version; a
    file imported before undoes no edit made in the CMS since. Raises CourseFileError, with line and reason, when the
    file breaks a rule or names an area that does not exist; then nothing at all has changed.
    """
    source = read_checked(text)
    with transaction.atomic():
        areas = _areas(source)
        course = _course(source)
        page, outcome = _page(course, source, _digest(text))
        notes = _write_inserts(source, course, areas, on)
        if outcome != "unchanged":
            page.save_revision()
        if publish and (outcome != "unchanged" or _awaits_publishing(page, source)):
            page.get_latest_revision().publish()
        page.refresh_from_db()
        version = freeze(page, at) if publish else None
    return Imported(course, page, outcome, version, tuple(notes))


def _digest(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def _says(page: CoursePage, source: CourseFile) -> bool:
    return course_of(page) == replace(source, insert_rows=())


def _awaits_publishing(page: CoursePage, source: CourseFile) -> bool:
    """Whether the newest draft is the file's, and what is live is not."""
    if not _says(page, source):
        return False
    live = page.live_revision
    return live is None or not page.live or not _says(live.as_object(), source)


def _areas(source: CourseFile) -> dict[str, Area]:
    """The areas the file names, by short name or code."""
    wanted = {row.area: row for row in reversed(source.insert_rows) if row.area}
    known = Area.objects.all() if wanted else Area.objects.none()
    found = {name: area for area in known for name in (area.code, area.short_name)}
    hint = "Add the area first, or mend its name."
    missing = [
        Problem(
            row.line, row.key, f"The insert {row.key}@{name} names the area '{name}', which does not exist here.", hint
        )
        for name, row in wanted.items()
        if name not in found
    ]
    if missing:
        raise CourseFileError(missing)
    return {name: found[name] for name in wanted}


def _course(source: CourseFile) -> Course:
    titles = {"title": source.settings.title, "short_title": source.settings.short_title}
    return Course.objects.get_or_create(key=source.settings.id, defaults=titles)[0]


def _page(course: Course, source: CourseFile, digest: str) -> tuple[CoursePage, Outcome]:
    """The page with the file's content, unsaved when it has changed. A file is compared with the newest draft."""
    was_imported = course.imported_hash == digest
    Course.objects.filter(pk=course.pk).update(imported_hash=digest)
    found = CoursePage.objects.filter(course=course).first()
    if found is None:
        page = CoursePage(course=course, title=source.settings.title, slug=course.key, live=False)
        fill_page(page, source)
        index_page().add_child(instance=page)
        return page, "new"
    page = found.get_latest_revision_as_object() if found.latest_revision_id else found
    if was_imported or _says(page, source):
        return page, "unchanged"
    before = page.version_label
    fill_page(page, source)
    page.is_material = int(page.version_label.split(".")[0]) > int(before.split(".")[0])
    page.what_changed, page.refresh_required_by = "", None
    return page, "changed"


def index_page() -> CourseIndexPage:
    """The list of courses, made under the site's first page when there is none yet."""
    found: CourseIndexPage | None = CourseIndexPage.objects.first()
    if found:
        return found
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    parent = site.root_page if site else Page.objects.filter(depth=1).get()
    page = CourseIndexPage(title="Courses", slug="courses")
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _write_inserts(source: CourseFile, course: Course, areas: dict[str, Area], on: date) -> list[str]:
    notes = []
    for row in source.insert_rows:
        area = areas[row.area] if row.area else None
        own = course if _own(row, course, area) else None
        standing = LocalInsert.objects.newest().filter(key=row.key, area=area, course=own).first()
        if standing and standing.written_by_id:
            if standing.value != row.value:
                notes.append(f"The insert {standing} was written in the CMS since: kept as it is there.")
            continue
        if own and row.audience != "course":
            notes.append(
                f"Other courses say something else for the shared insert {row.key}: kept for this course alone."
            )
        write_insert(
            key=row.key,
            value=row.value,
            area=area,
            course=own,
            owner=row.owner,
            visible_to=row.visible_to,
            checked_on=_checked_on(row, standing, on),
            on=on,
        )
    return notes


def _own(row: InsertRow, course: Course, area: Area | None) -> bool:
    """Whether the value is this course's own: it says so, or another file gave the shared key another value (§3.3)."""
    rows = LocalInsert.objects.newest().filter(key=row.key, area=area)
    if row.audience == "course" or rows.filter(course=course).exists():
        return True
    shared = rows.filter(course=None).first()
    if shared is None or shared.value == row.value or shared.written_by_id:
        return False
    return _others_use(row.key, course)


def _others_use(key: str, course: Course) -> bool:
    pages = CoursePage.objects.exclude(course=course)
    return any(child.value["key"] == key for page in pages for child in page.inserts)


def _checked_on(row: InsertRow, standing: LocalInsert | None, on: date) -> date:
    """The file's day. A blank one is the day of the row that stands, unless that has gone stale; else `on`."""
    if row.checked_on:
        return date.fromisoformat(row.checked_on)
    if standing and standing.value == row.value and not standing.is_stale(on):
        return standing.checked_on
    return on
