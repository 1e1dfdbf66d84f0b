"""GET /statements with filters, against a search that reads every statement anew and shares no code with the store."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lrs.models import Statement
from tests.lrs.builders import Json, agent
from tests.lrs.conftest import Caller, MakeCaller

pytestmark = pytest.mark.django_db

AGENTS: list[Json] = [
    agent("a"),
    agent("b"),
    {"mbox": "mailto:c@example.org"},
    {"openid": "https://id.example/d", "objectType": "Agent"},
    {"mbox_sha1sum": "ab" * 20},
]
ACTIVITIES = [f"https://training.example/{name}" for name in "wxyz"]
VERBS = ["https://v.example/did", "https://v.example/saw", "http://adlnet.gov/expapi/verbs/voided"]
REGISTRATIONS = [str(uuid.UUID(int=number)) for number in (1, 2)]
IDS = [str(uuid.UUID(int=number, version=4)) for number in range(100, 112)]

agents = st.sampled_from(AGENTS)
groups = st.builds(
    lambda members, named: {"objectType": "Group", "member": members, **named},
    st.lists(agents, min_size=1, max_size=2),
    st.sampled_from([{}, {"mbox": "mailto:g@example.org"}]),
)  # fmt: skip
actors = agents | groups
activities = st.builds(lambda iri: {"id": iri}, st.sampled_from(ACTIVITIES))
contexts = st.fixed_dictionaries(
    {},
    optional={
        "registration": st.sampled_from(REGISTRATIONS),
        "instructor": actors,
        "team": groups,
        "contextActivities": st.dictionaries(
            st.sampled_from(["parent", "grouping", "category", "other"]),
            activities | st.lists(activities, max_size=2),
            max_size=2,
        ),
    },
)
verbs = st.builds(lambda iri: {"id": iri}, st.sampled_from(VERBS[:2]))
plain = st.fixed_dictionaries(
    {
        "actor": actors,
        "verb": verbs,
        "object": activities | st.builds(lambda one: {"objectType": "Agent", **one}, agents),
    },
    optional={"context": contexts},
)
inner = st.builds(lambda one: {"objectType": "SubStatement", **one}, plain)
nested = st.fixed_dictionaries({"actor": actors, "verb": verbs, "object": inner}, optional={"context": contexts})
refs = st.builds(lambda target: {"objectType": "StatementRef", "id": target}, st.sampled_from(IDS))
referring = st.fixed_dictionaries(
    {"actor": agents, "verb": st.builds(lambda iri: {"id": iri}, st.sampled_from(VERBS)), "object": refs},
    optional={"context": contexts},
)
stores = st.lists(plain | nested | referring | referring, min_size=1, max_size=len(IDS))
filters = st.fixed_dictionaries(
    {},
    optional={
        "agent": agents | st.just({"objectType": "Group", "mbox": "mailto:g@example.org"}),
        "activity": st.sampled_from(ACTIVITIES),
        "verb": st.sampled_from(VERBS),
        "registration": st.sampled_from(REGISTRATIONS),
        "related_agents": st.sampled_from(["true", "false"]),
        "related_activities": st.sampled_from(["true", "false"]),
    },
)


def identifier(actor: Json) -> Any:
    names = [name for name in ("mbox", "mbox_sha1sum", "openid", "account") if name in actor]
    return (names[0], json.dumps(actor[names[0]], sort_keys=True)) if names else None


def people(actor: Json) -> Iterator[Any]:
    yield identifier(actor)
    for member in actor.get("member", []):
        yield identifier(member)


def kind(statement: Json) -> str:
    found: str = statement["object"].get("objectType", "Activity")
    return found


def parts(statement: Json) -> Iterator[Json]:
    yield statement
    if kind(statement) == "SubStatement":
        yield statement["object"]


def has_agent(statement: Json, wanted: Json, *, broadly: bool) -> bool:
    mine = identifier(wanted)
    if not broadly:
        return identifier(statement["actor"]) == mine or (
            kind(statement) in ("Agent", "Group") and identifier(statement["object"]) == mine
        )
    found: list[Any] = [("account", "authority")]
    for part in parts(statement):
        found += people(part["actor"])
        found += people(part["object"]) if kind(part) in ("Agent", "Group") else []
        for name in ("instructor", "team"):
            found += people(part.get("context", {}).get(name, {}))
    return mine in found


def has_activity(statement: Json, wanted: str, *, broadly: bool) -> bool:
    if not broadly:
        return kind(statement) == "Activity" and statement["object"]["id"] == wanted
    found = [part["object"]["id"] for part in parts(statement) if kind(part) == "Activity"]
    for part in parts(statement):
        for value in part.get("context", {}).get("contextActivities", {}).values():
            found += [one["id"] for one in (value if isinstance(value, list) else [value])]
    return wanted in found


def meets(statement: Json, name: str, asked: Json) -> bool:
    wanted = asked[name]
    if name == "agent":
        return has_agent(statement, wanted, broadly=asked.get("related_agents") == "true")
    if name == "activity":
        return has_activity(statement, wanted, broadly=asked.get("related_activities") == "true")
    if name == "verb":
        return bool(statement["verb"]["id"] == wanted)
    return bool(statement.get("context", {}).get("registration") == wanted)


def plain_search(store: list[Json], asked: Json) -> list[str]:
    by_id = {one["id"]: one for one in store}

    def chain(statement: Json, seen: frozenset[str] = frozenset()) -> Iterator[Json]:
        yield statement
        target = str(statement["object"]["id"]) if kind(statement) == "StatementRef" else ""
        if target in by_id and target not in seen:
            yield from chain(by_id[target], seen | {statement["id"], target})

    voiding = [one for one in store if kind(one) == "StatementRef" and one["verb"]["id"] == VERBS[2]]
    voided = {one["object"]["id"] for one in voiding} - {one["id"] for one in voiding}
    names = [name for name in ("agent", "activity", "verb", "registration") if name in asked]
    return [
        one["id"]
        for one in reversed(store)
        if one["id"] not in voided and all(any(meets(link, name, asked) for link in chain(one)) for name in names)
    ]


@pytest.fixture
def reader(caller_with: MakeCaller) -> Caller:
    return caller_with("all")


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(store=stores, batches=st.integers(1, 3), questions=st.lists(filters, min_size=1, max_size=4))
def test_every_filter_finds_what_a_plain_search_finds(
    reader: Caller, store: list[Json], batches: int, questions: list[Json]
) -> None:
    Statement.objects.all().delete()
    store = [{"id": one_id, **one} for one_id, one in zip(IDS, store, strict=False)]
    for start in range(0, len(store), batches):
        answer = reader.post(store[start : start + batches])
        assert answer.status_code == 200, answer.content
    for asked in questions:
        assert reader.ids(asked) == plain_search(store, asked), asked
