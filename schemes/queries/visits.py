"""Test visits as coordinator and premises may see them, and the sector's pass rate: never one hotel's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from schemes.models import Premises, TestVisit

FEWEST = 20  # visits, before a rate says anything of the sector and nothing of one hotel


def visits_of(premises: Premises, on: date) -> QuerySet[TestVisit]:
    return TestVisit.objects.filter(premises=premises, visited_on__lte=on).select_related("retest")


@dataclass(frozen=True)
class PassRate:
    """How many of the visits in a span were challenged. Without a rate where there were fewer than 20."""

    visits: int
    passed: int

    @property
    def percent(self) -> float | None:
        return self.passed * 100 / self.visits if self.visits >= FEWEST else None


def sector_pass_rate(since: date, until: date) -> PassRate:
    """Over all premises, from `since` to `until`, both inclusive."""
    found = list(TestVisit.objects.filter(visited_on__range=(since, until)).values_list("outcome", flat=True))
    return PassRate(len(found), sum(outcome != TestVisit.Outcome.NOT_CHALLENGED for outcome in found))
