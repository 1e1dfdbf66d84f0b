"""How the course editor is laid out: one tab for each part of the work."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.admin.ui.components import Component

from common import clock
from courses.content import build_content
from courses.format import check
from courses.forms import CoursePageForm
from courses.models import CoursePage, LocalInsert
from courses.pages import course_of
from courses.queries import missing_by_area

STALE_AFTER = timedelta(days=365)


class CoursesHome(Component):
    """The CMS home's own part: the courses to edit, what one comes here for, and inserts nobody checked for a year."""

    name = "courses"
    order = 50
    template_name = "courses/panels/home.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        stale = LocalInsert.objects.newest().filter(checked_on__lt=clock.today() - STALE_AFTER)
        return {
            "pages": CoursePage.objects.order_by("title"),
            "stale": stale.select_related("area").order_by("checked_on")[:20],
            "guide_url": reverse("authors_guide"),
            "inserts_url": reverse(LocalInsert.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
        }


class ReadinessPanel(Panel):
    """What is still missing before publishing: the course's own problems, and local inserts area by area."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/panels/readiness.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            page = self.instance
            context: dict[str, Any] = super().get_context_data(parent_context)
            if page.pk and page.course_id:
                content = build_content(page)
                context["problems"] = check(course_of(page))
                context["areas"] = missing_by_area(page.course, on=clock.today(), content=content)
            return context


def _fields(heading: str, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


ABOUT = [
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
