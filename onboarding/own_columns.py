"""The two columns that our file of rejected rows has before the sender's own, known when it comes back and not read."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

OWN = (_("Line"), _("Why it was rejected"))


def own_headings() -> frozenset[str]:
    """Both headings in every language in which a page may have written them."""
    found: set[str] = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {str(heading) for heading in OWN}
    return frozenset(found)


def senders_columns(head: Iterable[str]) -> list[str]:
    """A file's head without the columns that we put there ourselves."""
    own = own_headings()
    return [column for column in head if column not in own]
