"""The statements resource: PUT, POST, GET and the pages that follow (1.0.3 Communication 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from lrs import attachments, multipart, parameters, scopes, wire
from lrs.calls import Call
from lrs.journal import consistent_through
from lrs.presentation import iso
from lrs.refusals import Refusal, bad_parameter
from lrs.services.recording import Draft, draft_of, refuse_invalid, store
from lrs.views.gate import Handler, json_answer, resource
from lrs.views.statement_answers import get, get_more

CONSISTENT = "X-Experience-API-Consistent-Through"
MOST_STATEMENTS = 10_000  # in a batch: other writers wait while it is stored


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
        raise Refusal(400, "PUT takes one statement, not an array.")
    (draft,) = sent.drafts
    inside = draft.statement.get("id") if isinstance(draft.statement, dict) else None
    if isinstance(inside, str) and inside.lower() != str(uuid):
        raise bad_parameter("statementId", "must be the id of the statement, where it has one")
    _store(call, Sent(False, [Draft(draft.statement, draft.text, uuid)], sent.parts))
    return HttpResponse(status=204)


def post(call: Call) -> HttpResponse:
    """Store one or many, all or none, and answer with their ids in order."""
    parameters.refuse_unknown(call.params, ())
    return json_answer([str(uuid) for uuid in _store(call, _read(call))])


def _store(call: Call, sent: Sent) -> Sequence[UUID]:
    refuse_invalid(sent.drafts, call.version, is_batch=sent.is_batch)
    contents = attachments.matched([draft.statement for draft in sent.drafts], sent.parts, call.version)
    credential = call.known()
    return store(
        drafts=sent.drafts,
        authority=credential.authority,
        version=call.version,
        defines=scopes.allows(credential.scopes, scopes.TO_DEFINE),
        contents=contents,
    )


def _read(call: Call) -> Sent:
    """The statements of a body, application/json or multipart/mixed. Raises Refusal."""
    if call.media_type == "application/json":
        text: str = call.json_text()
        parts: list[multipart.Part] = []
    elif call.media_type == "multipart/mixed":
        text, parts = _read_multipart(call)
    else:
        raise Refusal(400, "Statements are sent as application/json or multipart/mixed.")
    try:
        is_batch, items = wire.loads_each(text)
    except wire.MalformedJson as error:
        raise Refusal(400, f"The body is not JSON: {error}.") from error
    if len(items) > MOST_STATEMENTS:
        raise Refusal(413, f"At most {MOST_STATEMENTS} statements are taken at once.")
    return Sent(is_batch, [draft_of(statement, received) for statement, received in items], parts)


def _read_multipart(call: Call) -> tuple[str, list[multipart.Part]]:
    try:
        parts = multipart.read_parts(call.body(), multipart.boundary_of(call.content_type))
        first, *others = parts
        if first.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise Refusal(400, "The first part must be application/json and hold the statements.")
        return wire.decode(first.content), others
    except (multipart.MalformedMultipart, wire.MalformedJson) as error:
        raise Refusal(400, f"The body could not be read: {error}.") from error


def _finish(call: Call, response: HttpResponse) -> None:
    """Readers learn up to when they have seen everything; also when they asked wrongly (Communication 2.1.3)."""
    if call.method == "GET" and CONSISTENT not in response:
        response[CONSISTENT] = iso(consistent_through())


_READ = Handler(get, scopes.TO_READ_ANY_STATEMENT)
_WRITE = scopes.TO_WRITE_STATEMENTS
statements = resource({"GET": _READ, "PUT": Handler(put, _WRITE), "POST": Handler(post, _WRITE)}, finish=_finish)
more = resource({"GET": Handler(get_more, scopes.TO_READ_ANY_STATEMENT)}, finish=_finish)
