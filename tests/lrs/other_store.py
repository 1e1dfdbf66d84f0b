"""Another record store, made of a dictionary: what it answers can be set, and what it was sent is kept in order."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx

from lrs import multipart
from lrs.equivalence import are_equivalent
from lrs.models import Forward
from lrs.outbound import OtherStore
from lrs.services import forwarding
from tests.lrs.builders import AT, Json


class FakeStore:
    """Takes batches whole or not at all. `refuses` says which statement it will not have; `fails` answers anything."""

    def __init__(self) -> None:
        self.held: dict[str, Json] = {}  # in the order they came
        self.requests: list[httpx.Request] = []
        self.refuses: Callable[[Json], bool] = lambda statement: False
        self.fails: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
        self.is_strict = False  # answers 409 to a repeat that says the same

    def connect(self, forward: Forward) -> OtherStore:
        return OtherStore(forward.endpoint, forward.key, "secret", transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.fails(request) or (self.post(request) if request.method == "POST" else self.get(request))

    def get(self, request: httpx.Request) -> httpx.Response:
        found = self.held.get(request.url.params.get("statementId", ""))
        return httpx.Response(200, json=found) if found else httpx.Response(404)

    def post(self, request: httpx.Request) -> httpx.Response:
        batch = statements_in(request)
        if any(self.refuses(one) for one in batch):
            return httpx.Response(400, json={"error": "We do not want it."})
        for one in batch:
            known = self.held.get(one["id"])
            if known and (self.is_strict or not are_equivalent(known, one)):
                return httpx.Response(409)
        for one in batch:
            self.held.setdefault(one["id"], one)
        return httpx.Response(200, json=[one["id"] for one in batch])


def statements_in(request: httpx.Request) -> list[Json]:
    content_type = request.headers["Content-Type"]
    body = request.content
    if content_type.startswith("multipart/mixed"):
        body = multipart.read_parts(body, multipart.boundary_of(content_type))[0].content
    batch: list[Json] = json.loads(body)
    return batch


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **units: float) -> None:
        self.at += timedelta(**units)


def forward_with(**fields: object) -> Forward:
    wanted = {"name": "County", "endpoint": "https://lrs.example/xapi", "key": "k", **fields}
    return forwarding.save_forward(forward=Forward(**wanted), secret="secret")
