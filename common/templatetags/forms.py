"""A form made ready for the components: `{% look field as control %}` and `{% problems form as errors %}`."""

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from common.forms import Control, Error, control, error_list

register = template.Library()


@register.simple_tag
def look(field: BoundField, hint: str = "", width: str = "", autocomplete: str = "") -> Control:
    return control(field, hint=hint, width=width, autocomplete=autocomplete)


@register.simple_tag
def problems(form: BaseForm) -> list[Error]:
    """What is wrong with a form, for the error summary."""
    return error_list(form)
