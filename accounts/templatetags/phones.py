"""Numbers as people read them."""

from django import template

from accounts.phones import as_read

register = template.Library()


@register.filter
def readable(number: str) -> str:
    """ "+447700900123" → "07700 900 123"."""
    return as_read(number or "")
