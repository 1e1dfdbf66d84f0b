"""Help now: where to call, for anybody, without signing in. It has to answer when nothing else does."""

import logging
import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from common import clock
from courses import national
from courses.documents.card import CardDocument, card_pdf
from courses.helping import AreaHelp, Place, card_lines, read_area
from partnership.models import Area
from partnership.queries import assignments_of, person_of

log = logging.getLogger(__name__)

KEEP_SECONDS = 60
AREA_CODE = re.compile(r"[A-Za-z0-9]{1,12}")
NUMBERS = {
    "emergency": national.EMERGENCY,
    "report": national.REPORT,
    "young_people": national.YOUNG_PEOPLE,
    "online": national.ONLINE,
    "support": national.SUPPORT,
}


@require_safe
@cache_control(private=True, max_age=KEEP_SECONDS)
def help_now(request: HttpRequest) -> HttpResponse:
    return _page(request, "courses/help_now.html", {**NUMBERS, "places": _places_or_none()})


@require_safe
@never_cache
def help_now_mine(request: HttpRequest) -> HttpResponse:
    """To the numbers of one's own area; to the choice of areas for who has none, or while the database is away."""
    try:
        person = person_of(request.user)
        own = assignments_of(person, on=clock.today()).first() if person else None
    except DatabaseError:
        own = None
    return redirect("courses:help_now_area", own.area.code) if own else redirect("courses:help_now")


@require_safe
@cache_control(private=True, max_age=KEEP_SECONDS)
def help_now_area(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = _area_help(code)
    except DatabaseError:
        log.exception("Help now: the area could not be read, so the national page is shown")
        return _page(request, "courses/help_now.html", {**NUMBERS, "places": None})
    except Http404:
        context = {**NUMBERS, "places": _places_or_none(), "not_found": True}
        return _page(request, "courses/help_now.html", context, status=404)
    return _page(request, "courses/help_now_area.html", {**NUMBERS, "area": found})


@require_safe
@cache_control(private=True, max_age=KEEP_SECONDS)
def card(request: HttpRequest, code: str = "") -> HttpResponse:
    """The card to keep: on a phone, or printed. Without a code the national one, which needs no database."""
    found = _area_help(code) if code else None
    context = {"area": found, "lines": card_lines(found), "places": _places_or_none(), "on": clock.today()}
    return _page(request, "courses/card.html", context)


@require_safe
def card_as_pdf(request: HttpRequest, code: str = "") -> HttpResponse:
    found = _area_help(code) if code else None
    key = f"help-now:card:{code.upper()}:{get_language()}"
    made = cache.get_or_set(key, lambda: _card(found), KEEP_SECONDS)
    name = f"card-{code.lower()}.pdf" if code else "card.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _card(area: AreaHelp | None) -> bytes:
    path = reverse("courses:help_now_area", args=[area.place.code]) if area else reverse("courses:help_now")
    place = area.place.name if area else ""
    day = date_format(clock.today(), "j F Y")
    return card_pdf(CardDocument(place, card_lines(area), settings.PUBLIC_URL + path, day))


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page in its usual frame; bare, when the frame needs a database that does not answer."""
    try:
        return render(request, template, context, status=status)
    except DatabaseError:
        log.exception("Help now: the frame could not be made, so the numbers are shown without it")
        return HttpResponse(render_to_string("courses/help_now_bare.html", context), status=status)


def _places_or_none() -> list[Place] | None:
    """The areas to choose from; None when they cannot be read, which must not take the numbers away."""
    try:
        found: list[Place] | None = cache.get_or_set("help-now:places", _places, KEEP_SECONDS)
    except DatabaseError:
        log.exception("Help now: the list of areas could not be read")
        return None
    return found


def _places() -> list[Place]:
    areas = Area.objects.filter(kind=Area.Kind.DISTRICT, valid_to=None).order_by("name")
    return [Place(area.code, area.name) for area in areas]


def _area_help(code: str) -> AreaHelp:
    """What the area's page shows, kept for a minute. Raises Http404 when no area has this code."""
    if not AREA_CODE.fullmatch(code):
        raise Http404("This is not an area's code.")
    key = f"help-now:{code.upper()}"
    found: AreaHelp | None = cache.get(key)
    if found is None:
        found = _read_area(code)
        cache.set(key, found, KEEP_SECONDS)
    return found


def _read_area(code: str) -> AreaHelp:
    area = Area.objects.select_related("parent__parent").filter(code__iexact=code).first()
    if area is None:
        raise Http404("There is no area with this code.")
    return read_area(area)
