"""A premises asks to join on the public page; a coordinator says which one it is."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common import clock
from common.forms import error_list
from common.throttle import is_throttled
from schemes.forms.hotels import JoinUsForm, RequestForm
from schemes.hotel_permissions import is_coordinator
from schemes.models import PremisesRequest
from schemes.queries import addresses
from schemes.services import requests
from schemes.views.coordinator import coordinator_page


@never_cache
def ask_to_join(request: HttpRequest) -> HttpResponse:
    """Open to anybody. Says nothing of which premises are known here."""
    form = JoinUsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and is_throttled(request, action="ask-to-join", limit=10, seconds=3600):
        return render(request, "429.html", status=429)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in form.cleaned_data if name not in ("contact", "agrees")}
        requests.ask_to_join(at=clock.now(), **said, **form.cleaned_data["contact"])
        return render(request, "schemes/asked_to_join.html", {"name": form.cleaned_data["name"]})
    context = {"form": form, "errors": error_list(form)}
    return render(request, "schemes/ask_to_join.html", context, status=400 if form.errors else 200)


@login_required
def requests_to_decide(request: HttpRequest) -> HttpResponse:
    _coordinators_only(request)
    waiting = PremisesRequest.objects.filter(decided_at=None).select_related("area")
    return coordinator_page(request, "requests", waiting=waiting)


@login_required
def decide(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Which premises it is: one known already, offered by its address and name, or a new one."""
    _coordinators_only(request)
    found = get_object_or_404(PremisesRequest.objects.select_related("area"), uuid=asked, decided_at=None)
    alike = addresses.alike(name=found.name, postcode=found.postcode, address=found.address)
    form = RequestForm(request.POST if request.method == "POST" else None, alike=alike)
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, form.cleaned_data["is_which"], {str(each.pk): each for each in alike})
    context = {"asked": found, "alike": alike, "form": form, "errors": error_list(form)}
    back = reverse("schemes:requests")
    return coordinator_page(request, "decide_request", status=400 if form.errors else 200, **{**context, "back": back})


def _decide(request: HttpRequest, asked: PremisesRequest, which: str, known: dict) -> HttpResponse:
    by = request.user
    if which == "none":
        requests.decline_request(asked=asked, by=by, at=clock.now())  # type: ignore[arg-type]  # login_required
        messages.success(request, _("Not taken."))
        return redirect("schemes:requests")
    made = requests.take_request(asked=asked, premises=known.get(which), by=by, at=clock.now())  # type: ignore[arg-type]  # login_required
    if made is None:
        return redirect("schemes:requests")
    messages.success(request, _("Done. Who asked is its champion, and has a message with where to sign in."))
    return redirect("schemes:premises", premises=made.uuid)


def _coordinators_only(request: HttpRequest) -> None:
    if not is_coordinator(request.user, on=clock.today()):
        raise Http404
