"""Documents of the state and profile resources: put, merge, delete, each under the caller's preconditions.

Writers of one document follow one another: the row is locked, and two who make the same new one meet in its unique
constraint, where the later finds the earlier's (1.0.3 Communication 2.2, 3.1).
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lrs import wire
from lrs.bodies import LARGEST_JSON
from lrs.identity import key_of
from lrs.models import NOTHING, Authority, Document
from lrs.refusals import Refusal
from lrs.validation import Version

_ETAG = re.compile(r'(?:W/)?"([^"]*)"|([^\s,"]+)')


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is: its kind, its name, and those of activity, agent and registration that its resource uses."""

    kind: str
    name: str
    activity_key: str = NOTHING.hex
    agent_key: str = NOTHING.hex
    registration: UUID = NOTHING

    def as_filter(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "activity_key": self.activity_key,
            "agent_key": self.agent_key,
            "registration": self.registration,
            "name_key": key_of("document", self.name),
        }


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and whether only documents of that authority are within reach (scopes `state` and `profile`)."""

    authority: Authority
    only_own: bool = False

    def refuse_others(self, current: Document | None) -> None:
        if self.only_own and current and current.authority_id != self.authority.pk:
            message = "The document here is another authority's, and this credential may change its own only."
            raise Refusal(403, message, at="Authorization", topic="authorization")


@dataclass(frozen=True, slots=True)
class Conditions:
    """If-Match and If-None-Match as they came; None when they did not. An empty If-Match names nothing."""

    if_match: str | None = None
    if_none_match: str | None = None
    must_state: frozenset[str] = field(default_factory=frozenset)  # "new", "old": where one of them has to be given

    def refuse_unmet(self, current: Document | None) -> None:
        """Raise 412 for a condition that does not hold; 400 or 409 where one had to be given."""
        etag = current.etag if current else None
        if self.if_match is not None and not _names(self.if_match, etag):
            raise _unmet(412, "The document is not the one that If-Match names.")
        if self.if_none_match and _names(self.if_none_match, etag):
            raise _unmet(412, "The document is one that If-None-Match names.", at="If-None-Match")
        if self.if_match is not None or self.if_none_match:
            return
        if current and "old" in self.must_state:
            raise _unmet(409, "There is a document here. Read it, then send its ETag in If-Match to replace it.")
        if not current and "new" in self.must_state:
            raise _unmet(400, "Send If-None-Match: * to make a new document, or If-Match to replace one.")


def _unmet(status: int, message: str, at: str = "If-Match") -> Refusal:
    return Refusal(status, message, at=at, topic="concurrency")


def put_document(
    *, address: Address, content: bytes, content_type: str, conditions: Conditions, by: Writer, at: datetime
) -> None:
    """Make or replace a document. Raises Refusal."""

    def write(current: Document | None) -> None:
        by.refuse_others(current)
        conditions.refuse_unmet(current)
        _save(current or _new(address, by), content, content_type, at)

    _one_after_another(address, write)


def merge_document(
    *, address: Address, content: bytes, content_type: str, conditions: Conditions, by: Writer, at: datetime
) -> None:
    """Lay the properties of a JSON object over those stored, one level deep; make the document when it is new."""

    def write(current: Document | None) -> None:
        by.refuse_others(current)
        conditions.refuse_unmet(current)
        new = _object(content, content_type) if current or _is_json(content_type) else None
        merged = content
        if current and new is not None:
            old = _object(bytes(current.content), current.content_type)
            merged = wire.dumps({**old, **new}).encode("utf-8", "replace")
            _refuse_large(merged)
        _save(current or _new(address, by), merged, content_type, at)

    _one_after_another(address, write)


def delete_document(*, address: Address, conditions: Conditions, by: Writer) -> None:
    """Delete a document; none being there is as good."""

    def write(current: Document | None) -> None:
        by.refuse_others(current)
        conditions.refuse_unmet(current)
        if current:
            current.delete()

    _one_after_another(address, write)


def delete_documents(*, documents: QuerySet[Document], conditions: Conditions) -> None:
    """Delete several at once: the conditions have to hold for each of them, or for there being none."""
    with transaction.atomic():
        found: list[Document | None] = list(documents.select_for_update().only("id", "etag"))
        for current in found or [None]:
            conditions.refuse_unmet(current)
        documents.delete()


def etag_of(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _one_after_another(address: Address, write: Callable[[Document | None], None]) -> None:
    for is_last_try in (False, True):
        try:
            with transaction.atomic():
                write(Document.objects.select_for_update().filter(**address.as_filter()).first())
            return
        except IntegrityError:  # another made it between our look and our insert: look again
            if is_last_try:
                raise


def _new(address: Address, by: Writer) -> Document:
    return Document(**address.as_filter(), name=address.name, authority=by.authority)


def _save(document: Document, content: bytes, content_type: str, at: datetime) -> None:
    document.content, document.content_type = content, content_type
    document.etag, document.updated_at = etag_of(content), at
    document.save()


def _is_json(content_type: str) -> bool:
    return content_type.split(";")[0].strip().lower() == "application/json"


def _object(content: bytes, content_type: str) -> dict[str, Any]:
    if not _is_json(content_type):
        message = "Only documents of application/json can be merged."
        raise Refusal(400, message, at="Content-Type", topic="documents")
    _refuse_large(content)
    try:
        value = wire.loads(wire.decode(content))
    except wire.MalformedJson as error:
        raise Refusal(400, f"The document is not JSON: {error}.", topic="documents") from error
    if not isinstance(value, dict):
        raise Refusal(400, "Only JSON objects can be merged.", topic="documents")
    return value


def _refuse_large(content: bytes) -> None:
    if len(content) > LARGEST_JSON:
        raise Refusal(413, f"Documents of more than {LARGEST_JSON} bytes cannot be merged.")


def _names(header: str, etag: str | None) -> bool:
    """Whether an If-Match or If-None-Match header names the current document; * names any there is."""
    if header.strip() == "*":
        return etag is not None
    return etag in {quoted or bare for quoted, bare in _ETAG.findall(header)}


def must_state(kind: str, version: Version) -> frozenset[str]:
    """When a PUT has to come with a condition: 1.0.3 asks it of profiles always, 2.0 of everything that is replaced."""
    if version == "2.0.0":
        return frozenset({"old"})
    return frozenset() if kind == Document.Kind.STATE else frozenset({"old", "new"})
