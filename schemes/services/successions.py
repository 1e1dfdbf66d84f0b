"""When an authority or council is followed by another: its licences and sessions go on with the successor."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from partnership.models import Succession
from schemes.models import Licence, Session

CHUNK = 500


def follow_successors(*, on: date) -> None:
    """From a merger's day the licences are the successor's, with the work that goes on there. Safe to repeat.

    Two councils may have given out one number on one day. The second such licence keeps its old authority, until the
    new register gives it another number.
    """
    for succession in Succession.objects.filter(on__lte=on):
        while _move_licences(succession):
            pass
        coming = Session.objects.filter(organisation=succession.predecessor_id, held_on__gte=succession.on)
        coming.update(organisation=succession.successor_id)


def _move_licences(succession: Succession) -> int:
    taken = Licence.objects.filter(
        authority=succession.successor_id, number=OuterRef("number"), issued_on=OuterRef("issued_on")
    )
    with transaction.atomic():
        left = Licence.objects.select_for_update(of=("self",)).filter(authority=succession.predecessor_id)
        found = list(left.exclude(Exists(taken)).select_related("assignment__continued_by").order_by("pk")[:CHUNK])
        for licence in found:
            licence.authority_id = succession.successor_id
            licence.assignment = getattr(licence.assignment, "continued_by", licence.assignment)
        Licence.objects.bulk_update(found, ["authority", "assignment"])
    return len(found)
