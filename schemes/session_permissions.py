"""Who may hold sessions and see their registers, over partnership's table. Not yours is 404.

Those who look after people hold sessions for their own organisation. A facilitator sees the sessions that name them,
and of those the register only. Of a session that somebody else leads, the register names those they look after: a
council's licensing officer its drivers, and not its staff. Learners book for themselves.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import User
from partnership.models import AccessGrant, Assignment, Organisation, open_on
from partnership.permissions import access_of
from partnership.reach import Reach
from schemes.models import Session
from schemes.queries.registers import Entry, register_of

Kind = AccessGrant.Kind
Visitor = User | AnonymousUser
HOLDERS = frozenset({Kind.TRAINING_LEAD, Kind.LICENSING_OFFICER, Kind.DEMOCRATIC_SERVICES, Kind.HOTEL_WATCH})


@dataclass(frozen=True)
class Register:
    """The lines that name somebody to their reader, and how many more there are."""

    entries: list[Entry]
    unseen: int = 0


@dataclass(frozen=True)
class Holding:
    """What a user may do with sessions on a day, read once a request."""

    user: Visitor
    on: date
    held_for: frozenset[int]
    reached: Reach
    leads: bool

    @property
    def may_hold(self) -> bool:
        """Whether they make sessions, beyond leading those that name them."""
        return bool(self.held_for)

    def organisations(self) -> QuerySet[Organisation]:
        """Those they may hold sessions for: those of their grants, not each place below them."""
        return Organisation.objects.filter(pk__in=self.held_for).order_by("name")

    def sessions(self) -> QuerySet[Session]:
        """The sessions they may open: their organisations', and as a facilitator those that name them."""
        named = Q(facilitator=self.user) if self.leads else Q(pk__in=[])
        found = Session.objects.filter(Q(organisation__in=self.reached.organisations) | named)
        return found.select_related("course", "organisation")

    def own_session(self, session: UUID) -> Session:
        """A session of theirs; any other is 404."""
        found = self.sessions().filter(uuid=session).first()
        if found is None:
            raise Http404
        return found

    def register(self, session: Session) -> Register:
        """A session's register as far as they may read it. A line that nobody is known by is anybody's to settle."""
        entries = register_of(session)
        if session.facilitator_id == self.user.pk or self.reached.is_whole_in(session.organisation_id):
            return Register(entries)
        named = {entry.person.pk for entry in entries if entry.person}
        own = set(Assignment.objects.filter(self.reached.q(), person__in=named).values_list("person", flat=True))
        shown = [entry for entry in entries if entry.person is None or entry.person.pk in own]
        return Register(shown, len(entries) - len(shown))

    def may_cancel(self, session: Session) -> bool:
        """Theirs to call off: leading it is not enough."""
        return session.organisation_id in self.reached.organisations

    def facilitators(self) -> QuerySet[User]:
        """Who else may lead a session they make: facilitators of everywhere, and of their organisations."""
        grants = AccessGrant.objects.filter(
            Q(organisation__in=self.reached.organisations) | Q(organisation=None),
            open_on(self.on),
            kind=Kind.FACILITATOR,
        )
        found = User.objects.filter(pk__in=grants.values("user"), is_active=True).exclude(pk=self.user.pk or 0)
        return found.select_related("person").order_by("person__sort_name", "email")


def holding_of(user: Visitor, *, on: date) -> Holding:
    """404 for who neither holds sessions nor leads any."""
    found = _holding(user, on)
    if not found.may_hold and not found.leads:
        raise Http404
    return found


def sessions_of(user: Visitor, *, on: date) -> QuerySet[Session]:
    """The sessions a user may open; none for most."""
    return _holding(user, on).sessions()


def _holding(user: Visitor, on: date) -> Holding:
    access = access_of(user, on=on)
    own = frozenset(g.organisation_id for g in access.grants if g.kind in HOLDERS and g.organisation_id)
    return Holding(user, on, own, access.reached_by(HOLDERS), access.holds(Kind.FACILITATOR))
