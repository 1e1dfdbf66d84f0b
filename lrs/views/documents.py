"""What the three document resources have in common: they differ in how a document is addressed and named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import http_date

from common import clock
from lrs import parameters, scopes
from lrs.calls import Call
from lrs.identity import activity_key, agent_key
from lrs.models import Document
from lrs.refusals import Refusal
from lrs.services.documents import (
    Address,
    Conditions,
    Writer,
    delete_document,
    delete_documents,
    merge_document,
    must_state,
    put_document,
)
from lrs.views.gate import Handler, json_answer

Owner = dict[str, Any]  # the fields of Document that say whose documents these are


@dataclass(frozen=True, slots=True)
class Shelf:
    """One document resource: its kind, the parameter that names a document, and the others, which say whose it is; the
    scopes with which it is read and written.
    """

    kind: str
    name: str
    params: tuple[str, ...]
    owner: Callable[[Call], Owner]
    to_read: frozenset[str]
    to_write: frozenset[str]
    deletes_many: bool = False

    def handlers(self) -> dict[str, Handler]:
        return {
            "GET": Handler(self.get, self.to_read),
            "PUT": Handler(self.put, self.to_write),
            "POST": Handler(self.post, self.to_write),
            "DELETE": Handler(self.delete, self.to_write),
        }

    def get(self, call: Call) -> HttpResponse:
        """The document, or the names of all when none is named."""
        named = self.name in call.params
        parameters.refuse_unknown(call.params, (*self.params, self.name if named else "since"))
        if not named:
            return self._names(call)
        document = _within_reach(call, self.to_read).filter(**self._address(call).as_filter()).first()
        if document is None:
            raise Refusal(404, "There is no such document.", at=f"?{self.name}", topic="documents")
        response = HttpResponse(bytes(document.content), content_type=document.content_type)
        response["Content-Security-Policy"] = "sandbox"  # anything may stand in a document: no browser shall run it
        response["ETag"] = f'"{document.etag}"'
        response["Last-Modified"] = http_date(document.updated_at.timestamp())
        return response

    def put(self, call: Call) -> HttpResponse:
        parameters.refuse_unknown(call.params, (*self.params, self.name))
        conditions = _conditions(call, must_state(self.kind, call.version))
        put_document(
            address=self._address(call), content=call.body(), content_type=_type(call), conditions=conditions,
            by=self._writer(call), at=clock.now(),
        )  # fmt: skip
        return HttpResponse(status=204)

    def post(self, call: Call) -> HttpResponse:
        parameters.refuse_unknown(call.params, (*self.params, self.name))
        merge_document(
            address=self._address(call), content=call.body(), content_type=_type(call), conditions=_conditions(call),
            by=self._writer(call), at=clock.now(),
        )  # fmt: skip
        return HttpResponse(status=204)

    def delete(self, call: Call) -> HttpResponse:
        parameters.refuse_unknown(call.params, (*self.params, self.name))
        if self.deletes_many and self.name not in call.params:
            delete_documents(documents=self._all(call, self.to_write), conditions=_conditions(call))
        else:
            delete_document(address=self._address(call), conditions=_conditions(call), by=self._writer(call))
        return HttpResponse(status=204)

    def _names(self, call: Call) -> HttpResponse:
        since = parameters.moment(call.params, "since")
        documents = self._all(call, self.to_read).order_by("updated_at")
        if since:
            documents = documents.filter(updated_at__gt=since)
        found = list(documents.values_list("name", "updated_at"))
        response = json_answer(list(dict.fromkeys(name for name, _ in found)))
        if found:
            response["Last-Modified"] = http_date(found[-1][1].timestamp())
        return response

    def _address(self, call: Call) -> Address:
        owner = self.owner(call)
        return Address(kind=self.kind, name=parameters.required(call.params, self.name), **owner)

    def _all(self, call: Call, asked: frozenset[str]) -> "QuerySet[Document]":
        """Every document of the owner that is within reach; of all registrations when none is given."""
        return _within_reach(call, asked).filter(kind=self.kind, **self.owner(call))

    def _writer(self, call: Call) -> Writer:
        credential = call.known()
        return Writer(credential.authority, only_own=scopes.only_own_documents(credential.scopes, self.to_write))


def _within_reach(call: Call, asked: frozenset[str]) -> "QuerySet[Document]":
    """What this caller may see: with the scope `state` or `profile` alone, what its own authority made."""
    credential = call.known()
    documents = Document.objects.all()
    is_limited = scopes.only_own_documents(credential.scopes, asked)
    return documents.filter(authority=credential.authority) if is_limited else documents


def required_agent(call: Call) -> str:
    """The key of the Agent in the parameter `agent`."""
    parameters.required(call.params, "agent")
    agent = parameters.agent(call.params, "agent", call.version)
    return (agent_key(agent) if agent else None) or ""


def required_activity(call: Call) -> str:
    """The key of the activity in the parameter `activityId`."""
    parameters.required(call.params, "activityId")
    return activity_key(parameters.iri(call.params, "activityId") or "")


def _type(call: Call) -> str:
    return call.content_type or "application/octet-stream"


def _conditions(call: Call, must: frozenset[str] = frozenset()) -> Conditions:
    return Conditions(call.headers.get("if-match"), call.headers.get("if-none-match"), must)
