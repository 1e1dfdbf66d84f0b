"""The human route for somebody who is stuck: who to speak to, as far as anybody has told us. Never nobody."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from courses.contacts import dialable
from learning.models import Attempt
from learning.queries.local import Local
from partnership.models import AccessGrant, open_on

# What an area may write for it, first that exists. The second is asked for by the drivers' course anyway.
CONTACT_KEYS = ("training_contact", "licensing_contact")
HELPERS = (
    AccessGrant.Kind.TRAINING_LEAD,
    AccessGrant.Kind.LICENSING_OFFICER,
    AccessGrant.Kind.DEMOCRATIC_SERVICES,
    AccessGrant.Kind.CHAMPION,
    AccessGrant.Kind.OPERATOR_MANAGER,
)
MOST_SHOWN = 3


@dataclass(frozen=True)
class HumanRoute:
    """`contact` is the area's own words with numbers one can dial; `emails` are the work addresses of those who look
    after training where this person works; `organisation` asked for the course. Any of them may be empty.
    """

    contact: SafeString
    organisation: str
    emails: tuple[str, ...]


def human_route(attempt: Attempt, local: Local, *, on: date) -> HumanRoute:
    """At most three queries, and only for who needs help."""
    written = next((value for key in CONTACT_KEYS if (value := local.values.shown(key))), None)
    contact = mark_safe(dialable(local.fill(written.value))) if written else SafeString("")  # noqa: S308 - filled text is escaped
    if attempt.assignment is None:
        return HumanRoute(contact, "", ())
    organisation = attempt.assignment.organisation
    held = AccessGrant.objects.filter(open_on(on), organisation=organisation, kind__in=HELPERS, user__is_active=True)
    emails = held.order_by("pk").values_list("user__email", flat=True).distinct()[:MOST_SHOWN]
    return HumanRoute(contact, organisation.name, tuple(email for email in emails if email))
