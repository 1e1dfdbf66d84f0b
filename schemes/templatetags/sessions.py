"""Words about facilitated sessions."""

from django import template

from schemes.forms.sessions import LANGUAGES

register = template.Library()


@register.filter
def language_words(code: str) -> str:
    """The language of a session by its name; a code that nobody offers stays as it is."""
    return str(dict(LANGUAGES).get(code, code))
