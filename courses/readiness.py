"""What an editor still has to look at before a course goes out: by the rules of the format, and by eye.

The first part is the same checker as the import's. The second bars nothing: it is for a person to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dates import add_months
from courses.format import Problem, check
from courses.inserts import AreaReadiness
from courses.models import CoursePage
from courses.pages import course_of
from courses.queries import missing_by_area

REVIEW_MONTHS = 12
TO_CHECK = "general knowledge: verify"


@dataclass(frozen=True)
class Readiness:
    """`problems` bar publishing; `areas` bar opening the course, and are advice once it is open; `by_eye` bars nothing:
    it is for somebody to judge.
    """

    is_open: bool
    problems: tuple[Problem, ...]
    areas: tuple[AreaReadiness, ...]
    by_eye: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        return not (self.problems or self.areas or self.by_eye)

    @property
    def is_barred(self) -> bool:
        """Whether Publish would refuse."""
        return bool(self.problems or (self.areas and not self.is_open))


def readiness_of(page: CoursePage, *, on: date) -> Readiness:
    """What is missing in the page as it stands, saved or not."""
    areas = areas_missing(page, on=on)
    return Readiness(page.live, tuple(check(course_of(page))), tuple(areas), tuple(_by_eye(page, on)))


def areas_missing(page: CoursePage, *, on: date) -> list[AreaReadiness]:
    """Where a needed local insert has no value, or one nobody checked for a year; of the page as it stands."""
    return missing_by_area(page.course, on=on, content={"inserts": [_insert(child) for child in page.inserts]})


def said_of(place: AreaReadiness) -> str:
    """ "Casterley: licensing_contact has no value"; why a course does not open."""
    name = place.area.name if place.area else _("Whole partnership")
    keys = ", ".join(item.key for item in place.missing)
    return _(
        "%(place)s has no local insert, or one nobody checked for a year: %(keys)s. Write it under Local inserts."
    ) % {"place": name, "keys": keys}


def review_due_on(page: CoursePage) -> date | None:
    """The day by which somebody has to read the course against law and practice again; None: never reviewed."""
    return add_months(page.reviewed_on, REVIEW_MONTHS) if page.reviewed_on else None


def is_review_due(page: CoursePage, *, on: date) -> bool:
    due = review_due_on(page)
    return due is None or due <= on


def _insert(child: object) -> dict[str, object]:
    frozen: dict[str, object] = child.block.frozen(child.value)  # type: ignore[attr-defined]  # a StreamField's child
    return frozen


def _by_eye(page: CoursePage, on: date) -> Iterator[str]:
    facts = [fact.value["key"] for fact in page.facts if (fact.value["mark"] or "").startswith(TO_CHECK)]
    if facts:
        words = ngettext(
            "%(count)s fact is marked to be checked", "%(count)s facts are marked to be checked", len(facts)
        )
        yield f"{words % {'count': len(facts)}}: {', '.join(facts)}"
    for lesson in page.lessons:
        for part in lesson.value["body"]:
            if part.block_type == "picture" and not part.value["alt"]:
                yield _("%(lesson)s has a picture without words. Right only if it decorates.") % {
                    "lesson": lesson.value["key"]
                }
    due = review_due_on(page)
    if due is None:
        yield _("Nobody has said when the whole course was last read against law and practice.")
    elif due <= on:
        yield _("The yearly review was due on %(day)s.") % {"day": date_format(due, "j F Y")}
