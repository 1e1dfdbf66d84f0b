"""What to do next about one person's training, in words. Pure but for translation: dates in, a sentence out."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from certification.queries.entitlement import LONGEST_EXPIRED_MONTHS
from certification.rules.status import Status
from common.dates import add_months

# Days after acceptance of office, and what falls to them (pack section 6.5).
MEMBER_STEPS = ((7, N_("invite")), (30, N_("reminder")), (60, N_("a word from you")), (90, N_("overdue")))
# Days before or after the licence or certificate ends (pack section 6.2).
GATE_STEPS = (90, 60, 30, 7)


def day(on: date) -> str:
    return date_format(on, "j F Y")


def for_anybody(status: Status, *, is_due_soon: bool, due_on: date, expires_on: date | None, on: date) -> str:
    """The next step for somebody in this status on `on`."""
    if status is Status.EXPIRED and expires_on:
        return _renewal(expires_on, on)
    if is_due_soon and expires_on:
        return _("Ask them to renew by %(day)s. Early renewal loses no time.") % {"day": day(expires_on)}
    return {
        Status.NEVER_STARTED: _("Ask them to start: the course has not been opened."),
        Status.OVERDUE_STARTED: _("They began and stopped: ask what is in the way."),
        Status.OVERDUE_FAILED: _("Offer support, such as a group session. Another reminder will not help."),
        Status.IN_GRACE: _("In time. To be done by %(day)s.") % {"day": day(due_on - timedelta(days=1))},
        Status.ON_LONG_LEAVE: _("Nothing now. They get time to catch up when they are back."),
        Status.EXEMPT: _("Nothing, while the exemption holds."),
    }.get(status, _("Nothing to do."))


def _renewal(expires_on: date, on: date) -> str:
    last = add_months(expires_on, LONGEST_EXPIRED_MONTHS)
    if last < on:
        return _("Ask them to take the course again: the refresher is no longer enough.")
    return _("Ask them to renew: until %(day)s the short refresher is enough.") % {"day": day(last)}


def for_a_driver(
    status: Status, *, is_due_soon: bool, due_on: date, expires_on: date | None, licence_ends_on: date, on: date
) -> str:
    """As for anybody, with the licence's end beside it. It informs: a person decides about a licence."""
    words = for_anybody(status, is_due_soon=is_due_soon, due_on=due_on, expires_on=expires_on, on=on)
    left = (licence_ends_on - on).days
    if 0 <= left <= GATE_STEPS[0] and status is not Status.CURRENT:
        return _("Licence ends in %(left)s days. %(words)s") % {"left": left, "words": words}
    if 0 <= left <= GATE_STEPS[0] and expires_on and expires_on < licence_ends_on:
        return _("Trained until %(until)s, but the licence renews on %(licence)s. Ask them to renew before then.") % {
            "until": day(expires_on),
            "licence": day(licence_ends_on),
        }
    return words


def for_a_member(
    status: Status,
    *,
    is_due_soon: bool,
    due_on: date,
    expires_on: date | None,
    accepted_on: date,
    is_panel: bool,
    on: date,
) -> str:
    """The step of the timeline that comes next, counted from acceptance of office."""
    if is_panel and status is not Status.CURRENT:
        return _("Keep off the licensing panel’s rota until trained.")
    if status is Status.IN_GRACE:
        return _timeline(accepted_on, on)
    if status in (Status.NEVER_STARTED, Status.OVERDUE_STARTED):
        return _("Speak to them. Counted, without a name, in the next report to group leaders and standards.")
    return for_anybody(status, is_due_soon=is_due_soon, due_on=due_on, expires_on=expires_on, on=on)


def _timeline(accepted_on: date, on: date) -> str:
    gone = (on - accepted_on).days
    number, words = next(((n, words) for n, words in MEMBER_STEPS if n >= gone), MEMBER_STEPS[-1])
    return _("Day %(gone)s. Next, on day %(number)s (%(day)s): %(words)s.") % {
        "gone": gone,
        "number": number,
        "day": day(accepted_on + timedelta(days=number)),
        "words": _(words),
    }
