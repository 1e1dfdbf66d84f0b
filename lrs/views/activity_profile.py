"""The activity profile resource: what is kept about an activity (1.0.3 Communication 2.7)."""

from lrs import scopes
from lrs.calls import Call
from lrs.models import Document
from lrs.views.documents import Owner, Shelf, required_activity
from lrs.views.gate import resource


def _owner(call: Call) -> Owner:
    return {"activity_key": required_activity(call)}


SHELF = Shelf(
    Document.Kind.ACTIVITY_PROFILE,
    "profileId",
    ("activityId",),
    _owner,
    scopes.TO_READ_PROFILE,
    scopes.TO_WRITE_PROFILE,
)
activity_profile = resource(SHELF.handlers())
