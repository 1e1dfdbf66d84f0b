"""What the CMS preview and the course's public page are made of."""

from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common import clock
from courses import queries
from courses.content import build_content
from courses.insert_values import InsertValues, Viewer
from courses.models import CoursePage
from courses.rendering import fill as fill_placeholders
from courses.rendering import render_blocks, reporting_card

register = template.Library()


@register.simple_tag
def course_content(page: CoursePage) -> dict[str, Any]:
    """What would be frozen from this page, with the partnership's inserts: {"content", "inserts", "card"}."""
    content = build_content(page)
    inserts = queries.inserts_for(course=page.course, area=None, viewer=Viewer.ROLE, on=clock.today())
    return {"content": content, "inserts": inserts, "card": reporting_card(content, inserts)}


@register.simple_tag
def course_public(page: CoursePage) -> dict[str, Any]:
    """What anybody may see of the partnership's inserts, and the reporting card made of them: {"inserts", "card"}."""
    inserts = queries.inserts_for(course=page.course, area=None, viewer=Viewer.PUBLIC, on=clock.today())
    rows = [line.block.frozen(line.value) for line in page.reporting_card]
    return {"inserts": inserts, "card": reporting_card({"reporting_card": rows}, inserts)}


@register.simple_tag
def drawing(course_key: str) -> SafeString:
    """The quiet drawing of a course, for the eye alone; nothing for a course that has none."""
    name = f"images/modules/{course_key}.svg"
    if not _is_drawn(name):
        return mark_safe("")
    return format_html('<img class="app-drawing" src="{}" alt="" width="400" height="180">', static(name))


@cache
def _is_drawn(name: str) -> bool:
    return finders.find(name) is not None


@register.filter
def fill(text: str, inserts: InsertValues) -> str:
    return fill_placeholders(text, inserts)


@register.simple_tag
def blocks(items: list[dict[str, Any]], inserts: InsertValues) -> str:
    return render_blocks(items, inserts)


@register.filter
def of_key(items: list[dict[str, Any]], mode: str) -> list[dict[str, Any]]:
    """The item a preview mode names; all of them when it names none."""
    return [item for item in items if item["key"] == mode] or items
