"""What GET /statements answers: one statement or a page, in the format asked for, with attachments or without."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from lrs import multipart, queries, scopes, wire
from lrs.attachments import attachments_in
from lrs.calls import Call
from lrs.identity import activity_key
from lrs.journal import consistent_through
from lrs.models import Activity, Attachment, Authority, Statement
from lrs.presentation import accepted_languages, activities_in, canonical, exact, ids_only, iso
from lrs.refusals import Refusal
from lrs.searching import Search, read_search
from lrs.services import exporting

Json = dict[str, Any]


def get(call: Call) -> HttpResponse:
    return _answer(call, read_search(call.params, call.version))


def get_more(call: Call) -> HttpResponse:
    """The page after another: the same filters, and the place to go on from."""
    return _answer(call, read_search(call.params, call.version, is_more=True))


def _answer(call: Call, search: Search) -> HttpResponse:
    through = consistent_through()  # before reading: what is stored after it may be missing from the answer
    response = _one(call, search) if search.is_single else _page(call, search)
    response["X-Experience-API-Consistent-Through"] = iso(through)
    return response


def _mine(call: Call) -> Authority | None:
    credential = call.known()
    return credential.authority if scopes.only_own_statements(credential.scopes) else None


def _one(call: Call, search: Search) -> HttpResponse:
    row = queries.find_statement(search, mine=_mine(call))
    if row is None:
        at = "?voidedStatementId" if search.voided_id else "?statementId"
        raise Refusal(404, "There is no such statement.", at=at, topic="filters")
    (text,) = _shown([row], call, search)
    response = _packed(text, [row], search)
    response["Last-Modified"] = http_date(row.stored.timestamp())
    return response


def _page(call: Call, search: Search) -> HttpResponse:
    page = queries.page_of(search, mine=_mine(call))
    texts = _shown(page.statements, call, search)
    more = f"{reverse('lrs:more')}?{search.next_params(page.more_after)}" if page.more_after is not None else ""
    text = f'{{"statements":[{",".join(texts)}],"more":{wire.dumps(more)}}}'
    response = _packed(text, page.statements, search)
    if page.statements:
        response["Last-Modified"] = http_date(max(row.stored for row in page.statements).timestamp())
    return response


def _shown(rows: Sequence[Statement | queries.Found], call: Call, search: Search) -> list[str]:
    """The JSON of each statement in the format asked for."""
    if search.format == "exact":
        return [_exact(row) for row in rows]
    whole = [exporting.whole(row) for row in rows]
    if search.format == "ids":
        return [wire.dumps(ids_only(statement)) for statement in whole]
    languages = accepted_languages(call.headers.get("accept-language", ""))
    definitions = _definitions(whole)
    return [wire.dumps(canonical(one, languages=languages, definitions=definitions)) for one in whole]


def _exact(row: Statement | queries.Found) -> str:
    authority = row.authority.agent
    return exact(row.text, uuid=row.uuid, stored=row.stored, authority=authority, version=row.version)


def _definitions(statements: Sequence[Json]) -> dict[str, Json]:
    """What is known of the activities in these statements, by IRI; as much as an answer has room for, wherever they
    stand in it. The others are shown with the definition they were sent with.
    """
    uses = Counter(activity["id"] for statement in statements for activity in activities_in(statement))
    rows = Activity.objects.filter(key__in=[activity_key(iri) for iri in uses]).order_by("key")
    found: dict[str, Json] = {}
    room = queries.LARGEST_PAGE
    for row in rows.iterator(chunk_size=100):
        room -= len(row.definition) * uses[row.iri]
        if room < 0:
            break
        found[row.iri] = wire.loads(row.definition)
    return found


def _packed(text: str, rows: Sequence[Statement | queries.Found], search: Search) -> HttpResponse:
    """JSON, or multipart when attachments are wanted, even if there are none (Communication 2.1.3)."""
    answer = text.encode()
    if not search.with_attachments:
        return HttpResponse(answer, content_type="application/json")
    received = {row.pk: row.text for row in rows}
    parts: dict[str, tuple[dict[str, str], bytes]] = {"": ({"Content-Type": "application/json"}, answer)}
    for found in Attachment.objects.filter(statement__in=list(received)):
        named = {item["sha2"].lower(): item for item in attachments_in(wire.reread(received[found.statement_id]))}
        parts[found.sha2] = (_part_headers(named[found.sha2]), bytes(found.content))
    content_type, body = multipart.write_parts(parts.values())
    return HttpResponse(body, content_type=content_type)


def _part_headers(attachment: Json) -> dict[str, str]:
    return {
        "Content-Type": attachment["contentType"],
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": attachment["sha2"].lower(),
    }
