"""A lead's own people: names as far as they may be shown, status and dates."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from common import clock
from desks.queries import page_of_lines
from partnership.permissions import access_of

FILTERS = (
    ("overdue", _("Overdue")),
    ("due_soon", _("Due soon")),
    ("in_grace", _("In grace")),
    ("current", _("Current")),
    ("", _("Everybody")),
)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    access = access_of(request.user, on=clock.today())
    if not access.sees_people():
        raise Http404
    chosen = request.GET.get("status", "overdue")
    if chosen not in dict(FILTERS):
        chosen = "overdue"
    page, lines = page_of_lines(access, on=clock.today(), status=chosen, number=request.GET.get("page", "1"))
    context = {"page": page, "lines": lines, "filters": FILTERS, "chosen": chosen, "on": clock.today()}
    response = render(request, "desks/people.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
