"""What was kept of month ends, and where the rows tell another story since."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet, Sum

from certification.models import Requirement
from partnership.models import Assignment, open_on
from partnership.queries import role_groups
from partnership.reach import Part, Reach
from reporting.counts import FIELDS, Counts
from reporting.models import Cell, Group, Snapshot
from reporting.queries.counting import Place, counts_by_place

STATUS_RULE = 1  # goes up when certification.rules.status changes what a status means


def in_force(before: date, number: int) -> list[Snapshot]:
    """The newest snapshots of days before `before`, oldest first; of a restated day the newest alone."""
    standing = Snapshot.objects.filter(replaced_by=None, on__lt=before).order_by("-on")
    return list(standing.select_related("replaces")[:number])[::-1]


def counts_kept(snapshots: Iterable[Snapshot], reach: Reach | None) -> dict[int, dict[int, Counts]]:
    """Counts by group id, by snapshot id; `reach` limits them to cells that count its posts and no others. One read,
    and four more where a reach is of some contracts.
    """
    cells: QuerySet[Cell] = Cell.objects.filter(snapshot__in=list(snapshots))
    if reach is not None:
        cells = cells.filter(_cells_of(reach))
    sums = {f"sum_of_{name}": Sum(name) for name in FIELDS}
    found: dict[int, dict[int, Counts]] = {}
    for snapshot, group, *numbers in cells.order_by().values_list("snapshot", "group").annotate(**sums):
        found.setdefault(snapshot, {})[group] = Counts(**dict(zip(FIELDS, numbers, strict=True)))
    return found


def _cells_of(reach: Reach) -> Q:
    """A cell says how many, and not under which contracts. So where a reach is of some contracts only, a cell that
    counts none of its posts is left out, and a role group of which a cell counts others too has no line: a part of it
    would not be what the board shows of today.
    """
    own = Q(organisation__in=reach.organisations)
    limited = [part for part in reach.parts if part.contracts is not None]
    if not limited:
        return own
    inside, outside = _places_of(limited)
    mixed = {group for group, _place in inside & outside}
    own &= ~Q(group__in=Group.objects.filter(tile__groups__in=mixed))
    for place in {place for _group, place in outside}:
        own &= ~Q(organisation=place, group__in=[group for group, at in outside - inside if at == place])
    return own


def _places_of(parts: Iterable[Part]) -> tuple[set[Place], set[Place]]:
    """Where posts of these organisations are counted, on whatever day: those under the parts' contracts, and others."""
    groups = _groups_by_role()
    inside: set[Place] = set()
    outside: set[Place] = set()
    for part in parts:
        held = Assignment.objects.filter(organisation__in=part.organisations)
        for place, role, contract in held.values_list("organisation", "role", "contract").distinct():
            found = inside if contract in (part.contracts or ()) else outside
            found.update((group, place) for group in groups[role])
    return inside, outside


def _groups_by_role() -> dict[int, set[int]]:
    """By role, the board's groups that count it now, or did on some day."""
    told: dict[int, set[int]] = defaultdict(set)
    for group, role_group in Group.role_groups.through.objects.values_list("group", "rolegroup"):
        told[role_group].add(group)
    return {role: {group for each, _days in spans for group in told[each]} for role, spans in role_groups().items()}


def counts_of(snapshot: Snapshot) -> dict[Place, Counts]:
    """A snapshot's cells as the live query gives them."""
    rows = Cell.objects.filter(snapshot=snapshot).values("group", "organisation", *FIELDS)
    return {(row["group"], row["organisation"]): Counts(**{name: row[name] for name in FIELDS}) for row in rows}


def moved_since(snapshot: Snapshot) -> dict[Place, tuple[Counts, Counts]]:
    """Where the rows now say something else of the snapshot's day than it does: (as kept, as counted now)."""
    kept, now = counts_of(snapshot), counts_by_place(snapshot.on)
    both = {place: (kept.get(place, Counts()), now.get(place, Counts())) for place in kept.keys() | now.keys()}
    return {place: pair for place, pair in both.items() if pair[0] != pair[1]}


def rule_in_force(on: date) -> str:
    """The rule and the requirements a day is counted by, in short: another text means other rules."""
    held = Requirement.objects.filter(open_on(on, start="effective_from", end="effective_to")).order_by("pk")
    rows = list(held.values_list())
    return f"rule {STATUS_RULE}, {len(rows)} requirements {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
