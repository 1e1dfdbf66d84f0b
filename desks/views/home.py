"""The front door: a visitor learns what this is, a signed-in user is taken to their own first screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common import clock
from partnership.permissions import access_of


def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not user.is_authenticated:
        return render(request, "desks/welcome.html")
    access = access_of(user, on=clock.today())
    if access.sees_aggregates():
        return redirect("reporting:board")
    if access.sees_people():
        return redirect("desks:people")
    if user.is_staff and user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    return redirect("certification:my_training")
