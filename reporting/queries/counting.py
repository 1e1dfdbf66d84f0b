"""Assignments counted by status on a day, from rows, by two statements."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db.models import Count, Q, QuerySet

from certification.models import CoverPeriod, Obligation
from certification.queries.status import population, with_status
from certification.rules.status import Status
from partnership.models import Organisation
from partnership.queries import organisation_tree, role_groups_on
from partnership.reach import Reach
from reporting.counts import FIELDS, Counts, total
from reporting.models import Group

Place = tuple[int, int]  # a group's id and an organisation's


def counts_by_place(on: date, reach: Reach | None = None) -> dict[Place, Counts]:
    """Counts by group and organisation. The database counts by role; the fold into groups is by that day's trees."""
    obligations = population(on)
    if reach is not None:
        obligations = obligations.filter(reach.q("assignment__"))
    index = _group_index(on)
    tallies: dict[Place, Counter[str]] = {}
    for *place, status, number in [*_by_status(obligations, on), *_due_soon(obligations, on)]:
        group = index.get((place[0], place[1]))
        if group is not None:
            tallies.setdefault((group, place[1]), Counter())[status] += number
    return {place: Counts(**{name: tally[name] for name in FIELDS}) for place, tally in tallies.items()}


AWAY = (Status.EXEMPT.value, Status.ON_LONG_LEAVE.value)
KEYS = ("assignment__role", "assignment__organisation")


def _by_status(obligations: QuerySet[Obligation], on: date) -> list[tuple]:
    counted = with_status(obligations, on).order_by().values_list(*KEYS, "status")
    return list(counted.annotate(n=Count("pk")))


def _due_soon(obligations: QuerySet[Obligation], on: date) -> list[tuple]:
    """Counted apart, and only where some cover is near its end: asked of every row, it would double the work."""
    near = CoverPeriod.objects.filter(starts_on__lte=on, ends_on__gte=on, due_soon_from__lte=on)
    due = with_status(obligations.filter(pk__in=near.values("obligation")), on).filter(is_due_soon=True)
    counted = due.order_by().values_list(*KEYS).annotate(n=Count("pk"))
    return [(role, organisation, "due_soon", number) for role, organisation, number in counted]


def counts_by_group(on: date, reach: Reach | None = None) -> dict[int, Counts]:
    """Counts by group id, whatever the organisation."""
    return by_group(counts_by_place(on, reach))


def by_group(counts: Mapping[Place, Counts]) -> dict[int, Counts]:
    """The same counts with organisations added up."""
    found: dict[int, list[Counts]] = {}
    for (group, _organisation), each in counts.items():
        found.setdefault(group, []).append(each)
    return {group: total(each) for group, each in found.items()}


def _group_index(on: date) -> dict[tuple[int, int], int]:
    """Which group a (role, organisation) pair was counted in on a day; the first in order of position wins."""
    everywhere = set(Organisation.objects.values_list("pk", flat=True))
    tree, roles = organisation_tree(), _roles_by_group(on)
    index: dict[tuple[int, int], int] = {}
    for group in Group.objects.prefetch_related("role_groups"):
        places: Iterable[int] = tree.below_on([group.organisation_id], on) if group.organisation_id else everywhere
        for role_group in group.role_groups.all():
            for pair in product(roles[role_group.pk], places):
                index.setdefault(pair, group.pk)
    return index


def pairs_counted(groups: Container[int], on: date) -> dict[tuple[int, int], int]:
    """The (role, organisation) pairs that some groups count on a day, each with its group's id."""
    return {pair: group for pair, group in _group_index(on).items() if group in groups}


def counted_in(group: Group, on: date) -> Q:
    """The obligations that a group counts on a day: of its roles and organisations that no group before it has."""
    places: dict[int, set[int]] = defaultdict(set)
    for role, organisation in pairs_counted([group.pk], on):
        places[role].add(organisation)
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for role, held in places.items():
        alike[frozenset(held)].append(role)
    found = Q(pk__in=[])
    for organisations, roles in alike.items():
        found |= Q(assignment__role__in=roles, assignment__organisation__in=organisations)
    return found


def _roles_by_group(on: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for role, group in role_groups_on(on).items():
        found[group].append(role)
    return found


@dataclass(frozen=True)
class People:
    """Distinct people, however many rows each is in (pack section 3.3): never the sum of the rows.

    `in_scope` are held to a training on the day; `trained` of them hold a current certificate for it, or for one of
    them.
    """

    in_scope: int
    trained: int

    @property
    def not_trained(self) -> int:
        return self.in_scope - self.trained


def people_counted(on: date, reach: Reach | None = None) -> People:
    """One read, folded here: counted by the database, each of the two numbers would ask the status of every row."""
    obligations = population(on)
    if reach is not None:
        obligations = obligations.filter(reach.q("assignment__"))
    rows = with_status(obligations, on).order_by().values_list("assignment__person", "status").distinct()
    in_scope: set[int] = set()
    trained: set[int] = set()
    for person, status in rows.iterator():
        if status not in AWAY:
            in_scope.add(person)
        if status == Status.CURRENT.value:
            trained.add(person)
    return People(len(in_scope), len(trained))
