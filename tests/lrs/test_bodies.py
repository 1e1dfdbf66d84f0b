"""A body is read whole up to its limit, in chunks or with a length, and refused before more of it is taken."""

import io
import json
from typing import Any

import pytest

from lrs import bodies
from lrs.models import Statement
from tests.lrs.builders import statement
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db


class Counted(io.BytesIO):
    """A stream that knows how much of it was asked for."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def in_chunks(caller: Caller, stream: io.BytesIO, *, is_terminated: bool = True) -> Any:
    """As a server hands a chunked body on: no length, and a stream that ends by itself."""
    environ: Any = {
        "wsgi.input": stream,
        "wsgi.input_terminated": is_terminated,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "application/json",
    }
    return caller.client.generic("POST", "/xapi/statements", headers=caller.headers, **environ)


def test_a_body_in_chunks_is_read_to_its_end(caller: Caller) -> None:
    one = statement()
    answer = in_chunks(caller, io.BytesIO(json.dumps(one).encode()))
    assert answer.json() == [one["id"]]
    assert Statement.objects.count() == 1


def test_a_body_in_chunks_is_read_no_further_than_its_limit(caller: Caller, settings: Any) -> None:
    settings.LRS_LARGEST_BODY = 1000
    stream = Counted(b" " * 1_000_000)
    assert in_chunks(caller, stream).status_code == 413
    assert stream.taken <= 1000 + bodies.PIECE


def test_a_body_without_length_or_end_is_411(caller: Caller) -> None:
    answer = in_chunks(caller, io.BytesIO(b"{}"), is_terminated=False)
    assert answer.status_code == 411
    assert answer.json()["problems"][0]["path"] == "Content-Length"


def test_a_packed_body_is_415(caller: Caller) -> None:
    answer = caller.post(statement(), **{"Content-Encoding": "gzip"})
    assert answer.status_code == 415
    assert caller.post(statement(), **{"Content-Encoding": "identity"}).status_code == 200


def test_json_that_is_read_as_a_value_has_a_smaller_limit_than_a_document(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lrs.calls.LARGEST_JSON", 100)
    assert caller.post(statement()).status_code == 413
    path = "activities/state?activityId=https://a.example/a&stateId=s&agent=%7B%22mbox%22:%22mailto:a@b.example%22%7D"
    assert caller.send("PUT", path, b"x" * 1000, content_type="text/plain").status_code == 204
