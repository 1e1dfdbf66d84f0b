"""Storing statements: all of a batch or none, each id once, in the caller's transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from common.bulk import insert_rows
from lrs import wire
from lrs.asking import answers_among, as_uuid
from lrs.attachments import attachments_in
from lrs.authorities import platform_agent
from lrs.bulk import insert_terms
from lrs.equivalence import are_equivalent
from lrs.errors import InvalidStatement, StatementConflict
from lrs.identity import agent_key
from lrs.journal import moment_of, open_journal
from lrs.models import Attachment, Authority, Statement
from lrs.services import activities, references
from lrs.terms import terms_of
from lrs.validation import VOIDED, Problem, Version, clause, validate
from lrs.validation.formats import moment

__all__ = ["Draft", "authority_for", "draft_of", "is_voiding", "platform_agent", "record", "refuse_invalid", "store"]
MOST_TOLD = 100
NO_CONTENTS: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement on its way in: what it says, and the very text it came as."""

    statement: dict[str, Any]
    text: str
    uuid: UUID


def record(
    *,
    statements: Sequence[dict[str, Any]],
    at: datetime,
    authority: dict[str, Any] | None = None,
    version: Version = "1.0.3",
) -> list[UUID]:
    """Store our own statements and return their ids in order; part of the caller's transaction, or one of its own.

    A statement without `id` gets one, without `timestamp` gets `at`. `authority` is an Agent, the platform by
    default. A statement stored before and saying the same is passed over. Raises InvalidStatement or
    StatementConflict with nothing stored. Call it late in a transaction: other writers of statements wait until
    that transaction ends (lrs.journal).
    """
    drafts = [_own_draft(statement, at) for statement in statements]
    refuse_invalid(drafts, version)
    return store(drafts=drafts, authority=authority_for(agent=authority or platform_agent()), version=version)


def store(
    *,
    drafts: Sequence[Draft],
    authority: Authority,
    version: Version,
    defines: bool = True,
    contents: Mapping[str, bytes] = NO_CONTENTS,
) -> list[UUID]:
    """Store statements exactly as they came, once `refuse_invalid` let them pass. As `record` for the rest.

    `defines` says whether what they tell of activities is taken up, which the scope `define` allows; `contents` are
    the bytes of attachments by SHA-2 sum.
    """
    with transaction.atomic():
        place = open_journal()
        known = _stored_as(drafts)
        fresh = [draft for draft in drafts if not _is_known(draft, known)]
        rows = [_row(draft, place + offset, authority, version) for offset, draft in enumerate(fresh)]
        insert_rows(rows)
        insert_terms(_terms(fresh, rows, authority))
        Attachment.objects.bulk_create(_attachments(fresh, rows, contents))
        references.settle(rows=rows)
        if defines:
            activities.learn(statements=[draft.statement for draft in fresh])
    return [draft.uuid for draft in drafts]


def authority_for(*, agent: dict[str, Any]) -> Authority:
    """The stored authority of an Agent, made when it is new."""
    key = agent_key(agent)
    if key is None:
        raise ValueError("An authority is an Agent with one identifier.")
    authority, _ = Authority.objects.get_or_create(key=key, defaults={"agent": agent})
    return authority


def refuse_invalid(drafts: Sequence[Draft], version: Version, *, is_batch: bool = True) -> None:
    """Raise InvalidStatement when any statement breaks the rules or a batch holds one id twice.

    After MOST_TOLD problems the rest is not looked at.
    """
    problems: list[Problem] = []
    seen: set[UUID] = set()
    for place, draft in enumerate(drafts):
        path = f"[{place}]" if is_batch else ""
        problems += validate(draft.statement, version, path=path)
        if draft.uuid in seen:
            problems.append(Problem(f"{path}.id", clause("id", version), "stands twice in this batch"))
        seen.add(draft.uuid)
        if len(problems) >= MOST_TOLD:
            break
    if problems:
        raise InvalidStatement(problems[:MOST_TOLD])


def draft_of(statement: Any, text: str) -> Draft:
    """A draft of anything that came in; validity is checked later, so a bad id is no error here."""
    given = statement.get("id") if isinstance(statement, dict) else None
    try:
        uuid = UUID(given) if isinstance(given, str) else uuid4()
    except ValueError:
        uuid = uuid4()
    return Draft(statement, text, uuid)


def is_voiding(statement: dict[str, Any]) -> bool:
    """Whether a valid statement takes another back: then its object is a StatementRef."""
    return bool(statement["verb"]["id"] == VOIDED)


def _own_draft(statement: dict[str, Any], at: datetime) -> Draft:
    whole = {"id": str(uuid4()), "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds"), **statement}
    return draft_of(whole, wire.dumps(whole))


def _stored_as(drafts: Sequence[Draft]) -> dict[UUID, str]:
    """The texts of those already stored. The journal is open, so none is stored between this look and our writing."""
    sql = "SELECT uuid, text FROM lrs_statement WHERE uuid IN ({among})"
    return {as_uuid(uuid): text for uuid, text in answers_among(sql, [draft.uuid.hex for draft in drafts])}


def _is_known(draft: Draft, known: dict[UUID, str]) -> bool:
    text = known.get(draft.uuid)
    if text is None:
        return False
    if text != draft.text and not are_equivalent(wire.loads(text), draft.statement):
        raise StatementConflict(draft.uuid)
    return True


def _row(draft: Draft, place: int, authority: Authority, version: Version) -> Statement:
    stored = moment_of(place)
    said = draft.statement.get("timestamp")
    target = draft.statement["object"]
    is_ref = target.get("objectType") == "StatementRef"
    return Statement(
        id=place,
        uuid=draft.uuid,
        stored=stored,
        timestamp=(said and moment(said)) or stored,
        version=version,
        authority=authority,
        target=UUID(target["id"]) if is_ref else None,
        is_voiding=is_voiding(draft.statement),
        text=draft.text,
    )


def _terms(drafts: Sequence[Draft], rows: Sequence[Statement], authority: Authority) -> Iterator[tuple[str, int, bool]]:
    for draft, row in zip(drafts, rows, strict=True):
        for key, is_direct in terms_of(draft.statement, authority.agent).items():
            yield key, row.pk, is_direct


def _attachments(
    drafts: Sequence[Draft], rows: Sequence[Statement], contents: Mapping[str, bytes]
) -> Iterator[Attachment]:
    if not contents:
        return
    for draft, row in zip(drafts, rows, strict=True):
        named = {item["sha2"].lower() for item in attachments_in(draft.statement)}
        for sha2 in named & contents.keys():
            yield Attachment(statement=row, sha2=sha2, content=contents[sha2])
