"""The groups furthest below target, and what is under way for each. Leaders are told no small number of people."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.reach import Reach
from reporting.guard import is_small
from reporting.queries import Band, Coverage, Row, View
from reporting.queries.doing import LOOKED_BACK_DAYS
from reporting.queries.efforts import Effort, efforts_for
from reporting.tables import worst_first
from reporting.words import gap_words

MOST = 3


@dataclass(frozen=True)
class Worst:
    """A group, how far below its target it is, and what is under way, as a sentence."""

    name: str
    gap: str
    words: str


def worst_groups(figures: Coverage, *, at: datetime, reach: Reach | None) -> list[Worst]:
    """At most three, worst first; none where all that can be shown have met their targets."""
    rows = [row for row in worst_first(figures) if row.band in (Band.NEAR, Band.BELOW)][:MOST]
    if not rows:
        return []
    found = efforts_for([row.group.pk for row in rows], on=figures.on, at=at, reach=reach)
    return [_worst(row, found[row.group.pk], figures.view) for row in rows]


def _worst(row: Row, effort: Effort, view: View) -> Worst:
    return Worst(row.group.name, gap_words(row.gap, row.band), _words(row, effort, view))


def _words(row: Row, effort: Effort, view: View) -> str:
    if not effort.reminded and not effort.sessions:
        return _("Nothing recorded is under way for them.")
    return f"{_reminded(row, effort, view)} {_sessions(effort.sessions)}"


def _reminded(row: Row, effort: Effort, view: View) -> str:
    """Of a small group a leader is told that some were reminded, or that nobody was, and never how many."""
    words = {"number": f"{effort.reminded:,}", "people": f"{effort.people:,}", "days": LOOKED_BACK_DAYS}
    if not effort.reminded:
        return _("No reminder went to anybody there in the last %(days)s days.") % words
    if view is View.LEADERS and (row.shown.is_collapsed or is_small(effort.reminded, effort.people)):
        return _("Reminders went to some of them in the last %(days)s days.") % words
    return _("Reminders went to %(number)s of %(people)s people there in the last %(days)s days.") % words


def _sessions(number: int) -> str:
    if not number:
        return _("No session is planned for their course.")
    words = ngettext(
        "%(number)s session is planned for their course.",
        "%(number)s sessions are planned for their course.",
        number,
    )
    return words % {"number": number}
