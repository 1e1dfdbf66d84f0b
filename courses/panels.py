"""How the course editor is laid out: one tab for each part of the work."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.admin.ui.components import Component

from common import clock
from courses.forms import CoursePageForm
from courses.models import CoursePage, LocalInsert
from courses.queries import missing_by_area
from courses.readiness import is_review_due, readiness_of, review_due_on


class CoursesHome(Component):
    """The CMS home's own part: the courses to edit, what one comes here for, and inserts nobody checked for a year."""

    name = "courses"
    order = 50
    template_name = "courses/panels/home.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        on, pages = clock.today(), list(CoursePage.objects.select_related("course").order_by("title"))
        stale = LocalInsert.objects.newest().stale(on).select_related("area").order_by("checked_on")[:20]
        names = LocalInsert.snippet_viewset.get_url_name  # type: ignore[attr-defined]  # Wagtail registers it
        return {
            "pages": pages,
            "reviews": [(page, review_due_on(page)) for page in pages if is_review_due(page, on=on)],
            "lacking": _lacking(pages, on),
            "stale": [(insert, reverse(names("edit"), args=[insert.pk])) for insert in stale],
            "guide_url": reverse("authors_guide"),
            "inserts_url": reverse(names("list")),
        }


def _lacking(pages: list[CoursePage], on: date) -> list[tuple[CoursePage, list[str]]]:
    """The courses that lack local words somewhere, with the places where they do."""
    found = [(page, missing_by_area(page.course, on=on)) for page in pages]
    return [
        (page, [place.area.name if place.area else _("whole partnership") for place in places])
        for page, places in found
        if places
    ]


class ReadinessPanel(Panel):
    """What is still missing before publishing: the course's own problems, and local inserts area by area."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/panels/readiness.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            page = self.instance
            context: dict[str, Any] = super().get_context_data(parent_context)
            if page.pk and page.course_id:
                context["readiness"] = readiness_of(page, on=clock.today())
            return context


class StandingPanel(ReadinessPanel):
    """The same in a sentence, where an editor begins."""

    class BoundPanel(ReadinessPanel.BoundPanel):
        template_name = "courses/panels/standing.html"


def _fields(heading: str, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


ABOUT = [
    StandingPanel(heading="Can it be published?"),
    FieldPanel("title"),
    _fields("Which course", "course", "short_title", "audience", "role_codes"),
    FieldPanel("summary"),
    FieldPanel("before_you_start"),
    FieldPanel("outcomes"),
]
REFRESHER = [FieldPanel("refresher_what_changed"), FieldPanel("refresher_quick"), FieldPanel("refresher_questions")]
LOCAL = [FieldPanel("inserts"), FieldPanel("reporting_card"), FieldPanel("support")]
WORDS = [FieldPanel("language_table"), FieldPanel("glossary"), FieldPanel("facts")]
RULES = [
    _fields("Passing", "pass_mark_percent", "max_attempts_before_support", "validity_months"),
    _fields("Renewing", "due_soon_days", "new_starter_grace_days", "refresher_minutes", "refresher_pass_mark_percent"),
    _fields("Reading", "duration_minutes", "reading_age", "languages_wanted", "status"),
    _fields("Health", "professions", "level_contribution", "cpd_minutes", "participatory"),
]
PUBLISH = [
    ReadinessPanel(heading="Missing before publishing"),
    _fields("This version", "version_label", "is_material", "what_changed", "refresh_required_by"),
    _fields("Review", "reviewed_on"),
    FieldPanel("slug"),
    PublishingPanel(),
]

TABS = [
    ObjectList(ABOUT, heading="About"),
    ObjectList([FieldPanel("lessons")], heading="Lessons"),
    ObjectList([FieldPanel("scenarios")], heading="Scenarios"),
    ObjectList([FieldPanel("questions")], heading="Assessment"),
    ObjectList(REFRESHER, heading="Refresher"),
    ObjectList(LOCAL, heading="Local"),
    ObjectList(WORDS, heading="Words"),
    ObjectList(RULES, heading="Rules"),
    ObjectList(PUBLISH, heading="Publish"),
]


def lay_out() -> None:
    """Give the page its editor. Called when the room is ready, as panels look things up and models may not."""
    CoursePage.edit_handler = TabbedInterface(TABS, base_form_class=CoursePageForm)
