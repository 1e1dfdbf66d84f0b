"""Who may bring which list, and see what came of it: one table over partnership's grants. Not yours is 404.

Administrators may do all of it, for any organisation, and see no more names for that than the files they send show.
A list that several desks of one body may bring is read by the desk that brought it: a council's licensing officer does
not open the passes of its staff.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import User
from onboarding.kinds import KINDS
from onboarding.models import ImportRun, Merge, NamedOfficer, Suggestion
from partnership.models import AccessGrant, Assignment, Organisation, Person, open_on
from partnership.permissions import RULES, Access, Names, access_of
from partnership.queries import organisations_below
from partnership.reach import Part, Reach

Grant = AccessGrant.Kind

# Kind of roster → the grants that may bring it for their own organisation and those below it.
SENDERS: dict[str, frozenset[Grant]] = {
    "drivers": frozenset({Grant.LICENSING_OFFICER}),
    "members": frozenset({Grant.DEMOCRATIC_SERVICES}),
    "esr": frozenset({Grant.TRAINING_LEAD}),
    "staff": frozenset({Grant.TRAINING_LEAD}),
    "certificates": frozenset({Grant.TRAINING_LEAD, Grant.LICENSING_OFFICER, Grant.DEMOCRATIC_SERVICES}),
    "premises": frozenset({Grant.HOTEL_WATCH}),
    "sessions": frozenset({Grant.TRAINING_LEAD}),
}


@dataclass(frozen=True)
class RosterAccess:
    """What one user may bring and see on one day."""

    user: User
    grants: tuple[AccessGrant, ...]
    on: date

    @property
    def is_administrator(self) -> bool:
        return self.user.is_superuser

    @property
    def settles_all(self) -> bool:
        """The partnership's manager sees names only to fix matching, and every decision is kept with who made it."""
        return self.is_administrator or any(grant.kind == Grant.PARTNERSHIP_MANAGER for grant in self.grants)

    def kinds(self) -> list[str]:
        return [kind for kind in KINDS if self.is_administrator or self._own.get(kind)]

    def may_bring(self, kind: str, organisation_id: int | None) -> bool:
        if self.is_administrator:
            return kind in KINDS
        return organisation_id is not None and organisation_id in self._own.get(kind, ())

    def organisations(self) -> QuerySet[Organisation]:
        """Those this user may bring some list for."""
        if self.is_administrator:
            return Organisation.objects.all()
        return Organisation.objects.filter(pk__in={pk for own in self._own.values() for pk in own})

    def runs(self) -> QuerySet[ImportRun]:
        if self.is_administrator:
            return ImportRun.objects.all()
        mine = Q(pk__in=[])
        for kind in self.kinds():
            for part in self._access.reached_by(SENDERS[kind]).parts:
                mine |= Q(kind=kind, organisation__in=part.organisations) & self._of_desk(kind, part)
        return ImportRun.objects.filter(mine)

    def _of_desk(self, kind: str, part: Part) -> Q:
        """The files brought by who looks after the same posts; all, where nobody else may bring that kind."""
        if part.contracts is None or len({RULES[each].contracts for each in SENDERS[kind]}) == 1:
            return Q()
        same = [each for each in SENDERS[kind] if (RULES[each].contracts or set(Assignment.Contract)) <= part.contracts]
        desk = AccessGrant.objects.filter(open_on(self.on), kind__in=same, organisation__in=part.organisations)
        return Q(uploaded_by=self.user) | Q(uploaded_by__in=desk.values("user"))

    def named_among(self, people: Collection[int]) -> set[int]:
        """Those of some people, by their ids, whose names may stand where a file gives none: the holders of own posts.
        A number on a list must not tell the name of somebody whom another looks after.
        """
        if self.is_administrator:
            return set(people)
        own = Assignment.objects.filter(self._access.named(Names.FULL).q())
        found = Person.objects.filter(Q(assignments__in=own) | Q(canonical__assignments__in=own), pk__in=people)
        return set(found.values_list("pk", flat=True))

    def names_unlisted(self) -> set[int]:
        """The organisations whose covert posts this user is told the names of, as one of the two named officers."""
        named = NamedOfficer.objects.filter(user=self.user).values_list("organisation", flat=True)
        return organisations_below(named, on=self.on) if named else set()

    def may_release(self, run: ImportRun) -> bool:
        """A held file is let through by somebody other than its sender, an administrator too (pack 6.1)."""
        return run.uploaded_by_id != self.user.pk

    def suggestions(self) -> QuerySet[Suggestion]:
        """The pairs this user may decide. Another body's record is shown to nobody but the partnership's manager; that
        a councillor of the same name sits elsewhere is public.
        """
        open_ones = Suggestion.objects.filter(decided_at=None, newer__do_not_list=False, older__do_not_list=False)
        if self.settles_all:
            return open_ones
        mine = Q(pk__in=[])
        for kind, own in self._own.items():
            is_ours = Q(newer_entry__kind=kind, organisation__in=own)
            mine |= is_ours & Q(older_entry__organisation__in=own)
            if kind == "members":
                mine |= is_ours & Q(basis=Suggestion.Basis.NAME)
        return open_ones.filter(mine)

    def merges(self) -> QuerySet[Merge]:
        """Merges this user made or, for who settles all, anybody's; that can still be undone."""
        merges = Merge.objects.filter(undone_at=None, kept__do_not_list=False)
        return merges if self.settles_all else merges.filter(merged_by=self.user)

    def sees_contacts_of(self, organisation_id: int | None) -> bool:
        return self.settles_all or any(organisation_id in own for own in self._own.values())

    def shows_post(self, post: Assignment) -> bool:
        """Whether a page of matches tells it: a post of theirs, or one that is public. Another body's is nobody's news
        but the partnership's manager's.
        """
        is_public = post.contract == Assignment.Contract.ELECTED
        return self.settles_all or is_public or self._people.holds(post)

    @cached_property
    def _access(self) -> Access:
        return Access(self.grants, self.on)

    @cached_property
    def _people(self) -> Reach:
        return self._access.people()

    @cached_property
    def _own(self) -> dict[str, frozenset[int]]:
        reached = {kind: self._access.reached_by(senders) for kind, senders in SENDERS.items() if kind in KINDS}
        return {kind: reach.organisations for kind, reach in reached.items() if reach}


def roster_access(user: User | AnonymousUser, *, on: date) -> RosterAccess:
    """404 for whoever may bring no list and settle no match."""
    if not isinstance(user, User):
        raise Http404
    access = RosterAccess(user, access_of(user, on=on).grants, on)
    if not access.kinds() and not access.settles_all:
        raise Http404
    return access
