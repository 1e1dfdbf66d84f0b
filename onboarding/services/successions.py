"""When an authority or employer is followed by another: its doors, claims and list entries go on with the successor."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from onboarding.models import LicenceCheckKey, Poster, Registration, RosterEntry, Suggestion
from partnership.models import Succession

CHUNK = 500


def follow_successors(*, on: date) -> None:
    """From a merger's day posters, keys, claims and what lists said are the successor's. Safe to repeat.

    What the successor has under the same key already stays where it was.
    """
    for succession in Succession.objects.filter(on__lte=on):
        old, new = succession.predecessor_id, succession.successor_id
        Poster.objects.filter(authority=old).update(authority=new)
        LicenceCheckKey.objects.filter(authority=old).update(authority=new)
        Suggestion.objects.filter(organisation=old, decided_at=None).update(organisation=new)
        while _move(Registration.objects.filter(authority=old), "authority", new, ("person", "number_key")):
            pass
        while _move(RosterEntry.objects.filter(organisation=old), "organisation", new, ("kind", "key", "subkey")):
            pass


def _move(rows: QuerySet[Model], owner: str, new: int, key: tuple[str, ...]) -> int:
    """Give some rows to the successor, each with the assignment that goes on there."""
    taken = rows.model._default_manager.filter(**{owner: new, **{name: OuterRef(name) for name in key}})
    with transaction.atomic():
        left = rows.exclude(Exists(taken)).select_for_update(of=("self",))
        found = list(left.select_related("assignment__continued_by").order_by("pk")[:CHUNK])
        for row in found:
            setattr(row, f"{owner}_id", new)
            row.assignment = getattr(row.assignment, "continued_by", row.assignment)  # type: ignore[attr-defined]  # both have one
        rows.model._default_manager.bulk_update(found, [owner, "assignment"])
    return len(found)
