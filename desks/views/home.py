"""The front door: a visitor learns what this is, a signed-in user is taken to their own first screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desks.navigation import first_screen


def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not user.is_authenticated:
        return render(request, "desks/welcome.html")
    return redirect(first_screen(user))
