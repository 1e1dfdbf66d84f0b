"""The one door of the endpoint: every resource stands behind it, and every answer, a refusal too, leaves through it."""

import base64
import binascii
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from common import clock
from lrs import scopes, wire
from lrs.calls import Call, negotiated, read_call, version_asked
from lrs.errors import InvalidStatement
from lrs.models import Credential
from lrs.refusals import Refusal
from lrs.services.credentials import authenticate
from lrs.validation import Version
from lrs.views import cors

logger = logging.getLogger(__name__)
VERSION_HEADER = "X-Experience-API-Version"


@dataclass(frozen=True, slots=True)
class Handler:
    """What answers one method of a resource, and the scopes of which a caller needs one (none: open to everybody)."""

    run: Callable[[Call], HttpResponse]
    asks: Collection[str] = ()


Finish = Callable[[str, HttpResponse], None]  # the method, and the answer to it


def resource(
    handlers: dict[str, Handler], *, needs_version: bool = True, finish: Finish | None = None
) -> Callable[[HttpRequest], HttpResponse]:
    """A view for these methods; HEAD follows from GET, and no method at all means no such resource. `finish` may add
    headers to every answer, refusals included.
    """

    def view(request: HttpRequest) -> HttpResponse:
        call, response = _answer(request, handlers, needs_version=needs_version)
        if finish:
            finish(call.method if call else str(request.method), response)
        if response.status_code == 405:
            response["Allow"] = ", ".join(_methods(handlers))
        response[VERSION_HEADER] = _line_of(request, call)
        response.setdefault("Cache-Control", "private, no-cache")
        cors.let_read(request, response)
        is_head = call.is_head if call else request.method == "HEAD"
        return _without_body(response) if is_head else response

    exempt: Callable[[HttpRequest], HttpResponse] = csrf_exempt(view)  # callers bring a credential, never a cookie
    return exempt


def _answer(
    request: HttpRequest, handlers: dict[str, Handler], *, needs_version: bool
) -> tuple[Call | None, HttpResponse]:
    """The call, as far as it was understood, and what is said to it: whatever goes wrong, as JSON."""
    call: Call | None = None
    try:
        if cors.is_preflight(request):
            return None, cors.preflight(_methods(handlers))
        call = read_call(request)
        call = _admitted(call, handlers)
        call = negotiated(call) if needs_version else call
        return call, handlers[call.method].run(call)
    except Refusal as error:
        refusal = error
    except InvalidStatement as error:
        refusal = Refusal(400, "A statement breaks the rules; none was stored.", error.problems)
    except OperationalError:  # the database is locked for too long, or resolved a deadlock against us
        logger.exception("The record store could not reach its database in time.")
        refusal = Refusal(503, "The store is busy. Nothing was changed; send it again.")
    except Exception:
        logger.exception("The record store failed.")
        refusal = Refusal(500, "The store failed. Nothing was changed.")
    return call, refused(refusal, request, _line_of(request, call))


def _methods(handlers: Collection[str]) -> list[str]:
    return [*handlers, "HEAD"] if "GET" in handlers else list(handlers)


def _line_of(request: HttpRequest, call: Call | None) -> Version:
    """The line that was negotiated, or asked for in vain; the newest when nothing was said."""
    headers = call.headers if call else {VERSION_HEADER.lower(): request.headers.get(VERSION_HEADER, "")}
    return version_asked(headers.get(VERSION_HEADER.lower(), "")) or "2.0.0"


def _admitted(call: Call, handlers: dict[str, Handler]) -> Call:
    if not handlers:
        raise Refusal(404, "There is no resource at this address.")
    handler = handlers.get(call.method)
    if handler is None:
        raise Refusal(405, f"This resource does not answer {call.method}; it answers {', '.join(handlers)}.")
    if not handler.asks:
        return call
    credential = _credential(call.headers.get("authorization", ""))
    if credential is None:
        message = "The key and secret were not accepted, or none were given."
        raise Refusal(401, message, at="Authorization", topic="authorization")
    if not scopes.allows(credential.scopes, handler.asks):
        message = f"This credential may not do that: it needs {' or '.join(sorted(handler.asks))}."
        raise Refusal(403, message, at="Authorization", topic="authorization")
    return replace(call, credential=credential)


def _credential(header: str) -> Credential | None:
    """Who stands behind a Basic Authorization header; None for a malformed one."""
    kind, _, packed = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(packed.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    key, found, secret = pair.partition(":")
    return authenticate(key=key, secret=secret, at=clock.now()) if found and "\0" not in pair else None


def refused(refusal: Refusal, request: HttpRequest, version: Version) -> HttpResponse:
    """The JSON of a refusal: a sentence, and each problem with its path and rule."""
    problems = [problem.as_json() for problem in refusal.told(version)]
    body = json_bytes({"error": refusal.message, "problems": problems})
    response = HttpResponse(body, status=refusal.status, content_type="application/json")
    # A browser would open its password box over the page of a script that calls us, so scripts are not asked.
    if refusal.status == 401 and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        response["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
    if refusal.status == 503:
        response["Retry-After"] = "5"
    return response


def json_bytes(value: object) -> bytes:
    """UTF-8 JSON; anything that cannot be said in UTF-8 (it comes from a refused request) is replaced."""
    return wire.dumps(value).encode("utf-8", "replace")


def json_answer(value: object, status: int = 200) -> HttpResponse:
    return HttpResponse(json_bytes(value), status=status, content_type="application/json")


def _without_body(response: HttpResponse) -> HttpResponse:
    """HEAD: the same headers, the length too, and no body (Communication 1.1)."""
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
