"""Figures as people read them."""

from django import template
from django.utils.translation import gettext as _

from reporting.queries import Band

register = template.Library()

KINDS = {Band.MET: "current", Band.NEAR: "due-soon", Band.BELOW: "overdue", Band.NOBODY: "unknown"}
COLOURS = {Band.MET: "#1c6b3f", Band.NEAR: "#c2410c", Band.BELOW: "#b3261e", Band.NOBODY: "#4b5a63"}


@register.filter
def share(value: float | str | None) -> str:
    """A share in whole percent, or the words that stand for it."""
    if value is None:
        return _("No one in scope")
    return value if isinstance(value, str) else f"{int(value + 0.5)}%"


@register.filter
def band_kind(band: Band) -> str:
    return KINDS[band]


@register.filter
def band_colour(band: Band) -> str:
    return COLOURS[band]


@register.filter
def unlocalised(number: float) -> str:
    """A number as SVG writes it, with a point whatever the language."""
    return f"{number:g}"
