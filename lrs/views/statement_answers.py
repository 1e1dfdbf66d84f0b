"""What GET /statements answers: one statement or a page, in the format asked for, with attachments or without."""

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
from lrs.presentation import accepted_languages, activities_in, canonical, complete, ids_only, iso
from lrs.refusals import Refusal
from lrs.searching import Search, read_search
from lrs.views.gate import json_answer, json_bytes

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
        raise Refusal(404, "There is no such statement.")
    (statement,) = _shown([row], call, search)
    response = _packed(statement, [statement], search)
    response["Last-Modified"] = http_date(row.stored.timestamp())
    return response


def _page(call: Call, search: Search) -> HttpResponse:
    page = queries.page_of(search, mine=_mine(call))
    statements = _shown(page.statements, call, search)
    more = f"{reverse('lrs:more')}?{search.next_params(page.more_after)}" if page.more_after is not None else ""
    response = _packed({"statements": statements, "more": more}, statements, search)
    if page.statements:
        response["Last-Modified"] = http_date(max(row.stored for row in page.statements).timestamp())
    return response


def _shown(rows: Sequence[Statement], call: Call, search: Search) -> list[Json]:
    whole = [
        complete(
            wire.loads(row.text), uuid=row.uuid, stored=row.stored, authority=row.authority.agent, version=row.version
        )
        for row in rows
    ]
    if search.format == "ids":
        return [ids_only(statement) for statement in whole]
    if search.format == "canonical":
        languages = accepted_languages(call.headers.get("accept-language", ""))
        definitions = _definitions(whole)
        return [canonical(statement, languages=languages, definitions=definitions) for statement in whole]
    return whole


def _definitions(statements: Sequence[Json]) -> dict[str, Json]:
    iris = {activity["id"] for statement in statements for activity in activities_in(statement)}
    rows = Activity.objects.filter(key__in=[activity_key(iri) for iri in iris])
    return {row.iri: wire.loads(row.definition) for row in rows}


def _packed(answer: Json, statements: Sequence[Json], search: Search) -> HttpResponse:
    """JSON, or multipart when attachments are wanted, even if there are none (Communication 2.1.3)."""
    if not search.with_attachments:
        return json_answer(answer)
    named = {item["sha2"].lower(): item for statement in statements for item in attachments_in(statement)}
    found = Attachment.objects.filter(statement__uuid__in=[statement["id"] for statement in statements])
    contents = {row.sha2: bytes(row.content) for row in found} if named else {}
    parts = [({"Content-Type": "application/json"}, json_bytes(answer))]
    parts += [(_part_headers(named[sha2]), content) for sha2, content in contents.items()]
    content_type, body = multipart.write_parts(parts)
    return HttpResponse(body, content_type=content_type)


def _part_headers(attachment: Json) -> dict[str, str]:
    return {
        "Content-Type": attachment["contentType"],
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": attachment["sha2"].lower(),
    }
