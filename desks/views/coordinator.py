"""A Hotel Watch coordinator's first screen: every premises by what to do next, and the sector's figures."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from common.dates import add_months
from partnership.models import Area
from schemes.hotel_permissions import is_coordinator, premises_coordinated_by
from schemes.models import PremisesRequest
from schemes.queries.addresses import is_called
from schemes.queries.coordination import Visit, worklist
from schemes.queries.hotels import known_premises, summed
from schemes.queries.visits import sector_pass_rate
from schemes.rules.facts import State
from schemes.services.reminders import is_roll_call_due

PER_PAGE = 25


@login_required
def coordinator(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    if not is_coordinator(request.user, on=on):
        raise Http404
    own = premises_coordinated_by(request.user, on=on).filter(pk__in=known_premises(on))
    found = worklist(own, on)
    state, district = _chosen(request)
    name = request.GET.get("name", "").strip()
    shown = [
        visit
        for visit in found.visits
        if state in ("", visit.reading.state.value)
        and district in ("", _district(visit))
        and is_called(visit.premises, name)
    ]
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page", "1")),
        "sector": summed([visit.reading for visit in found.visits], on),
        "states": [(each, found.counts[each]) for each in State if found.counts[each]],
        "districts": Area.objects.filter(kind=Area.Kind.DISTRICT),
        "state": state,
        "district": district,
        "name": name,
        "asked": PremisesRequest.objects.filter(decided_at=None).count(),
        "due": sum(is_roll_call_due(visit.reading, on) for visit in found.visits),
        "pass_rate": sector_pass_rate(add_months(on, -12), on),
        "on": on,
    }
    return render(request, "desks/coordinator.html", context)


def _chosen(request: HttpRequest) -> tuple[str, str]:
    """The state and district asked for; anything else is all of them."""
    state, district = request.GET.get("state", ""), request.GET.get("district", "")
    return (state if state in set(State) else ""), district


def _district(visit: Visit) -> str:
    area = visit.premises.organisation.area
    return area.code if area else ""
