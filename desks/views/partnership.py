"""The partnership manager's first screen: what waits, in counts, and the way to the figures."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from desks.permissions import sees_the_partnerships_tasks
from desks.queries.checks import for_the_partnership
from partnership.permissions import access_of


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    if not sees_the_partnerships_tasks(access_of(request.user, on=on)):
        raise Http404
    checks = for_the_partnership(on, clock.now())
    context = {
        "on": on,
        "waiting": [check for check in checks if check.is_open],
        "in_order": [check for check in checks if not check.is_open],
    }
    return render(request, "desks/partnership.html", context)
