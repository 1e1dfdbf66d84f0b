"""Status words as people read them, with the tag that goes with each. The order and the names are the pack's, section
3.2.
"""

from django import template
from django.utils.translation import gettext as _

from certification.rules.status import Status

register = template.Library()

WORDS = {
    Status.NOT_IN_SCOPE: ("Not in scope", "unknown"),
    Status.EXEMPT: ("Exempt", "exempt"),
    Status.ON_LONG_LEAVE: ("On long leave", "leave"),
    Status.CURRENT: ("Current", "current"),
    Status.IN_GRACE: ("In grace", "in-grace"),
    Status.EXPIRED: ("Expired", "expired"),
    Status.OVERDUE_FAILED: ("Overdue: not passed yet", "overdue"),
    Status.OVERDUE_STARTED: ("Overdue: started", "overdue"),
    Status.NEVER_STARTED: ("Overdue: not started", "never"),
}
# To the learner themselves, where the word in the figures would puzzle or alarm.
OWN_WORDS = {
    Status.EXEMPT: "Not asked of you for now",
    Status.ON_LONG_LEAVE: "Waits until you are back",
    Status.CURRENT: "Trained",
    Status.IN_GRACE: "To do",
    Status.EXPIRED: "To renew",
}
REASONS = {
    "content_changed": "The course has changed, so it asks you to come back sooner.",
    "new_term": "A new term of office began, and the last pass was some time ago.",
    "early_renewal": "You renewed early and lost no time.",
    "back_from_leave": "You are back from leave, and have time to catch up.",
    "licence_aligned": "It has to be current on the day your licence ends.",
    "equivalence_pending": "A claim for earlier training is being looked at.",
}


@register.simple_tag
def status_words(status: str, is_due_soon: bool = False) -> str:
    return _("Due soon") if is_due_soon else _(WORDS[Status(status)][0])


@register.simple_tag
def own_status_words(status: str, is_due_soon: bool = False) -> str:
    """A status as its own learner reads it."""
    own = OWN_WORDS.get(Status(status))
    return _(own) if own and not is_due_soon else status_words(status, is_due_soon)


@register.simple_tag
def status_kind(status: str, is_due_soon: bool = False) -> str:
    return "due-soon" if is_due_soon else WORDS[Status(status)][1]


@register.filter
def reason_words(reason: str) -> str:
    return _(REASONS[reason]) if reason in REASONS else ""
