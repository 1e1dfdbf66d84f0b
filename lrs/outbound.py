"""Speaking to another record store: one pooled client with timeouts, and what its answers mean to a sender.

A refusal is about the statements and stays a refusal however often it is asked; everything else that is not a yes is
taken for an outage (of the line, the store or its settings), which passes, unless it goes on while others are taken
(lrs.services.forwarding).
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from common.numbers import whole_number
from lrs import multipart, wire
from lrs.attachments import attachments_in
from lrs.equivalence import are_equivalent

Json = dict[str, Any]
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
REFUSALS = frozenset({400, 413, 415, 422})
CONFLICT = 409
TOO_MANY = 429  # about how much is sent, and not about what
DROPPED = (httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
LONGEST_REASON = 1_000
logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for every request is no news


class Outage(Exception):
    """The other store could not be asked, or would not say. Nothing is known of the batch: send it again later.

    `is_reached` says that somebody was there, so what was sent may be the reason.
    """

    def __init__(self, reason: str, retry_after: float = 0, *, is_reached: bool = False) -> None:
        self.retry_after, self.is_reached = retry_after, is_reached
        super().__init__(reason)


class Refused(Exception):
    """The other store read the statements and will not have them."""


class Conflicting(Refused):
    """Another statement may be there under one of the ids."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A statement ready to go, as text and as what it says, and the bytes of its attachments by SHA-2 sum."""

    place: int
    text: str
    statement: Json
    version: str
    contents: Mapping[str, bytes]


class OtherStore:
    """A connection to another store, kept open for one run. Use it as a context manager."""

    def __init__(self, endpoint: str, key: str, secret: str, transport: httpx.BaseTransport | None = None) -> None:
        self.statements = f"{endpoint.rstrip('/')}/statements"
        self.client = httpx.Client(
            auth=httpx.BasicAuth(key, secret), timeout=TIMEOUT, transport=transport, follow_redirects=False
        )

    def __enter__(self) -> "OtherStore":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    def post(self, parcels: Sequence[Parcel]) -> None:
        """Hand over statements of one version. Raises Refused, Conflicting or Outage."""
        content_type, body = _packed(parcels)
        headers = {"Content-Type": content_type, "X-Experience-API-Version": parcels[0].version}
        answer = self._ask("POST", headers, content=body)
        if answer.status_code == CONFLICT:
            raise Conflicting(_reason(answer))
        if answer.status_code in REFUSALS:
            raise Refused(_reason(answer))
        if not answer.is_success:
            raise _no_yes(answer)

    def holds(self, parcel: Parcel) -> bool:
        """Whether this very statement is there, voided or not. Raises Outage."""
        for name in ("statementId", "voidedStatementId"):
            headers = {"X-Experience-API-Version": parcel.version}
            answer = self._ask("GET", headers, params={name: parcel.statement["id"], "format": "exact"})
            if answer.is_success:
                return _says_the_same(answer, parcel.statement)
            if answer.status_code != httpx.codes.NOT_FOUND:
                raise _no_yes(answer)
        return False

    def _ask(self, method: str, headers: dict[str, str], **rest: Any) -> httpx.Response:
        try:
            return self.client.request(method, self.statements, headers=headers, **rest)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            is_reached = isinstance(error, DROPPED)
            raise Outage(f"{type(error).__name__}: {error}"[:LONGEST_REASON], is_reached=is_reached) from error


def _says_the_same(answer: httpx.Response, statement: Json) -> bool:
    try:
        return are_equivalent(wire.loads(answer.text), statement)
    except (wire.MalformedJson, KeyError, TypeError, AttributeError):
        return False


def _packed(parcels: Sequence[Parcel]) -> tuple[str, bytes]:
    body = f"[{','.join(parcel.text for parcel in parcels)}]".encode()
    contents = {sha2: content for parcel in parcels for sha2, content in parcel.contents.items()}
    if not contents:
        return "application/json", body
    types = {item["sha2"].lower(): item["contentType"] for one in parcels for item in attachments_in(one.statement)}
    parts = [({"Content-Type": "application/json"}, body)]
    parts += [(_part_headers(sha2, types[sha2]), content) for sha2, content in contents.items()]
    return multipart.write_parts(parts)


def _part_headers(sha2: str, content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type, "Content-Transfer-Encoding": "binary", "X-Experience-API-Hash": sha2}


def _no_yes(answer: httpx.Response) -> Outage:
    return Outage(_reason(answer), _retry_after(answer), is_reached=answer.status_code != TOO_MANY)


def _reason(answer: httpx.Response) -> str:
    """What the other store said, without what no database text can hold."""
    return f"HTTP {answer.status_code}: {answer.text[:LONGEST_REASON]}".replace("\0", "")[:LONGEST_REASON]


def _retry_after(answer: httpx.Response) -> float:
    return whole_number(answer.headers.get("Retry-After", ""), digits=6) or 0
