"""What this room adds to the CMS: local inserts, the registry of courses, and a word about unfinished drafts."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet
from wagtail.utils.version import get_main_version

from common import clock
from courses import services
from courses.format import check
from courses.forms import LocalInsertForm
from courses.listing import COLUMNS, LocalInsertFilters
from courses.models import Course, CoursePage, LocalInsert
from courses.pages import course_of
from courses.panels import CoursesHome
from courses.permissions import KeptRows
from courses.readiness import areas_missing, said_of

SHOWN = 5


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
    list_display = COLUMNS
    filterset_class = LocalInsertFilters
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


WAGTAILS_OWN_HELP = {"editor-guide", f"whats-new-in-wagtail-{get_main_version(include_patch=False)}"}


@hooks.register("construct_help_menu")
def our_guide_first(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """The guide for authors of courses, in the place of what leads away to Wagtail's own pages."""
    kept = [item for item in menu_items if item.name not in WAGTAILS_OWN_HELP]
    guide = MenuItem(_("Guide for authors"), reverse("authors_guide"), icon_name="help", name="authors-guide", order=1)
    menu_items[:] = [guide, *kept]


def authors_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/guide.html")


def say_what_is_unfinished(request: HttpRequest, page: Any) -> None:
    """After a draft is saved: what stands between it and publishing, in plain words."""
    if not isinstance(page, CoursePage) or "action-publish" in request.POST:
        return
    reasons = [problem.reason for problem in check(course_of(page))]
    if not page.live:
        reasons += [said_of(place) for place in areas_missing(page, on=clock.today())]
    if reasons:
        messages.warning(request, _unfinished(reasons))


def _unfinished(reasons: list[str]) -> str:
    rows = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons[:SHOWN]))
    rest = len(reasons) - SHOWN
    more = ngettext("and %(count)d more, on the Publish tab", "and %(count)d more, on the Publish tab", rest)
    tail = format_html("<li>{}</li>", more % {"count": rest}) if rest > 0 else ""
    return format_html("{}<ul>{}{}</ul>", _("Your draft is saved. Before it can be published:"), rows, tail)


for moment in ("after_create_page", "after_edit_page"):
    hooks.register(moment, say_what_is_unfinished)
