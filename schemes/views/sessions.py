"""A trainer's pages: their organisation's sessions, making one, calling one off, the check-in screen."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.forms import error_list
from common.qr import qr_svg
from messaging.services import route_to
from schemes.forms.sessions import SessionForm
from schemes.models import Attendance, Session
from schemes.queries.sessions import places, with_bookings
from schemes.queries.wishes import wanted_in
from schemes.rules.check_in import code_at
from schemes.services import sessions
from schemes.session_permissions import Holding, holding_of


@login_required
@never_cache
def session_list(request: HttpRequest) -> HttpResponse:
    """What is to come, what was held, and what people ask for."""
    on, at = clock.today(), clock.now()
    holding = holding_of(request.user, on=on)
    found = with_bookings(holding.sessions())
    context = {
        "coming": found.filter(ends_at__gte=at, cancelled_at=None),
        "held": found.filter(ends_at__lt=at, cancelled_at=None).order_by("-starts_at")[:50],
        "may_hold": holding.may_hold,
        "wanted": wanted_in(holding.reached, at=at, on=on) if holding.may_hold else [],
    }
    return render(request, "schemes/sessions/list.html", context)


@login_required
@never_cache
def new_session(request: HttpRequest) -> HttpResponse:
    holding = holding_of(request.user, on=clock.today())
    if not holding.may_hold:
        raise Http404
    form = SessionForm(
        request.POST or None,
        organisations=holding.organisations(),
        facilitators=holding.facilitators(),
        today=holding.on,
        initial=_as_last_time(holding),
    )
    if request.method == "POST" and form.is_valid():
        planned = form.planned()
        planned["facilitator"] = planned["facilitator"] or request.user
        made = sessions.plan_session(at=clock.now(), **planned)
        messages.success(request, _("The session is made. People it is for can book a place now."))
        return redirect("schemes:session", session=made.uuid)
    context = {"form": form, "errors": error_list(form)}
    return render(request, "schemes/sessions/new.html", context, status=400 if form.errors else 200)


def _as_last_time(holding: Holding) -> dict[str, Any]:
    """Course, place, places and language of their last session; the rest is asked anew."""
    last = holding.sessions().exclude(place="").order_by("-pk").first()
    if last is None:
        return {}
    return {"course": last.course_id, "place": last.place, "capacity": last.capacity, "language": last.language}


@login_required
@require_POST
def cancel(request: HttpRequest, session: UUID) -> HttpResponse:
    holding = holding_of(request.user, on=clock.today())
    found = holding.own_session(session)
    if not holding.may_cancel(found):
        raise Http404
    booked = [place.booking.person for place in places(found)]
    try:
        sessions.cancel_session(session=found, at=clock.now())
    except sessions.Refused as refused:
        messages.error(request, str(refused))
        return redirect("schemes:session", session=found.uuid)
    unreached = sum(route_to(email=person.email, mobile=person.mobile) is None for person in booked)
    messages.success(request, _said_of_cancelling(len(booked), unreached))
    return redirect("schemes:session", session=found.uuid) if unreached else redirect("schemes:sessions")


def _said_of_cancelling(booked: int, unreached: int) -> str:
    """Whom the news reaches; where it does not reach all, the session's page says who booked."""
    if not booked:
        return _("The session is cancelled. Nobody had booked.")
    if not unreached:
        return _("The session is cancelled. Those who booked are told.")
    if unreached == booked:
        return _("The session is cancelled. No message reaches those who booked, so tell them yourself.")
    said = ngettext(
        "The session is cancelled. Those who booked are told, but for %(number)d whom no message reaches: tell them "
        "yourself.",
        "The session is cancelled. Those who booked are told, but for %(number)d whom no message reaches: tell them "
        "yourself.",
        unreached,
    )
    return said % {"number": unreached}


@login_required
@never_cache
def check_in_screen(request: HttpRequest, session: UUID) -> HttpResponse:
    """The code of this minute, large, with the address to type it in. The page loads itself again."""
    found = holding_of(request.user, on=clock.today()).own_session(session)
    address = settings.PUBLIC_URL + reverse("schemes:check_in", args=[found.uuid])
    code = code_at(found.check_in_secret, clock.now())
    context = {
        "session": found,
        "code": f"{code[:3]} {code[3:]}",
        "address": address,
        "qr": qr_svg(address),
        "number": _checked_in(found),
    }
    response = render(request, "schemes/sessions/screen.html", context)
    response["Refresh"] = "15"
    return response


def _checked_in(session: Session) -> int:
    return session.attendances.filter(key_kind=Attendance.KeyKind.BOOKING).count()
