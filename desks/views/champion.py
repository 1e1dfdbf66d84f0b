"""A hotel champion's first screen: their premises, what is missing, and what to do first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from schemes.hotel_permissions import own_premises, premises_led_by
from schemes.models import Premises, SafeguardingStep
from schemes.queries.desk import champion_desk


@login_required
def champion(request: HttpRequest) -> HttpResponse:
    """The one premises, or the list where somebody looks after several."""
    led = list(premises_led_by(request.user, on=clock.today()).order_by("organisation__name"))
    if not led:
        raise Http404
    return _desk(request, led[0]) if len(led) == 1 else _shown(request, "champion_list", led=led)


@login_required
def champion_of(request: HttpRequest, premises: UUID) -> HttpResponse:
    return _desk(request, own_premises(request.user, premises, on=clock.today()))


def _desk(request: HttpRequest, premises: Premises) -> HttpResponse:
    desk = champion_desk(premises, clock.today())
    taken = {kind for kind, spans in desk.reading.facts.steps.items() if any(s.ends_on is None for s in spans)}
    steps = [
        {"value": kind.value, "text": kind.label, "checked": kind.value in taken} for kind in SafeguardingStep.Kind
    ]
    return _shown(request, "champion", desk=desk, premises=premises, steps=steps)


def _shown(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, f"desks/{template}.html", {"on": clock.today(), **context})
