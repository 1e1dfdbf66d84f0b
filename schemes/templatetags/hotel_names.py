"""Names as far as Hotel Watch may show them."""

from django import template
from django.utils.translation import gettext as _

from partnership.models import Person
from partnership.permissions import first_name_and_initial

register = template.Library()


@register.filter
def short_name(person: Person) -> str:
    """First name and initial."""
    return _("Name not listed") if person.do_not_list else first_name_and_initial(person.display_name)
