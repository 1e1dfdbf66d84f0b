"""Which posts somebody may see: those of some organisations, under every contract or under some only."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from partnership.models import Assignment

Contracts = frozenset[str] | None  # None: every contract


@dataclass(frozen=True)
class Part:
    """The posts of these organisations, by their ids, under these contracts."""

    organisations: frozenset[int]
    contracts: Contracts = None

    def q(self, prefix: str = "") -> Q:
        own = Q(**{f"{prefix}organisation__in": self.organisations})
        return own if self.contracts is None else own & Q(**{f"{prefix}contract__in": self.contracts})

    def holds(self, assignment: Assignment) -> bool:
        is_own = assignment.organisation_id in self.organisations
        return is_own and (self.contracts is None or assignment.contract in self.contracts)


@dataclass(frozen=True)
class Reach:
    """What grants reach together. Each organisation is in one part, so that equal reaches are equal."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def over(cls, parts: Iterable[Part]) -> "Reach":
        """All that the parts reach between them."""
        found: dict[int, Contracts] = {}
        for part in parts:
            for pk in part.organisations:
                found[pk] = _either(found[pk], part.contracts) if pk in found else part.contracts
        together: dict[Contracts, set[int]] = {}
        for pk, contracts in found.items():
            together.setdefault(contracts, set()).add(pk)
        in_order = sorted(together.items(), key=lambda each: sorted(each[0] or ()))
        return cls(tuple(Part(frozenset(pks), contracts) for contracts, pks in in_order))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __or__(self, other: "Reach") -> "Reach":
        return Reach.over([*self.parts, *other.parts])

    @property
    def organisations(self) -> frozenset[int]:
        """Where any post is reached."""
        return frozenset(pk for part in self.parts for pk in part.organisations)

    def is_whole_in(self, organisation_id: int) -> bool:
        """Whether every post of an organisation is reached, whatever its contract."""
        return any(part.contracts is None and organisation_id in part.organisations for part in self.parts)

    def q(self, prefix: str = "") -> Q:
        """The assignments reached; `prefix` leads to the assignment, such as `assignment__`."""
        return reduce(or_, (part.q(prefix) for part in self.parts), Q(pk__in=[]))

    def holds(self, assignment: Assignment) -> bool:
        return any(part.holds(assignment) for part in self.parts)


def _either(one: Contracts, other: Contracts) -> Contracts:
    return None if one is None or other is None else one | other
