"""The officer's queue of claims nobody could match, and the way in for somebody without a phone."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common import clock
from common.qr import qr_svg
from messaging.promises import telling
from onboarding import door_queries
from onboarding.forms.badge import AssistedForm
from onboarding.forms.codes import TextCodeForm
from onboarding.limits import count_failure, is_barred, place_of
from onboarding.models import Registration
from onboarding.permissions import Officer, licensing_officer
from onboarding.services import matching_claims, starting
from onboarding.views.shared import sign_in_here
from schemes.hotel_codes import shown_join_code

PER_PAGE = 50


@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    officer = licensing_officer(request.user, on=clock.today())
    claims = door_queries.queue_of(officer.organisations)
    page = Paginator(claims, PER_PAGE).get_page(request.GET.get("page", "1"))
    context = {"page": page, "elsewhere": door_queries.licensed_elsewhere_by(officer.organisations), "on": officer.on}
    return render(request, "onboarding/doors/registrations.html", context)


@never_cache
@login_required
def one(request: HttpRequest, claim: UUID) -> HttpResponse:
    """A claim beside the licences it may mean: this is them, or not ours."""
    officer = licensing_officer(request.user, on=clock.today())
    found = officer.own_claim(claim)
    if request.method == "POST":
        return _decide(request, officer, found)
    context = {"claim": found, "candidates": door_queries.candidates_for(found, officer.on), "on": officer.on}
    return render(request, "onboarding/doors/registration.html", context)


def _decide(request: HttpRequest, officer: Officer, claim: Registration) -> HttpResponse:
    chosen = request.POST.get("licence", "")
    if chosen == "none":
        matching_claims.refuse(registration=claim, by=officer.user, at=clock.now())
        messages.success(request, _("Noted as not yours. They can still learn, and put their number right."))
        return redirect("onboarding:registrations")
    licences = {str(each.licence.pk): each.licence for each in door_queries.candidates_for(claim, officer.on)}
    if chosen not in licences:
        messages.error(request, _("Choose one of the licences, or say that it is not yours."))
        return redirect("onboarding:registration", claim=claim.uuid)
    matching_claims.accept(registration=claim, licence=licences[chosen], by=officer.user, at=clock.now())
    licences[chosen].assignment.person.refresh_from_db()  # the two may be one now
    holder = door_queries.holder_of(licences[chosen])
    told = telling(email=holder.email, mobile=holder.mobile)
    said = _("%(name)s is matched. All that they learned counts. %(told)s")
    messages.success(request, said % {"name": claim.name, "told": told})
    return redirect("onboarding:registrations")


@never_cache
@login_required
def start_somebody(request: HttpRequest) -> HttpResponse:
    """For somebody who stands here without a phone: register them, and show a code for a shared device, once."""
    officer = licensing_officer(request.user, on=clock.today())
    form = AssistedForm(request.POST or None, authorities=officer.authorities())
    if request.method == "POST" and form.is_valid():
        answer = _start(request, officer, form)
        if answer:
            return answer
    return render(request, "onboarding/doors/start_somebody.html", {"form": form}, status=400 if form.errors else 200)


def _start(request: HttpRequest, officer: Officer, form: AssistedForm) -> HttpResponse | None:
    email, mobile = form.cleaned_data["email"], form.cleaned_data["mobile"]
    try:
        claim, code = starting.start_somebody(
            said=form.said, email=email, mobile=mobile, by=officer.user, at=clock.now()
        )
    except starting.NotTheirs as error:
        form.add_error(error.field, str(error))
        return None
    address = settings.PUBLIC_URL + reverse("onboarding:start")
    context = {"claim": claim, "code": shown_join_code(code), "address": address, "qr": qr_svg(address)}
    return render(request, "onboarding/doors/started.html", context)


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """On the shared device: the officer's code opens their training. One sentence for every code that does not."""
    form = TextCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits = [(f"start-code:{place_of(request)}", 20)]
        user = None if is_barred(limits) else starting.use_code(form.cleaned_data["code"], at=clock.now())
        if user:
            sign_in_here(request, user)
            return redirect("onboarding:taxi_notice")
        count_failure(limits, seconds=3600)
        form.add_error("code", _("That code does not open anything. Ask the officer for a new one."))
    return render(request, "onboarding/doors/start.html", {"form": form}, status=400 if form.errors else 200)
