"""The statements resource: PUT, POST, GET and the pages that follow (1.0.3 Communication 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from lrs import attachments, multipart, parameters, scopes, wire
from lrs.bodies import LARGEST_JSON
from lrs.calls import Call
from lrs.errors import StatementConflict
from lrs.journal import consistent_through
from lrs.presentation import iso
from lrs.refusals import Refusal, bad_parameter
from lrs.services.recording import Draft, draft_of, refuse_invalid, store
from lrs.services.voiding import refuse_to_void_others
from lrs.views.gate import Handler, json_answer, resource
from lrs.views.statement_answers import get, get_more

CONSISTENT = "X-Experience-API-Consistent-Through"
MOST_STATEMENTS = 10_000  # in a batch: other writers wait while it is stored
LARGEST_STATEMENT = 1024 * 1024  # bytes of its JSON


@dataclass(frozen=True, slots=True)
class Sent:
    """A body of statements: what they say and their texts, whether they came in an array, and the parts beside them."""

    is_batch: bool
    drafts: list[Draft]
    parts: list[multipart.Part]


def put(call: Call) -> HttpResponse:
    """Store one statement under the id in the address. 204, also when it is there already and says the same."""
    parameters.refuse_unknown(call.params, ("statementId",))
    parameters.required(call.params, "statementId")
    uuid = parameters.uuid(call.params, "statementId")
    sent = _read(call)
    if sent.is_batch or uuid is None:
        raise Refusal(400, "PUT takes one statement, not an array.", topic="statements")
    (draft,) = sent.drafts
    statement = draft.statement
    if isinstance(statement, dict):
        statement = {"id": str(uuid), **statement}
        if isinstance(statement["id"], str) and statement["id"].lower() != str(uuid):
            raise bad_parameter("statementId", "must be the id of the statement, where it has one", topic="statements")
    _store(call, Sent(False, [Draft(statement, draft.text, uuid)], sent.parts))
    return HttpResponse(status=204)


def post(call: Call) -> HttpResponse:
    """Store one or many, all or none, and answer with their ids in order."""
    parameters.refuse_unknown(call.params, ())
    return json_answer([str(uuid) for uuid in _store(call, _read(call))])


def _store(call: Call, sent: Sent) -> Sequence[UUID]:
    refuse_invalid(sent.drafts, call.version, is_batch=sent.is_batch)
    statements = [draft.statement for draft in sent.drafts]
    contents = attachments.matched(statements, sent.parts, call.version, is_batch=sent.is_batch)
    credential = call.known()
    refuse_to_void_others(drafts=sent.drafts, authority=credential.authority, is_batch=sent.is_batch)
    try:
        return store(
            drafts=sent.drafts,
            authority=credential.authority,
            version=call.version,
            defines=scopes.allows(credential.scopes, scopes.TO_DEFINE),
            contents=contents,
        )
    except StatementConflict as conflict:
        place = [draft.uuid for draft in sent.drafts].index(conflict.uuid)
        at = f"[{place}].id" if sent.is_batch else "id"
        raise Refusal(409, str(conflict), at=at, topic="immutability") from conflict


def _read(call: Call) -> Sent:
    """The statements of a body, application/json or multipart/mixed. Raises Refusal; they are counted and weighed here,
    before anything is made of what they say.
    """
    if call.media_type == "application/json":
        text: str = call.json_text()
        parts: list[multipart.Part] = []
    elif call.media_type == "multipart/mixed":
        text, parts = _read_multipart(call)
    else:
        message = "Statements are sent as application/json or multipart/mixed."
        raise Refusal(400, message, at="Content-Type", topic="content-type")
    try:
        is_batch, items = wire.loads_each(text, most=MOST_STATEMENTS)
    except wire.TooMuch as error:
        raise Refusal(413, f"Too much is sent at once: {error}.") from error
    except wire.MalformedJson as error:
        raise Refusal(400, f"The body is not JSON: {error}.", topic="format") from error
    for place, (_, received) in enumerate(items):
        if len(received) > LARGEST_STATEMENT // 4 and len(received.encode()) > LARGEST_STATEMENT:
            message = f"A statement is too large: at most {LARGEST_STATEMENT} bytes are taken."
            raise Refusal(413, message, at=f"[{place}]" if is_batch else "")
    return Sent(is_batch, [draft_of(statement, received) for statement, received in items], parts)


def _read_multipart(call: Call) -> tuple[str, list[multipart.Part]]:
    try:
        first, *others = multipart.read_parts(call.body(), multipart.boundary_of(call.content_type))
        if first.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            message = "The first part must be application/json and hold the statements."
            raise Refusal(400, message, at="part 1", topic="multipart")
        if len(first.content) > LARGEST_JSON:
            raise Refusal(413, f"The first part is too large: at most {LARGEST_JSON} bytes.", at="part 1")
        return wire.decode(first.content), others
    except multipart.MalformedMultipart as error:
        raise Refusal(400, f"The body could not be read: {error}.", topic="multipart") from error
    except wire.MalformedJson as error:
        raise Refusal(400, f"The first part is not JSON: {error}.", at="part 1", topic="encoding") from error


def _finish(method: str, response: HttpResponse) -> None:
    """Readers learn up to when they have seen everything; also when they asked wrongly (Communication 2.1.3)."""
    if method in ("GET", "HEAD") and CONSISTENT not in response and response.status_code < 500:
        response[CONSISTENT] = iso(consistent_through())


_READ = Handler(get, scopes.TO_READ_ANY_STATEMENT)
_WRITE = scopes.TO_WRITE_STATEMENTS
statements = resource({"GET": _READ, "PUT": Handler(put, _WRITE), "POST": Handler(post, _WRITE)}, finish=_finish)
more = resource({"GET": Handler(get_more, scopes.TO_READ_ANY_STATEMENT)}, finish=_finish)
