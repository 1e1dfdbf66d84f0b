"""Help now: where to call, for anybody, without signing in. It has to answer when nothing else does."""

import logging
import re
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from common import clock
from courses import national, queries
from courses.insert_values import InsertValues, Viewer
from partnership.models import Area

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
# What an area's page shows, in this order; the rest of what an area writes belongs to its courses.
NAME, PHONE, HOURS, AFTER_HOURS, POLICE = "mash_name", "mash_phone", "mash_hours", "out_of_hours_phone", "police_force"
AREA_KEYS = (NAME, PHONE, HOURS, AFTER_HOURS, POLICE)


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class AreaHelp:
    """An area's own contacts; a part nobody has written is empty, and its national words are shown instead."""

    place: Place
    team: str
    phone: str
    hours: str
    after_hours: str
    police: str


@require_safe
@cache_control(private=True, max_age=KEEP_SECONDS)
def help_now(request: HttpRequest) -> HttpResponse:
    return _page(request, "courses/help_now.html", {**NUMBERS, "places": _places_or_none()})


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
    values = queries.shared_inserts_for(area=area, viewer=Viewer.PUBLIC, on=clock.today())
    return AreaHelp(Place(area.code, area.name), *(_shown(values, key) for key in AREA_KEYS))


def _shown(values: InsertValues, key: str) -> str:
    found = values.shown(key)
    return found.value if found else ""
