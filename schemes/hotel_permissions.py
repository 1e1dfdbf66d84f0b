"""Who may open what of Hotel Watch, over partnership's table: a champion their own premises, a coordinator all.

Not yours is 404. Nobody here sees a score, an answer or more of a name than first name and initial.
"""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from partnership.models import AccessGrant
from partnership.permissions import access_of
from partnership.queries import organisations_below
from schemes.models import Premises

Kind = AccessGrant.Kind
Visitor = User | AnonymousUser


def premises_led_by(user: Visitor, *, on: date) -> QuerySet[Premises]:
    """The premises a champion or deputy looks after."""
    return _reached(user, Kind.CHAMPION, on)


def premises_coordinated_by(user: Visitor, *, on: date) -> QuerySet[Premises]:
    """The premises a Hotel Watch coordinator looks after."""
    return _reached(user, Kind.HOTEL_WATCH, on)


def _reached(user: Visitor, kind: AccessGrant.Kind, on: date) -> QuerySet[Premises]:
    grants = access_of(user, on=on).grants
    own = [grant.organisation_id for grant in grants if grant.kind == kind and grant.organisation_id]
    places = organisations_below(own, on=on) if own else set()
    return Premises.objects.filter(organisation__in=places).select_related("organisation__area")


def own_premises(user: Visitor, premises: UUID, *, on: date) -> Premises:
    """A premises this champion looks after; any other is 404."""
    return _or_404(premises_led_by(user, on=on).filter(uuid=premises).first())


def coordinated_premises(user: Visitor, premises: UUID, *, on: date) -> Premises:
    """A premises this coordinator looks after; any other is 404."""
    return _or_404(premises_coordinated_by(user, on=on).filter(uuid=premises).first())


def is_coordinator(user: Visitor, *, on: date) -> bool:
    return any(grant.kind == Kind.HOTEL_WATCH and grant.organisation_id for grant in access_of(user, on=on).grants)


def _or_404(found: Premises | None) -> Premises:
    if found is None:
        raise Http404
    return found
