"""Who may see which figures: leaders the suppressed whole, leads the whole numbers of the posts they look after."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from accounts.models import User
from partnership.permissions import access_of
from partnership.reach import Reach
from reporting.queries import View


@dataclass(frozen=True)
class Sight:
    """What one user's board shows: the view and, for a lead, the posts it is limited to."""

    view: View
    reach: Reach | None = None


def sight_of(user: User, *, on: date) -> Sight:
    """What this user may see of the figures on `on`; 404 for anybody without a grant.

    Somebody who is both a lead and a leader sees the leaders' page: mixing the two would undo the suppression.
    """
    access = access_of(user, on=on)
    if access.sees_aggregates():
        return Sight(View.LEADERS)
    own = access.operational()
    if not own:
        raise Http404
    return Sight(View.OPERATIONAL, own)
