"""One request to the endpoint, understood: who calls, in which version, what they ask. The body is read last
(lrs.bodies)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from lrs import parameters, wire
from lrs.bodies import LARGEST_JSON, read_body
from lrs.models import Credential
from lrs.refusals import Refusal
from lrs.validation import Version

LARGEST_FORM = 3 * LARGEST_JSON  # a percent-encoded letter takes three
VERSION_HEADER = "x-experience-api-version"
FORM = "application/x-www-form-urlencoded"
_VERSIONS: tuple[tuple[re.Pattern[str], Version], ...] = (
    (re.compile(r"1\.0(\.\d+)?", re.ASCII), "1.0.3"),
    (re.compile(r"2\.0(\.\d+)?", re.ASCII), "2.0.0"),
)
# The headers a form may carry in the alternate request syntax (Communication 1.3).
_FORM_HEADERS = (
    "Authorization", "X-Experience-API-Version", "Content-Type", "Content-Length", "If-Match", "If-None-Match",
    "Accept", "Accept-Language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a resource sees it, whichever syntax it came in. `headers` have lower-case names."""

    method: str
    params: dict[str, str]
    headers: dict[str, str]
    request: HttpRequest
    form_content: bytes | None = None
    version: Version = "2.0.0"
    credential: Credential | None = None
    is_head: bool = False

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        return self.content_type.split(";")[0].strip().lower()

    def body(self, *, most: int | None = None) -> bytes:
        """At most so many bytes. Raises Refusal."""
        if self.form_content is None:
            return read_body(self.request, most=most)
        if most is not None and len(self.form_content) > most:
            raise Refusal(413, f"The content is too large: at most {most} bytes are read.", at="content")
        return self.form_content

    def json_text(self) -> str:
        try:
            return wire.decode(self.body(most=LARGEST_JSON))
        except wire.MalformedJson as error:
            raise Refusal(400, f"The body is not JSON: {error}.", topic="encoding") from error

    def known(self) -> Credential:
        """Who calls; the gate has seen to it that somebody does."""
        if self.credential is None:
            raise Refusal(401, "This needs a credential.", at="Authorization", topic="authorization")
        return self.credential


def read_call(request: HttpRequest) -> Call:
    """The call in a request. Raises Refusal; the body is read only where the alternate syntax hides the call in it."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    is_head = request.method == "HEAD"
    method = "GET" if is_head else str(request.method)
    params = parameters.read_pairs(request.META.get("QUERY_STRING", ""))
    call = Call(method, params, headers, request, is_head=is_head)
    return _alternate(call) if "method" in call.params else call


def negotiated(call: Call) -> Call:
    """The call with the version its header asks for: the newest of that line."""
    version = version_asked(call.headers.get(VERSION_HEADER, ""))
    if version is None:
        message = "The header X-Experience-API-Version must be 1.0, 1.0.x, 2.0 or 2.0.x."
        raise Refusal(400, message, at="X-Experience-API-Version", topic="versions")
    return replace(call, version=version)


def version_asked(header: str) -> Version | None:
    """The newest version of the line that a header asks for; None for none of ours."""
    return next((version for pattern, version in _VERSIONS if pattern.fullmatch(header.strip())), None)


def _alternate(call: Call) -> Call:
    """A form that holds another request, for browsers of 2013 (1.0.3 Communication 1.3; gone from 2.0)."""
    if call.method != "POST" or set(call.params) != {"method"}:
        raise _no_alternate('The parameter "method" stands alone, on a POST (alternate request syntax).')
    _refuse_alternate_in_2(call.headers)
    method = call.params["method"].upper()
    if method not in ("GET", "PUT", "POST", "DELETE", "HEAD"):
        raise _no_alternate("The alternate request syntax takes GET, HEAD, PUT, POST or DELETE.")
    form = _form(call)
    content = form.pop("content", None)
    lifted: dict[str, Any] = {name.lower(): form.pop(name) for name in _FORM_HEADERS if name in form}
    if any(not value.isprintable() for value in lifted.values()):
        raise _no_alternate("A header in the form holds a control character.")
    _refuse_alternate_in_2(lifted)
    if content is not None:
        lifted.setdefault("content-type", "application/json")
    headers = {name: value for name, value in call.headers.items() if name != "content-type"} | lifted
    is_head = method == "HEAD"
    plain = "GET" if is_head else method
    return replace(
        call, method=plain, params=form, headers=headers, form_content=(content or "").encode(), is_head=is_head
    )


def _refuse_alternate_in_2(headers: dict[str, str]) -> None:
    """The version may stand in the request's own headers or among those in the form."""
    if headers.get(VERSION_HEADER, "").strip().startswith("2."):
        raise _no_alternate("The alternate request syntax is not part of xAPI 2.0.")


def _no_alternate(message: str) -> Refusal:
    return Refusal(400, message, at="?method", topic="alternate")


def _form(call: Call) -> dict[str, str]:
    if call.media_type and call.media_type != FORM:
        raise _no_alternate(f"The alternate request syntax is sent as {FORM}.")
    try:
        return parameters.read_pairs(read_body(call.request, most=LARGEST_FORM).decode("ascii"))
    except UnicodeDecodeError as error:
        raise _no_alternate("The form must be percent-encoded.") from error
