"""Letting scripts of other web sites call the endpoint: those whose origin LRS_ALLOWED_ORIGINS names, and nobody else.

No cookie is ever asked for: such a script brings its credential as every caller does (Fetch Standard 3.3).
"""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SENT = "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, X-Experience-API-Version"
READ = "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"
A_DAY = "86400"  # seconds


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks, before it sends a script's request, if it may."""
    return request.method == "OPTIONS" and _is_allowed(request) and "Access-Control-Request-Method" in request.headers


def preflight(methods: Iterable[str]) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Allow-Headers"] = SENT
    response["Access-Control-Max-Age"] = A_DAY
    return response


def let_read(request: HttpRequest, response: HttpResponse) -> None:
    """Tell the browser that the script may read this answer."""
    if not settings.LRS_ALLOWED_ORIGINS:
        return
    patch_vary_headers(response, ["Origin"])
    if _is_allowed(request):
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response["Access-Control-Expose-Headers"] = READ


def _is_allowed(request: HttpRequest) -> bool:
    return request.headers.get("Origin", "") in settings.LRS_ALLOWED_ORIGINS
