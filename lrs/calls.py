"""One request to the endpoint, understood: who calls, in which version, what they ask. The body is read last and
never past its limit."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from lrs import parameters, wire
from lrs.models import Credential
from lrs.refusals import Refusal
from lrs.validation import Version

LARGEST_BODY = 32 * 1024 * 1024  # bytes, unless settings.LRS_LARGEST_BODY says otherwise
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

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        return self.content_type.split(";")[0].strip().lower()

    def body(self) -> bytes:
        return read_body(self.request) if self.form_content is None else self.form_content

    def json_text(self) -> str:
        try:
            return wire.decode(self.body())
        except wire.MalformedJson as error:
            raise Refusal(400, f"The body is not JSON: {error}.") from error

    def known(self) -> Credential:
        """Who calls; the gate has seen to it that somebody does."""
        if self.credential is None:
            raise Refusal(401, "This needs a credential.")
        return self.credential


def read_call(request: HttpRequest) -> Call:
    """The call in a request. Raises Refusal; the body is read only where the alternate syntax hides the call in it."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    method = "GET" if request.method == "HEAD" else str(request.method)
    call = Call(method, parameters.read_pairs(request.META.get("QUERY_STRING", "")), headers, request)
    return _alternate(call) if "method" in call.params else call


def negotiated(call: Call) -> Call:
    """The call with the version its header asks for: the newest of that line."""
    asked = call.headers.get("x-experience-api-version", "").strip()
    for pattern, version in _VERSIONS:
        if pattern.fullmatch(asked):
            return replace(call, version=version)
    raise Refusal(400, "The header X-Experience-API-Version must be 1.0, 1.0.x, 2.0 or 2.0.x.")


def read_body(request: HttpRequest) -> bytes:
    """The whole body; refused by its announced length before a byte of it is read."""
    limit = getattr(settings, "LRS_LARGEST_BODY", LARGEST_BODY)
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Refusal(400, "The header Content-Length must be a number.") from error
    if length > limit:
        raise Refusal(413, f"The body is too large: at most {limit} bytes are read.")
    try:
        body = request.read(length)
    except (UnreadablePostError, OSError) as error:
        raise Refusal(400, "The body could not be read to its end.") from error
    if len(body) != length:
        raise Refusal(400, "The body is shorter than its Content-Length.")
    return bytes(body)


def _alternate(call: Call) -> Call:
    """A form that holds another request, for browsers of 2013 (1.0.3 Communication 1.3; gone from 2.0)."""
    if call.method != "POST" or set(call.params) != {"method"}:
        raise Refusal(400, 'The parameter "method" stands alone, on a POST (alternate request syntax).')
    if call.headers.get("x-experience-api-version", "").startswith("2."):
        raise Refusal(400, "The alternate request syntax is not part of xAPI 2.0.")
    method = call.params["method"].upper()
    if method not in ("GET", "PUT", "POST", "DELETE", "HEAD"):
        raise Refusal(400, "The alternate request syntax takes GET, HEAD, PUT, POST or DELETE.")
    form = _form(call)
    content = form.pop("content", None)
    lifted: dict[str, Any] = {name.lower(): form.pop(name) for name in _FORM_HEADERS if name in form}
    if any(not value.isprintable() for value in lifted.values()):
        raise Refusal(400, "A header in the form holds a control character.")
    if content is not None:
        lifted.setdefault("content-type", "application/json")
    headers = {name: value for name, value in call.headers.items() if name != "content-type"} | lifted
    plain = "GET" if method == "HEAD" else method
    return replace(call, method=plain, params=form, headers=headers, form_content=(content or "").encode())


def _form(call: Call) -> dict[str, str]:
    if call.media_type and call.media_type != FORM:
        raise Refusal(400, f"The alternate request syntax is sent as {FORM}.")
    try:
        return parameters.read_pairs(read_body(call.request).decode("ascii"))
    except UnicodeDecodeError as error:
        raise Refusal(400, "The form must be percent-encoded.") from error
