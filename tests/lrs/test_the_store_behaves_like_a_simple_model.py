"""A machine that does anything a caller may do, in any order, beside a model made of dictionaries."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lrs.models import Document, Statement
from tests.lrs.builders import Json, agent, statement, voiding
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db

IDS = [str(uuid.UUID(int=number, version=4)) for number in range(1, 7)]
ids = st.sampled_from(IDS)
names = st.sampled_from(["a", "b", "c"])
objects = st.dictionaries(st.sampled_from("xyz"), st.none() | st.integers() | st.lists(st.text()), max_size=3)


def model_of(caller: Caller) -> type[RuleBasedStateMachine]:
    class Store(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            Statement.objects.all().delete()
            Document.objects.all().delete()
            self.statements: dict[str, Json] = {}  # in the order they were stored
            self.documents: dict[str, tuple[str, bytes]] = {}

        def learn(self, batch: list[Json], status: int) -> None:
            """What a batch should have done, and whether that is what was answered."""
            is_twice = len({one["id"] for one in batch}) < len(batch)
            is_other = any(self.statements.get(one["id"], one) != one for one in batch)
            assert status == (400 if is_twice else 409 if is_other else 200)
            if status == 200:
                self.statements.update({one["id"]: one for one in batch if one["id"] not in self.statements})

        def voided(self) -> set[str]:
            voiders = [one for one in self.statements.values() if one["object"].get("objectType") == "StatementRef"]
            return {one["object"]["id"] for one in voiders} - {one["id"] for one in voiders}

        @rule(chosen=st.lists(st.tuples(ids, names), min_size=1, max_size=3))
        def post(self, chosen: list[tuple[str, str]]) -> None:
            batch = [statement(id=one_id, actor=agent(name)) for one_id, name in chosen]
            self.learn(batch, caller.post(batch).status_code)

        @rule(one_id=ids, name=names)
        def put(self, one_id: str, name: str) -> None:
            one = statement(id=one_id, actor=agent(name))
            status = caller.put(one, one_id).status_code
            self.learn([one], 200 if status == 204 else status)

        @rule(one_id=ids, aim=ids)
        def void(self, one_id: str, aim: str) -> None:
            one = voiding(aim, id=one_id)
            self.learn([one], caller.post(one).status_code)

        @rule(one_id=ids)
        def get_one(self, one_id: str) -> None:
            is_voided = one_id in self.voided()
            for param, wanted in (("statementId", not is_voided), ("voidedStatementId", is_voided)):
                answer = caller.get("statements", {param: one_id})
                if one_id in self.statements and wanted:
                    found = answer.json()
                    assert {key: found[key] for key in self.statements[one_id]} == self.statements[one_id]
                else:
                    assert answer.status_code == 404

        @rule(ascending=st.booleans(), limit=st.integers(1, 4))
        def page_through(self, ascending: bool, limit: int) -> None:
            params = {"ascending": str(ascending).lower(), "limit": str(limit)}
            answer = caller.get("statements", params).json()
            seen = [one["id"] for one in answer["statements"]]
            while answer["more"]:
                answer = caller.client.get(answer["more"], headers=caller.headers).json()
                seen += [one["id"] for one in answer["statements"]]
            shown = [one_id for one_id in self.statements if one_id not in self.voided()]
            assert seen == (shown if ascending else shown[::-1])

        @rule(name=names, content=st.binary(min_size=1, max_size=5))
        def put_document(self, name: str, content: bytes) -> None:
            assert self.send("PUT", name, content, "text/plain") == 204
            self.documents[name] = ("text/plain", content)

        @rule(name=names, content=objects)
        def merge_document(self, name: str, content: Json) -> None:
            kind, old = self.documents.get(name, ("application/json", b"{}"))
            status = self.send("POST", name, json.dumps(content).encode(), "application/json")
            assert status == (204 if kind == "application/json" else 400)
            if status == 204:
                merged = {**json.loads(old), **content}
                self.documents[name] = ("application/json", json.dumps(merged).encode())

        @rule(name=names)
        def delete_document(self, name: str) -> None:
            assert self.send("DELETE", name, b"", "text/plain") == 204
            self.documents.pop(name, None)

        def send(self, method: str, name: str, body: bytes, content_type: str) -> int:
            status: int = caller.send(method, address(name), body, content_type=content_type).status_code
            return status

        @invariant()
        def documents_are_as_the_model_has_them(self) -> None:
            for name, (kind, content) in self.documents.items():
                answer = caller.client.get(f"/xapi/{address(name)}", headers=caller.headers)
                assert answer["Content-Type"] == kind
                read: Any = answer.content if kind == "text/plain" else answer.json()
                assert read == (content if kind == "text/plain" else json.loads(content))
            listed = caller.client.get(f"/xapi/{address()}", headers=caller.headers).json()
            assert sorted(listed) == sorted(self.documents)

    return Store


def address(name: str | None = None) -> str:
    owner = f"activityId=https://training.example/a&agent={json.dumps(agent())}"
    return f"activities/state?{owner}" + (f"&stateId={name}" if name else "")


def test_whatever_is_done_the_store_agrees_with_the_model(caller_with: MakeCaller) -> None:
    # Under 1.0.3 a state may be replaced without a precondition, which keeps the model simple.
    run_state_machine_as_test(
        model_of(caller_with("all")),
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )  # fmt: skip
