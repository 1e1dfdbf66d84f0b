"""Who may see whom: pack section 1.5 as one table. Every screen, file, API and e-mail asks here.

Not yours is 404 (it is as if it were not there); yours but not this action is 403.
"""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from partnership.models import AccessGrant, Assignment, open_on
from partnership.queries import organisation_tree
from partnership.reach import Contracts, Part, Reach
from partnership.trees import Tree

Kind = AccessGrant.Kind
Contract = Assignment.Contract


class Names(enum.Enum):
    """How much of a name a user may see."""

    FULL = "full"
    FIRST_AND_INITIAL = "first name and initial"
    NONE = "none"


class Scope(enum.Enum):
    """Whose records a grant reaches."""

    OWN_ORGANISATION = "posts of the grant's organisation and of those below it"
    EVERYBODY = "all agencies"
    NOBODY = "no records of people"


@dataclass(frozen=True)
class Rule:
    """One row of the table. Nobody but the learner sees answers, scenario choices or reflections, so no row offers
    them.

    `contracts` are those of the posts it reaches (None: all). A council may license, elect and employ: its licensing
    officer looks after drivers, democratic services after members, and neither after its staff.
    """

    names: Names
    scope: Scope
    sees_aggregates: bool = False
    sees_operational_counts: bool = False
    contracts: Contracts = None


DRIVERS: Contracts = frozenset({Contract.LICENSED})
MEMBERS: Contracts = frozenset({Contract.ELECTED})
ALL_BUT_DRIVERS: Contracts = frozenset(Contract) - {Contract.LICENSED}

RULES: dict[AccessGrant.Kind, Rule] = {
    Kind.LINE_MANAGER: Rule(Names.FULL, Scope.OWN_ORGANISATION),
    Kind.TRAINING_LEAD: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True),
    Kind.CHAMPION: Rule(Names.FIRST_AND_INITIAL, Scope.OWN_ORGANISATION),
    Kind.LICENSING_OFFICER: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True, contracts=DRIVERS),
    Kind.DEMOCRATIC_SERVICES: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True, contracts=MEMBERS),
    Kind.PARTNERSHIP_MANAGER: Rule(Names.NONE, Scope.NOBODY, sees_aggregates=True),
    Kind.HOTEL_WATCH: Rule(Names.FIRST_AND_INITIAL, Scope.OWN_ORGANISATION),
    Kind.OPERATOR_MANAGER: Rule(Names.FULL, Scope.OWN_ORGANISATION, contracts=ALL_BUT_DRIVERS),
    Kind.FACILITATOR: Rule(Names.NONE, Scope.NOBODY),
    Kind.EVIDENCE_REVIEWER: Rule(Names.NONE, Scope.NOBODY),
    Kind.BOARD: Rule(Names.NONE, Scope.NOBODY, sees_aggregates=True),
    Kind.CONTENT_EDITOR: Rule(Names.NONE, Scope.NOBODY),
    Kind.SUPPORT_DESK: Rule(Names.NONE, Scope.NOBODY),
}


@dataclass(frozen=True)
class Access:
    """What one user may see on one day, read once per request."""

    grants: tuple[AccessGrant, ...]
    on: date

    def kinds(self) -> frozenset[str]:
        return frozenset(grant.kind for grant in self.grants)

    def holds(self, kind: AccessGrant.Kind) -> bool:
        return kind in self.kinds()

    def sees_aggregates(self) -> bool:
        """May open the partnership's figures, suppressed."""
        return any(_rule(grant).sees_aggregates for grant in self.grants)

    def sees_people(self) -> bool:
        return any(_rule(grant).scope is Scope.OWN_ORGANISATION and grant.organisation_id for grant in self.grants)

    def people(self) -> Reach:
        """The posts whose holders this user may see by name or initial."""
        return self._reach(g for g in self.grants if _rule(g).scope is Scope.OWN_ORGANISATION)

    def operational(self) -> Reach:
        """The posts whose unsuppressed counts this user may see."""
        return self._reach(g for g in self.grants if _rule(g).sees_operational_counts)

    def named(self, names: Names) -> Reach:
        """The posts whose holders a grant shows by so much of their names."""
        return self._reach(g for g in self.grants if _rule(g).names is names)

    def reached_by(self, kinds: Collection[AccessGrant.Kind]) -> Reach:
        """The posts that grants of these kinds reach."""
        return self._reach(g for g in self.grants if g.kind in kinds)

    def names_of(self, assignment: Assignment) -> Names:
        """How much of a name this user may see of who holds a post: the most that any grant shows."""
        return next((names for names, reach in self._names if reach.holds(assignment)), Names.NONE)

    @cached_property
    def _names(self) -> list[tuple[Names, Reach]]:
        return [(names, self.named(names)) for names in Names if names is not Names.NONE]

    def _reach(self, grants: Iterable[AccessGrant]) -> Reach:
        """All that the grants reach together: the union of their rows."""
        roots: dict[Contracts, list[AccessGrant]] = {}
        for grant in grants:
            roots.setdefault(_rule(grant).contracts, []).append(grant)
        return Reach.over(Part(frozenset(self._below(held)), contracts) for contracts, held in roots.items())

    def _below(self, grants: Iterable[AccessGrant]) -> set[int]:
        """The grants' organisations and all below them on the day."""
        roots = [grant.organisation_id for grant in grants if grant.organisation_id]
        return self._tree.below_on(roots, self.on) if roots else set()

    @cached_property
    def _tree(self) -> Tree:
        return organisation_tree()


def _rule(grant: AccessGrant) -> Rule:
    return RULES[AccessGrant.Kind(grant.kind)]


def access_of(user: User | AnonymousUser, *, on: date) -> Access:
    """The grants a user holds on `on`; nothing for a visitor. A superuser's right to administer shows no record."""
    if not user.is_authenticated:
        return Access((), on)
    return Access(tuple(AccessGrant.objects.filter(open_on(on), user=user).select_related("organisation")), on)


def visible_assignments(access: Access) -> QuerySet[Assignment]:
    """The assignments whose holder this user may see by name (or first name and initial)."""
    return Assignment.objects.filter(access.people().q())


def shown_name(display_name: str, names: Names) -> str:
    """A name as far as it may be shown: "Agnieszka W." where only first name and initial are allowed."""
    if names is Names.FULL:
        return display_name
    if names is Names.FIRST_AND_INITIAL:
        return first_name_and_initial(display_name)
    return ""


def first_name_and_initial(display_name: str) -> str:
    """ "Cllr Priya Nair" → "Priya N."; a single name stays whole. Titles are left off."""
    words = _without_titles(display_name.split())
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0]}."


def _without_titles(words: Iterable[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[0].rstrip(".").lower() in {"cllr", "dr", "mr", "mrs", "ms", "miss", "mx", "prof"}:
        kept = kept[1:]
    return kept
