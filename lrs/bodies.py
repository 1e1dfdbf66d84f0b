"""The body of a request, read up to its limit and not a byte further, however its length is told."""

from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from lrs.refusals import Refusal

LARGEST_BODY = 32 * 1024 * 1024  # bytes, unless settings.LRS_LARGEST_BODY says otherwise
LARGEST_JSON = 8 * 1024 * 1024  # bytes of JSON that is read as a value: it takes many times as much in memory
PIECE = 64 * 1024


def read_body(request: HttpRequest, *, most: int | None = None) -> bytes:
    """The whole body, of at most `most` bytes. Raises Refusal: by the announced length before anything is read."""
    largest = getattr(settings, "LRS_LARGEST_BODY", LARGEST_BODY)
    limit = largest if most is None else min(most, largest)
    _refuse_encoded(request)
    try:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return _read_to_end(request, limit)
        return _read_length(request, limit)
    except (UnreadablePostError, OSError) as error:
        raise Refusal(400, "The body could not be read to its end.", topic="headers") from error


def _refuse_encoded(request: HttpRequest) -> None:
    """A packed body is not unpacked: it would have no length until then."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise Refusal(415, "Bodies are taken as they are, without a Content-Encoding.", at="Content-Encoding")


def _read_length(request: HttpRequest, limit: int) -> bytes:
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not (said.isascii() and said.isdigit()):
        raise Refusal(400, "The header Content-Length must be a number.", at="Content-Length", topic="headers")
    length = int(said[:20])
    if length > limit:
        raise _too_large(limit)
    body = request.read(length)
    if len(body) != length:
        raise Refusal(400, "The body is shorter than its Content-Length.", at="Content-Length", topic="headers")
    return bytes(body)


def _read_to_end(request: HttpRequest, limit: int) -> bytes:
    """A body in chunks has no length beforehand; the server has to say that its end can be found."""
    if not request.META.get("wsgi.input_terminated"):
        raise Refusal(
            411, "Send the body with its Content-Length, not in chunks.", at="Content-Length", topic="headers"
        )
    stream = cast("BinaryIO", request.META["wsgi.input"])  # Django's own reads no further than a Content-Length
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        pieces.append(piece)
    return b"".join(pieces)


def _too_large(limit: int) -> Refusal:
    return Refusal(413, f"The body is too large: at most {limit} bytes are read.", at="Content-Length")
