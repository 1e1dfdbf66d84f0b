"""A phone or computer that others use too: said at sign-in, it ends the session soon and puts the way out in front.

Pack section 5.2: automatic sign-out, and no name on the screen after completion.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

KEPT_AS = "is_shared_device"
IDLE_SECONDS = 20 * 60


def is_shared(request: HttpRequest) -> bool:
    return hasattr(request, "session") and bool(request.session.get(KEPT_AS))


def shared_device(request: HttpRequest) -> dict[str, bool]:
    """Context processor: `is_shared_device`."""
    return {"is_shared_device": is_shared(request)}


class SharedDevice:
    """Ends a shared device's session after twenty idle minutes, whatever "keep me signed in" said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Only where the page looked at it: looking makes an answer vary by cookie, and the record store has none.
        if hasattr(request, "session") and request.session.accessed and is_shared(request):
            request.session.set_expiry(IDLE_SECONDS)
        return response
