"""Hotel Watch on a day: each premises' standing and coverage, and the sector's, read from rows.

    sector(on, area=None) -> Sector      known, counted, unknown, grades, states, declared, capped current, coverage,
                                         reach
    readings(premises, on) -> [Reading]  one for each premises

Who of our own links is current on the day is asked of `certification.queries.status`; never of a stored status.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from certification.queries.status import population, with_status
from certification.rules.status import Status
from common.dates import add_months
from partnership.models import Area, Assignment, open_on
from schemes.models import Premises, StaffConfirmation
from schemes.queries.facts import COURSE, facts_of, staff_of
from schemes.rules.coverage import FRESH_DAYS, Coverage, Grade, timeline
from schemes.rules.facts import PremisesFacts, State
from schemes.rules.life import Standing, standing_on

TARGET_PERCENT = 80  # of declared staff, in active premises (pack section 3.6)


@dataclass(frozen=True)
class Reading:
    """One premises on a day."""

    premises: Premises
    standing: Standing
    coverage: Coverage
    facts: PremisesFacts

    @property
    def state(self) -> State:
        return self.standing.state


@dataclass(frozen=True)
class Sector:
    """All known premises on a day. `coverage` is in percent, unrounded; None where nobody declared anything."""

    on: date
    known: int
    grades: Mapping[Grade, int]
    states: Mapping[State, int]
    declared: int
    capped_current: int
    over_declared: int

    @property
    def counted(self) -> int:
        """Premises whose headcount is known: grades A to C."""
        return self.known - self.unknown

    @property
    def unknown(self) -> int:
        return self.grades.get(Grade.D, 0)

    @property
    def coverage(self) -> float | None:
        return self.capped_current * 100 / self.declared if self.declared else None

    @property
    def reach(self) -> float | None:
        """Active ÷ known premises, in percent."""
        return self.states.get(State.ACTIVE, 0) * 100 / self.known if self.known else None


def known_premises(on: date, *, area: Area | None = None) -> QuerySet[Premises]:
    """The premises known on `on`. One that closes leaves the list from the month of its closure (pack case 19)."""
    next_month = add_months(on.replace(day=1), 1)
    known = Premises.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=next_month), known_from__lte=on)
    if area is not None:
        known = known.filter(Q(organisation__area=area) | Q(organisation__area__parent=area))
    return known.select_related("organisation__area")


def sector(on: date, *, area: Area | None = None) -> Sector:
    """The sector's figures on `on`; an area takes in the areas right below it."""
    return summed(readings(known_premises(on, area=area), on), on)


def summed(found: list[Reading], on: date) -> Sector:
    counted = [each.coverage for each in found if each.coverage.is_known]
    return Sector(
        on=on,
        known=len(found),
        grades=Counter(each.coverage.grade for each in found),
        states=Counter(each.state for each in found),
        declared=sum(each.headcount or 0 for each in counted),
        capped_current=sum(each.capped for each in counted),
        over_declared=sum(each.is_over_declared for each in counted),
    )


def readings(premises: QuerySet[Premises], on: date) -> list[Reading]:
    """Standing and coverage of each premises on `on`, in the order of the query."""
    if not premises:
        return []
    facts = facts_of(premises)
    own = live_and_current(premises, on)
    return [_reading(row, facts[row.pk], own[row.pk], on) for row in premises]


def _reading(premises: Premises, facts: PremisesFacts, own: int, on: date) -> Reading:
    told = timeline(facts)
    return Reading(premises, standing_on(facts, on, told), told.on(on, own=own), facts)


def live_and_current(premises: QuerySet[Premises], on: date) -> Counter[int]:
    """By premises id, how many of its live staff links are current on `on`."""
    live = live_links(premises, on)
    duties = population(on).filter(assignment__in=live, requirement__course__key=COURSE)
    current = with_status(duties, on).filter(status=Status.CURRENT.value).order_by()
    posts = set(current.values_list("assignment_id", "assignment__organisation__premises"))
    return Counter(place for _, place in posts)


def live_links(premises: QuerySet[Premises], on: date) -> QuerySet[Assignment]:
    """Posts open on `on` whose holder joined or was confirmed within 100 days before.

    Where a roster feeds us, all open ones.
    """
    since = on - timedelta(days=FRESH_DAYS)
    confirmed = StaffConfirmation.objects.filter(confirmed_on__range=(since, on)).values("assignment")
    fed = Premises.objects.filter(open_on(on, start="roster_feed_from", end="roster_feed_until"))
    return staff_of(premises).filter(
        Q(starts_on__gte=since) | Q(pk__in=confirmed) | Q(organisation__premises__in=fed), open_on(on)
    )
