"""Trying Lookout out: choose somebody, be signed in as them, put the box of things to try away. Demo mode only."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from demo.personas import PERSONAS, persona_by
from demo.trying import KEPT_AS, by_kind
from desks.navigation import first_screen

View = Callable[[HttpRequest], HttpResponse]


def in_demo_mode(view: View) -> View:
    """Not found outside demo mode, however the address came to be mounted."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO_MODE:
            raise Http404
        return view(request)

    return wrapped


@in_demo_mode
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Everybody one can be, with one press each."""
    if request.method == "POST":
        return _become(request)
    emails = [persona.email for persona in PERSONAS]
    open_logins = set(User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True))
    there = [persona for persona in PERSONAS if persona.email in open_logins]
    return render(request, "demo/try.html", {"groups": by_kind(there), "is_laid_out": bool(there)})


def _become(request: HttpRequest) -> HttpResponse:
    """Sign in as the chosen persona through Django's own door, so that the access log hears of it."""
    persona = persona_by(request.POST.get("persona", ""))
    user = User.objects.filter(email=persona.email, is_active=True).first() if persona else None
    if persona is None or user is None:
        raise Http404
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    path = first_screen(user)
    request.session[KEPT_AS] = {"persona": persona.key, "path": path}
    return redirect(path)


@in_demo_mode
@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Show the things to try no more, and go back to where they were shown."""
    kept = request.session.pop(KEPT_AS, None)
    return redirect(kept["path"] if kept else reverse("desks:home"))
