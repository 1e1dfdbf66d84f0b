"""What this room adds to the CMS: local inserts, the registry of courses, and a word about unfinished drafts."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from common import clock
from courses import services
from courses.format import check
from courses.forms import LocalInsertForm
from courses.models import Course, CoursePage, LocalInsert
from courses.pages import course_of
from courses.panels import CoursesHome
from courses.permissions import KeptRows

SHOWN = 5
SEEN_BY = {"public": "Anyone", "verified": "Matched people", "role": "Roles of the course"}


class LocalInsertCreateView(CreateView):
    def save_instance(self) -> LocalInsert:
        return _write(self.form, self.request)


class LocalInsertEditView(EditView):
    """Editing writes a new row from today on; the old one stays as it was."""

    def save_instance(self) -> LocalInsert:
        return _write(self.form, self.request)


def _write(form: LocalInsertForm, request: HttpRequest) -> LocalInsert:
    return services.write_insert(**form.cleaned_data, on=clock.today(), by=request.user)  # type: ignore[arg-type]  # signed in: the CMS asks


class LocalInsertViewSet(SnippetViewSet):
    model = LocalInsert
    icon = "globe"
    menu_label = "Local inserts"
    menu_order = 250
    add_to_admin_menu = True
    list_display = (
        "key",
        Column("place", label="Area", accessor=lambda row: row.area or _("Whole partnership")),
        Column("courses", label="Course", accessor=lambda row: row.course or _("All courses")),
        Column("words", label="Value", accessor=lambda row: Truncator(row.value).chars(90)),
        Column("seen_by", label="Seen by", accessor=lambda row: SEEN_BY[row.visible_to]),
        Column("checked", label="Checked", accessor=lambda row: date_format(row.checked_on, "j F Y")),
    )
    list_filter = ("area", "course", "visible_to")
    list_per_page = 100
    search_fields = ("key", "value", "owner")
    copy_view_enabled = False
    add_view_class = LocalInsertCreateView
    edit_view_class = LocalInsertEditView

    @property
    def permission_policy(self) -> KeptRows:
        return KeptRows(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LocalInsert]:
        return LocalInsert.objects.newest().select_related("area", "course")

    def get_form_class(self, for_update: bool = False) -> type[LocalInsertForm]:
        return LocalInsertForm


class CourseViewSet(SnippetViewSet):
    """The registry: a new course starts here, and a course given by somebody else is only here."""

    model = Course
    icon = "list-ul"
    menu_label = "Course registry"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ("key", "short_title", "provider")
    search_fields = ("key", "title", "provider")
    copy_view_enabled = False


register_snippet(LocalInsertViewSet)
register_snippet(CourseViewSet)


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("construct_homepage_panels")
def courses_first(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(CoursesHome())


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("guide/", authors_guide, name="authors_guide")]


def authors_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/guide.html")


def say_what_is_unfinished(request: HttpRequest, page: Any) -> None:
    """After a draft is saved: what stands between it and publishing, in plain words. Autosave stays quiet."""
    if not isinstance(page, CoursePage) or "action-publish" in request.POST or not request.accepts("text/html"):
        return
    problems = check(course_of(page))
    if problems:
        messages.warning(request, _unfinished([problem.reason for problem in problems]))


def _unfinished(reasons: list[str]) -> str:
    rows = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons[:SHOWN]))
    rest = len(reasons) - SHOWN
    more = ngettext("and %(count)d more, on the Publish tab", "and %(count)d more, on the Publish tab", rest)
    tail = format_html("<li>{}</li>", more % {"count": rest}) if rest > 0 else ""
    return format_html("{}<ul>{}{}</ul>", _("Your draft is saved. Before it can be published:"), rows, tail)


for moment in ("after_create_page", "after_edit_page"):
    hooks.register(moment, say_what_is_unfinished)
