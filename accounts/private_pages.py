"""Pages of somebody who is signed in are kept by nobody: on a phone that is passed on, Back shows nothing of them."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivatePages:
    """Marks every answer that was made for somebody signed in, unless its view said how long it may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Only where the page looked at it: looking makes an answer vary by cookie, and the record store has none.
        is_looked_at = hasattr(request, "session") and request.session.accessed
        if is_looked_at and SESSION_KEY in request.session and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
