"""At how many premises somebody is trained, and at how many on every shift. Premises are businesses: all is told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from certification.queries.status import population, with_status
from certification.rules.status import Status
from schemes.models import Premises, StaffLink
from schemes.queries.facts import COURSE
from schemes.queries.hotels import Reading, live_links


@dataclass(frozen=True)
class Trained:
    """Known premises by whether anybody there is trained: `some`, `none` of those somebody counted, `unknown`.

    `told_shifts` are those where somebody said on which shift they work; on every one of them somebody is trained at
    `every_shift` of these.
    """

    some: int
    none: int
    unknown: int
    told_shifts: int
    every_shift: int


def trained_at(premises: QuerySet[Premises], readings: Sequence[Reading], on: date) -> Trained:
    """Two reads beside the readings. Where nobody is known to be trained and nobody counted, it is unknown."""
    lacking = [each.coverage for each in readings if not each.coverage.live_current]
    known = sum(each.is_known for each in lacking)
    shifts = _shifts(premises, on)
    return Trained(
        some=len(readings) - len(lacking),
        none=known,
        unknown=len(lacking) - known,
        told_shifts=len(shifts),
        every_shift=sum(all(is_covered.values()) for is_covered in shifts.values()),
    )


def _shifts(premises: QuerySet[Premises], on: date) -> dict[int, dict[str, bool]]:
    """By premises, whether somebody trained is on each shift that live staff said they work on. Different shifts are
    one of their own, as on the champion's page.
    """
    posts = live_links(premises, on)
    duties = population(on).filter(assignment__in=posts, requirement__course__key=COURSE)
    current = with_status(duties, on).filter(status=Status.CURRENT.value).order_by()
    trained = set(current.values_list("assignment", flat=True))
    links = StaffLink.objects.filter(assignment__in=posts).exclude(shift="")
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for place, shift, post in links.values_list("assignment__organisation__premises", "shift", "assignment"):
        found[place][shift] = found[place].get(shift, False) or post in trained
    return found
