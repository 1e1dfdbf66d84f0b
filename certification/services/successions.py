"""After a merger: who was exempt stays so in the same work at the successor."""

from datetime import date

from django.db import transaction
from django.db.models import F

from certification.models import Exemption
from certification.services.facts import refresh
from partnership.models import Succession


def follow_successors(*, on: date) -> int:
    """Continue the exemptions that are not over on a merger's day; returns how many. Safe to repeat."""
    due = Succession.objects.filter(on__lte=on).values("predecessor")
    going_on = Exemption.objects.filter(
        assignment__organisation__in=due,
        assignment__continued_by__isnull=False,
        ends_on__gte=F("assignment__continued_by__starts_on"),
    )
    made = [each for exemption in going_on.select_related("assignment__continued_by") if (each := _continue(exemption))]
    if made:
        refresh(person_ids=[each.assignment.person_id for each in made])
    return len(made)


def _continue(exemption: Exemption) -> Exemption | None:
    after = exemption.assignment.continued_by
    with transaction.atomic():
        found, is_new = Exemption.objects.get_or_create(
            assignment=after,
            course_id=exemption.course_id,
            reason=exemption.reason,
            ends_on=exemption.ends_on,
            defaults={
                "starts_on": max(exemption.starts_on, after.starts_on),
                "approved_by_id": exemption.approved_by_id,
            },
        )
    return found if is_new else None
