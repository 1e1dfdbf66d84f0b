"""Who may open what in this room, over partnership's table. Not yours is 404: it is as if it were not there."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User
from onboarding import door_queries
from onboarding.models import LicenceCheckKey, Poster, Registration
from partnership.models import AccessGrant, Organisation
from partnership.permissions import access_of
from partnership.queries import organisations_below

Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True)
class Officer:
    """A licensing officer on a day, and the authorities whose doors they keep."""

    user: User
    on: date
    organisations: frozenset[int]

    def authorities(self) -> QuerySet[Organisation]:
        return door_queries.authorities(self.on).filter(pk__in=self.organisations)

    def own_claim(self, claim: UUID) -> Registration:
        return found_or_404(door_queries.queue_of(self.organisations).filter(uuid=claim))

    def own_poster(self, poster: int) -> Poster:
        return found_or_404(door_queries.posters_of(self.organisations, on=self.on).filter(pk=poster))

    def own_key(self, key: int) -> LicenceCheckKey:
        return found_or_404(LicenceCheckKey.objects.filter(pk=key, authority__in=self.organisations))


def licensing_officer(user: User | AnonymousUser, *, on: date) -> Officer:
    """What this user is an officer of; 404 for anybody else, whatever else they may see."""
    grants = access_of(user, on=on).grants
    kind = AccessGrant.Kind.LICENSING_OFFICER
    own = [grant.organisation_id for grant in grants if grant.kind == kind and grant.organisation_id]
    if not own or not isinstance(user, User):
        raise Http404
    return Officer(user, on, frozenset(organisations_below(own, on=on)))


def found_or_404(rows: QuerySet[Thing]) -> Thing:
    found = rows.first()
    if found is None:
        raise Http404
    return found
