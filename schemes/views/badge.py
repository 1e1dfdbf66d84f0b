"""The window badge, as anybody may check it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from common import clock
from common.throttle import is_throttled
from schemes.queries.badges import check_badge as checked


@never_cache
def check_badge(request: HttpRequest, code: str) -> HttpResponse:
    """Valid today, or not: the same page, status and words for a lapsed badge and a code that never was one."""
    if is_throttled(request, action="badge", limit=30, seconds=600):
        return render(request, "schemes/badge_wait.html", status=429)
    response = render(request, "schemes/badge_check.html", {"found": checked(code, clock.today()), "on": clock.today()})
    response["X-Robots-Tag"] = "noindex"
    return response
