"""multipart/mixed, read and written (RFC 2046 5.1, 1.0.3 Communication 1.5.2). No Django here."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from itertools import islice, pairwise

_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]", re.ASCII)
MOST_PARTS = 1_000
LONGEST_HEADERS = 8 * 1024  # bytes, of one part


_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class MalformedMultipart(ValueError):
    """The body is not the multipart it says it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: headers with lower-case names, and its bytes."""

    headers: dict[str, str]
    content: bytes


def boundary_of(content_type: str) -> str:
    """The boundary a Content-Type names. Raises MalformedMultipart when it names none."""
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not _BOUNDARY.fullmatch(boundary):
        raise MalformedMultipart("the header Content-Type names no proper boundary")
    return boundary


def read_parts(body: bytes, boundary: str) -> list[Part]:
    """The parts of a body. Raises MalformedMultipart."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode()) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    marks = list(islice(line.finditer(body), MOST_PARTS + 2))
    if not marks or marks[0].group(1) or not (marks[-1].group(1) or len(marks) > MOST_PARTS + 1):
        raise MalformedMultipart("the boundary is not at the start and at the end of the body")
    if any(mark.group(1) for mark in marks[:-1]) or len(marks) > MOST_PARTS + 1:
        raise MalformedMultipart(f"the boundaries of the body are out of order, or of more than {MOST_PARTS} parts")
    return [_part(body[mark.end() : after.start()]) for mark, after in pairwise(marks)]


def _part(raw: bytes) -> Part:
    raw = raw.removeprefix(b"\r").removeprefix(b"\n")
    match = _END_OF_HEADERS.search(raw, 0, LONGEST_HEADERS)
    if raw.startswith((b"\r\n", b"\n")) or match is None:
        raise MalformedMultipart(f"a part has no headers, or more than {LONGEST_HEADERS} bytes of them")
    headers: dict[str, str] = {}
    for line in raw[: match.start()].splitlines():
        name, colon, value = line.partition(b":")
        if not colon:
            raise MalformedMultipart("a part has a broken header")
        headers[name.decode("latin-1").strip().lower()] = value.decode("latin-1").strip()
    return Part(headers, raw[match.end() :])


def write_parts(parts: Iterable[tuple[dict[str, str], bytes]]) -> tuple[str, bytes]:
    """(Content-Type, body) of parts, each given as headers and bytes."""
    boundary = secrets.token_hex(20)
    pieces: list[bytes] = []
    for headers, content in parts:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        pieces.append(f"--{boundary}\r\n{head}\r\n".encode() + content + b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"multipart/mixed; boundary={boundary}", b"".join(pieces)
