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
from partnership.trees import Tree

Kind = AccessGrant.Kind


class Names(enum.Enum):
    """How much of a name a user may see."""

    FULL = "full"
    FIRST_AND_INITIAL = "first name and initial"
    NONE = "none"


class Scope(enum.Enum):
    """Whose records a grant reaches."""

    OWN_ORGANISATION = "the grant's organisation and those below it"
    EVERYBODY = "all agencies"
    NOBODY = "no records of people"


@dataclass(frozen=True)
class Rule:
    """One row of the table. Nobody but the learner sees answers, scenario choices or reflections, so no row offers
    them.
    """

    names: Names
    scope: Scope
    sees_aggregates: bool = False
    sees_operational_counts: bool = False


RULES: dict[AccessGrant.Kind, Rule] = {
    Kind.LINE_MANAGER: Rule(Names.FULL, Scope.OWN_ORGANISATION),
    Kind.TRAINING_LEAD: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True),
    Kind.CHAMPION: Rule(Names.FIRST_AND_INITIAL, Scope.OWN_ORGANISATION),
    Kind.LICENSING_OFFICER: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True),
    Kind.DEMOCRATIC_SERVICES: Rule(Names.FULL, Scope.OWN_ORGANISATION, sees_operational_counts=True),
    Kind.PARTNERSHIP_MANAGER: Rule(Names.NONE, Scope.NOBODY, sees_aggregates=True),
    Kind.HOTEL_WATCH: Rule(Names.FIRST_AND_INITIAL, Scope.OWN_ORGANISATION),
    Kind.OPERATOR_MANAGER: Rule(Names.FULL, Scope.OWN_ORGANISATION),
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

    def people_organisations(self) -> set[int]:
        """Ids of the organisations whose people this user may see by name or initial."""
        return self._below(g for g in self.grants if _rule(g).scope is Scope.OWN_ORGANISATION)

    def operational_organisations(self) -> set[int]:
        """Ids of the organisations whose unsuppressed counts this user may see."""
        return self._below(g for g in self.grants if _rule(g).sees_operational_counts)

    def reached_by(self, kinds: Collection[AccessGrant.Kind]) -> set[int]:
        """Ids of the organisations that grants of these kinds reach."""
        return self._below(g for g in self.grants if g.kind in kinds)

    def names_in(self, organisation_id: int) -> Names:
        """How much of a name this user may see of somebody assigned to an organisation."""
        return self._names.get(organisation_id, Names.NONE)

    @cached_property
    def _names(self) -> dict[int, Names]:
        """By organisation, the most that any of the grants shows."""
        found: dict[int, Names] = {}
        for grant in self.grants:
            for pk in self._below([grant]):
                found[pk] = min(found.get(pk, Names.NONE), _rule(grant).names, key=list(Names).index)
        return found

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
    return Assignment.objects.filter(organisation__in=access.people_organisations())


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
