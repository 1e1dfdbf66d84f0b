"""A learner's side of sessions: choose one, give the place back, check in with the code on the trainer's screen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.forms import error_list
from common.throttle import is_throttled
from courses.models import Course
from partnership.models import Person
from partnership.queries import person_of
from schemes.forms.sessions import CheckInForm, WishForm
from schemes.models import Session
from schemes.queries.sessions import courses_asked_of, place_of, places, sessions_to_choose, sessions_under_way
from schemes.queries.wishes import areas_to_choose, own_area, wish_of
from schemes.services import sessions, wishes


def _learner(request: HttpRequest) -> Person:
    person = person_of(request.user)
    if person is None:
        raise Http404
    return person


@login_required
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    person, on = _learner(request), clock.today()
    coming = sessions_to_choose(person, at=clock.now(), on=on)[:30]
    context = {
        "under_way": sessions_under_way(person, at=clock.now()),
        "coming": [_described(session, person) for session in coming],
        "courses": [(course, wish_of(person, course, at=clock.now())) for course in courses_asked_of(person, on=on)],
    }
    return render(request, "schemes/sessions/choose.html", context)


def _described(session: Session, person: Person) -> dict[str, Any]:
    taken = places(session)
    own = next((place for place in taken if place.booking.person_id == person.pk), None)
    return {"session": session, "own": own, "left": max(0, session.capacity - len(taken))}


def _open_to(person: Person, session: UUID) -> Session:
    """A session this person can choose; any other is 404."""
    return get_object_or_404(sessions_to_choose(person, at=clock.now(), on=clock.today()), uuid=session)


@login_required
@never_cache
def ask(request: HttpRequest, course: str) -> HttpResponse:
    """Ask for a session of a course where none is planned; asked again, the newest word counts."""
    person, on = _learner(request), clock.today()
    found = get_object_or_404(Course.objects.filter(versions__isnull=False).distinct(), key=course)
    wish = wish_of(person, found, at=clock.now())
    if request.method == "POST" and "take_back" in request.POST:
        wishes.take_back_wish(person=person, course=found)
        messages.success(request, _("Taken back. You can ask again at any time."))
        return redirect("schemes:choose_session")
    initial = {"area": wish.area if wish else own_area(person, on=on), "time_of_day": wish.time_of_day if wish else ""}
    form = WishForm(request.POST if request.method == "POST" else None, areas=areas_to_choose(on=on), initial=initial)
    if request.method == "POST" and form.is_valid():
        wishes.ask_for_session(person=person, course=found, at=clock.now(), **form.cleaned_data)
        messages.success(
            request,
            _("Asked for. Those who hold sessions see how many people ask, and you are told when one is planned."),
        )
        return redirect("schemes:choose_session")
    context = {"course": found, "form": form, "errors": error_list(form), "is_asked": wish is not None}
    return render(request, "schemes/sessions/ask.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def book(request: HttpRequest, session: UUID) -> HttpResponse:
    person = _learner(request)
    found = _open_to(person, session)
    sessions.book(session=found, person=person, at=clock.now())
    place = place_of(found, person)
    if place and place.waiting:
        messages.info(
            request, _("All places are taken. You are on the waiting list, and move up when somebody cancels.")
        )
    else:
        messages.success(
            request, _("You have a place. If you cannot come, give it back here so that somebody else can.")
        )
    return redirect("schemes:choose_session")


@login_required
@require_POST
def give_back(request: HttpRequest, session: UUID) -> HttpResponse:
    person = _learner(request)
    sessions.cancel_booking(session=_open_to(person, session), person=person, at=clock.now())
    messages.success(request, _("You gave your place back. You can book again as long as there are places."))
    return redirect("schemes:choose_session")


@login_required
@never_cache
def check_in(request: HttpRequest, session: UUID) -> HttpResponse:
    person = _learner(request)
    found = get_object_or_404(Session, uuid=session, cancelled_at=None)
    form = CheckInForm(request.POST or None)
    if request.method == "POST" and is_throttled(request, action="check-in", limit=60, seconds=600):
        return render(request, "429.html", status=429)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.check_in(session=found, person=person, typed=form.cleaned_data["code"], at=clock.now())
        except sessions.Refused as refused:
            form.add_error("code", str(refused))
        else:
            return render(request, "schemes/sessions/checked_in.html", {"session": found})
    context = {"session": found, "form": form, "errors": error_list(form)}
    return render(request, "schemes/sessions/check_in.html", context, status=400 if form.errors else 200)
