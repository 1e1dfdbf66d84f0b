"""Which language a passage is written in, and which ones a reader may choose."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag
def written_in(language: str) -> SafeString:
    """The `lang` and `dir` of a passage, where they are not the page's (WCAG 3.1.2); else nothing."""
    if language.partition("-")[0] == (get_language() or language).partition("-")[0]:
        return SafeString("")
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)
