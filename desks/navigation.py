"""The links at the top of every page, by what the signed-in user may open. One read of their grants, and only if
drawn.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import User
from certification.permissions import REVIEWERS
from common import clock
from partnership.models import AccessGrant
from partnership.permissions import Access, access_of


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation`, a list of {label, url, current}."""
    return {"navigation": SimpleLazyObject(lambda: links(request))}


# A grant's own desk, the first that fits. Others see the figures, their people, or their own training.
DESK_OF: tuple[tuple[AccessGrant.Kind, str], ...] = (
    (AccessGrant.Kind.PARTNERSHIP_MANAGER, "desks:partnership"),
    (AccessGrant.Kind.BOARD, "reporting:board"),
    (AccessGrant.Kind.LICENSING_OFFICER, "desks:licences"),
    (AccessGrant.Kind.DEMOCRATIC_SERVICES, "desks:members"),
    (AccessGrant.Kind.HOTEL_WATCH, "desks:coordinator"),
    (AccessGrant.Kind.CHAMPION, "desks:champion"),
)


SEND_ROSTERS = {
    AccessGrant.Kind.LICENSING_OFFICER,
    AccessGrant.Kind.DEMOCRATIC_SERVICES,
    AccessGrant.Kind.TRAINING_LEAD,
    AccessGrant.Kind.HOTEL_WATCH,
}
HOLD_SESSIONS = SEND_ROSTERS | {AccessGrant.Kind.FACILITATOR}


def first_screen(user: User | AnonymousUser) -> str:
    """The address where a signed-in user's own work begins: a desk, figures, people, content, or their training."""
    access = access_of(user, on=clock.today())
    for kind, name in DESK_OF:
        if access.holds(kind):
            return reverse(name)
    if access.sees_aggregates():
        return reverse("reporting:board")
    if access.sees_people():
        return reverse("desks:people")
    if user.is_staff and user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
    return reverse("certification:my_training")


def links(request: HttpRequest) -> list[dict[str, object]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    access = access_of(user, on=clock.today())
    found = [(_("My training"), reverse("certification:my_training"))]
    if access.holds(AccessGrant.Kind.PARTNERSHIP_MANAGER):
        found.append((_("To do"), reverse("desks:partnership")))
    if access.holds(AccessGrant.Kind.LICENSING_OFFICER):
        found.append((_("Drivers"), reverse("desks:licences")))
        found.append((_("Posters and checks"), reverse("onboarding:registrations")))
    if access.holds(AccessGrant.Kind.DEMOCRATIC_SERVICES):
        found.append((_("Members"), reverse("desks:members")))
    if access.holds(AccessGrant.Kind.HOTEL_WATCH):
        found.append((_("Hotel Watch"), reverse("desks:coordinator")))
    if access.holds(AccessGrant.Kind.CHAMPION):
        found.append((_("My premises"), reverse("desks:champion")))
    if _leads_others(access):
        found.append((_("My people"), reverse("desks:people")))
    if access.kinds() & REVIEWERS:
        found.append((_("Earlier training"), reverse("certification:prior_list")))
    if access.kinds() & SEND_ROSTERS:
        found.append((_("Rosters"), reverse("rosters:list")))
    elif access.holds(AccessGrant.Kind.PARTNERSHIP_MANAGER):
        found.append((_("Matches"), reverse("rosters:matching")))
    if access.kinds() & HOLD_SESSIONS:
        found.append((_("Sessions"), reverse("schemes:sessions")))
    if access.sees_aggregates() or access.operational():
        found.append((_("Coverage"), reverse("reporting:board")))
    if user.is_staff and user.has_perm("wagtailadmin.access_admin"):
        found.append((_("Courses and content"), reverse("wagtailadmin_home")))
    here = max((url for _, url in found if request.path.startswith(url)), key=len, default="")
    return [{"label": label, "url": url, "current": url == here} for label, url in found]


def _leads_others(access: Access) -> bool:
    """Whether they see people beyond those of their own desk, which has a link of its own."""
    kinds = AccessGrant.Kind
    own = {kinds.LICENSING_OFFICER, kinds.DEMOCRATIC_SERVICES, kinds.HOTEL_WATCH, kinds.CHAMPION}
    return access.sees_people() and not access.kinds() <= own
