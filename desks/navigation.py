"""The links at the top of every page, by what the signed-in user may open. One read of their grants, and only if
drawn.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from partnership.permissions import access_of


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation`, a list of {label, url, current}."""
    return {"navigation": SimpleLazyObject(lambda: links(request))}


def first_screen(user: User | AnonymousUser) -> str:
    """The address where a signed-in user's own work begins: figures, people, content, or their training."""
    access = access_of(user, on=clock.today())
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
    if access.sees_people():
        found.append((_("My people"), reverse("desks:people")))
    if access.sees_aggregates() or access.operational_organisations():
        found.append((_("Coverage"), reverse("reporting:board")))
    if user.is_staff and user.has_perm("wagtailadmin.access_admin"):
        found.append((_("Courses and content"), reverse("wagtailadmin_home")))
    return [{"label": label, "url": url, "current": request.path == url} for label, url in found]
