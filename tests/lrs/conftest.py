"""Callers of the endpoint: a credential, and a client that sends it with a version."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from lrs.services.credentials import create_credential
from tests.lrs.builders import AT


class Caller:
    """Sends requests with a credential and a version; JSON bodies are given as values."""

    def __init__(self, key: str, secret: str, version: str = "1.0.3") -> None:
        packed = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self.headers = {"Authorization": f"Basic {packed}", "X-Experience-API-Version": version}
        self.client = Client(raise_request_exception=True)

    def get(self, path: str, params: dict[str, Any] | None = None, **headers: str) -> Any:
        shown = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in (params or {}).items()}
        return self.client.get(f"/xapi/{path}", shown, headers={**self.headers, **headers})

    def send(self, method: str, path: str, body: Any, content_type: str = "application/json", **headers: str) -> Any:
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.client.generic(
            method, f"/xapi/{path}", data, content_type=content_type, headers={**self.headers, **headers}
        )

    def post(self, body: Any, path: str = "statements", **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def put(self, statement: Any, uuid: str) -> Any:
        return self.send("PUT", f"statements?statementId={uuid}", statement)

    def ids(self, params: dict[str, Any] | None = None) -> list[str]:
        answer = self.get("statements", params)
        assert answer.status_code == 200, answer.content
        return [statement["id"] for statement in answer.json()["statements"]]


MakeCaller = Callable[..., Caller]


@pytest.fixture
def caller_with(db: None) -> MakeCaller:
    def make(*scopes: str, name: str = "Agency", version: str = "1.0.3") -> Caller:
        held: Sequence[str] = scopes or ("all",)
        credential, secret = create_credential(name=name, scopes=held, at=AT)
        return Caller(credential.key, secret, version)

    return make


@pytest.fixture
def caller(caller_with: MakeCaller) -> Caller:
    return caller_with()


@pytest.fixture
def caller_2(caller_with: MakeCaller) -> Caller:
    """A caller that speaks xAPI 2.0."""
    return caller_with(version="2.0.0", name="Agency 2")
