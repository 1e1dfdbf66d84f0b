"""The forms editors write courses and local inserts with."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from common import clock
from courses.format import Problem, check
from courses.models import CoursePage, LocalInsert
from courses.pages import course_of
from courses.readiness import areas_missing, said_of

# Which StreamField an item's key belongs to, most specific first.
FIELDS = (
    (r"LO\d+", "outcomes"),
    (r"L\d+", "lessons"),
    (r"S\d+(\.\d+)?", "scenarios"),
    (r"RQ\d+", "refresher_questions"),
    (r"Q\d+", "questions"),
    (r"[A-Z]+\d+", "facts"),
    (r"[a-z_0-9]+", "inserts"),
)


class CoursePageForm(WagtailAdminPageForm):
    """A course is checked by the rules of its format before it is published; a draft may be as unfinished as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.latest_revision_id == self.instance.live_revision_id:
            # What was said of the version before is not said of the next one.
            for name, empty in (("is_material", False), ("what_changed", ""), ("refresh_required_by", None)):
                self.initial[name] = empty

    def _post_clean(self) -> None:
        super()._post_clean()
        self._check_only_page()
        if not self.errors and not self.is_deferred_validation:
            self._show(check(course_of(self.instance)))
        if not self.errors and not self.is_deferred_validation and not self.instance.live:
            self._bar_where_words_are_missing()

    def _bar_where_words_are_missing(self) -> None:
        """A course opens where its local words are there and looked at (pack section 4). One that is open already may
        always be mended: what is missing is advice then.
        """
        for place in areas_missing(self.instance, on=clock.today()):
            self.add_error(None, said_of(place))

    def _check_only_page(self) -> None:
        """A course is written on one page: a copy of it would be a second course with the first one's certificates."""
        others = CoursePage.objects.filter(course=self.instance.course_id).exclude(pk=self.instance.pk)
        if self.instance.course_id and others.exists():
            self.add_error(
                "course", _("Another page is this course's already. Add a new course to the registry first.")
            )

    def _show(self, problems: list[Problem]) -> None:
        """Each problem beside the block it is about; those of the whole course above the form."""
        placed: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for problem in problems:
            field, place = self._place(problem.item)
            if field in self.fields and place is not None:
                placed[field][place].append(problem.reason)
            else:
                self.add_error(None, problem.reason)
        for field, places in placed.items():
            errors = {place: StructBlockValidationError(non_block_errors=_each(rows)) for place, rows in places.items()}
            error = StreamBlockValidationError(block_errors=errors)
            error.message = " ".join(
                reason for rows in places.values() for reason in rows
            )  # what stands above the form
            self.errors[field] = self.error_class([error])

    def _place(self, item: str) -> tuple[str, int | None]:
        field = next((name for pattern, name in FIELDS if re.fullmatch(pattern, item)), "")
        key = item.split(".")[0] if field == "scenarios" else item
        for place, child in enumerate(getattr(self.instance, field) if field else ()):
            if child.value.get("key") == key:
                return field, place
        return field, None


def _each(reasons: list[str]) -> list[ValidationError]:
    return [ValidationError(reason) for reason in reasons]


class LocalInsertForm(WagtailAdminModelForm):
    """A value for an area. Writing over one makes a new row; which key, area and course it is for cannot be changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("key", "area", "course"):
                self.fields[name].disabled = True

    def clean_checked_on(self) -> date:
        """The day is asked for, never filled in: opening a form is no check. A day to come would never go stale."""
        checked_on: date = self.cleaned_data["checked_on"]
        if checked_on > clock.today():
            raise ValidationError(_("Enter the day its owner last checked it: today, or a day before."))
        return checked_on

    class Meta:
        model = LocalInsert
        fields = ("key", "area", "course", "value", "owner", "visible_to", "checked_on")
