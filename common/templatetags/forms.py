"""`{% look field ... as control %}`: a bound field made ready for the field component."""

from django import template
from django.forms.boundfield import BoundField

from common.forms import Control, control

register = template.Library()


@register.simple_tag
def look(field: BoundField, hint: str = "", width: str = "", autocomplete: str = "") -> Control:
    return control(field, hint=hint, width=width, autocomplete=autocomplete)
