"""A share and a gap as people read them, the same in tile, chart, table and file."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.queries import Band
from reporting.queries.board import NEAR_POINTS


def share_words(shown: float | str | None, band: Band, target_percent: int) -> str:
    """A share in whole percent, or the words that stand for it; one that only rounds up to its target says so, or it
    would read as met.
    """
    if shown is None:
        return _("No one in scope")
    if isinstance(shown, str):
        return shown
    whole = int(shown + 0.5)
    if band in (Band.NEAR, Band.BELOW) and whole >= target_percent:
        return _("just under %(target)d%%") % {"target": target_percent}
    return f"{whole}%"


def gap_words(gap: float | None, band: Band) -> str:
    """Against the target; a dash where no exact coverage may be shown."""
    if gap is None:
        return "–"
    if band is Band.MET:
        return _("met")
    if gap < 1:
        return _("less than a point below")
    points = int(gap + 0.5)
    if band is Band.BELOW and points <= NEAR_POINTS:
        return _("just over %(n)s points below") % {"n": NEAR_POINTS}
    return ngettext("%(n)s point below", "%(n)s points below", points) % {"n": points}
