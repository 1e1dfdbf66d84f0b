"""Posts that are here already and no list has named yet: taken up by their key, and counted where a list is judged.

A register may come to a partnership that was laid out by hand, by another system or by a door. Its rows then mean what
stands here, not somebody new.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import ClassVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from onboarding.kinds.base import Key, Kind, Place, Row
from onboarding.kinds.world import World
from onboarding.models import RosterEntry
from partnership.models import Assignment, open_on

STAFF_CONTRACTS = frozenset(
    {
        Assignment.Contract.EMPLOYED,
        Assignment.Contract.AGENCY,
        Assignment.Contract.BANK,
        Assignment.Contract.VOLUNTEER,
    }
)


class StandingKind(Kind):
    """A kind whose rows stand for assignments. `contracts` are those its rows may stand for."""

    contracts: ClassVar[frozenset[str]] = STAFF_CONTRACTS
    key_column: ClassVar[str] = "reference"  # of an assignment: where its key on the list stands

    def key_of(self, assignment: Assignment) -> Key:
        """The key under which a list would name a post that none has named yet."""
        return Key(assignment.reference, "", assignment.reference)

    def active(self, owners: Collection[int], on: date) -> QuerySet[Assignment]:
        """All active posts of the sort at these organisations, listed or not."""
        return self._of_the_sort(owners).filter(open_on(on))

    def not_yet_named(self, owners: Collection[int]) -> QuerySet[Assignment]:
        """Posts of the sort that have a key and that no list of people has named, with `list_key`."""
        named = RosterEntry.objects.filter(assignment=OuterRef("pk"))
        found = self._of_the_sort(owners).filter(~Exists(named), ~Q(**{self.key_column: ""}))
        return found.exclude(**{self.key_column: None}).annotate(list_key=F(self.key_column))

    def _of_the_sort(self, owners: Collection[int]) -> QuerySet[Assignment]:
        return Assignment.objects.filter(organisation__in=owners, contract__in=self.contracts, is_unmatched=False)

    def adopt(self, rows: Sequence[Row], world: World) -> None:
        new = [row for row in rows if row.entry is None and row.organisation_id]
        found = self._by_place(new, world.on) if new else {}
        for row in new:
            if assignment := found.get(row.place):
                row.entry = RosterEntry(
                    kind=self.code,
                    organisation_id=assignment.organisation_id,
                    key=row.key.key,
                    subkey=row.key.subkey,
                    person_key=row.key.person_key,
                    person=assignment.person,
                    assignment=assignment,
                )

    def _by_place(self, rows: Sequence[Row], on: date) -> dict[Place, Assignment]:
        """By place, the post that goes on: one that ended long ago is not somebody's new one."""
        found = self.not_yet_named({row.organisation_id or 0 for row in rows})
        keys = {row.key.key for row in rows}
        found = found.filter(Q(ends_on=None) | Q(ends_on__gt=on), **{f"{self.key_column}__among": keys})
        return self._placed(found.select_related("person", "role").order_by("starts_on", "pk"))

    def _placed(self, assignments: Iterable[Assignment]) -> dict[Place, Assignment]:
        keys = ((each.organisation_id, self.key_of(each), each) for each in assignments)
        return {(organisation, key.key, key.subkey): each for organisation, key, each in keys}
