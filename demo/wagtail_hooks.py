"""What to try, on the first screen of those who begin in the CMS."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from demo.trying import box


class ThingsToTry(Component):
    """A panel with the box of things to try; nothing where there is none."""

    order = 10

    def render_html(self, parent_context: Any = None) -> SafeString:
        request = parent_context["request"]
        found = box(request)
        return render_to_string("demo/things_in_cms.html", {"box": found}, request) if found else SafeString("")


@hooks.register("construct_homepage_panels")
def add_things_to_try(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, ThingsToTry())
