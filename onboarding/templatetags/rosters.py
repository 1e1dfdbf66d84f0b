"""Addresses of the pages before and after one, with its filter kept."""

from urllib.parse import urlencode

from django import template
from django.core.paginator import Page

register = template.Library()


@register.simple_tag
def pages_of(page: Page, chosen: str = "") -> dict[str, str]:
    """{previous, next}; "" where there is none."""
    return {
        "previous": _address(page.previous_page_number(), chosen) if page.has_previous() else "",
        "next": _address(page.next_page_number(), chosen) if page.has_next() else "",
    }


def _address(number: int, chosen: str) -> str:
    return "?" + urlencode({"page": number, **({"result": chosen} if chosen else {})})
