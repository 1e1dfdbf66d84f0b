"""Statements for the tests: as a sender would write them, by hand and by tincan."""

import copy
import json
import uuid
from datetime import UTC, datetime
from typing import Any

import tincan

Json = dict[str, Any]
AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
PASSED = "http://adlnet.gov/expapi/verbs/passed"
COURSE = "https://training.example/course/taxi"


def agent(name: str = "5f1c") -> Json:
    return {"objectType": "Agent", "account": {"homePage": "https://training.example", "name": name}}


def statement(**changes: Any) -> Json:
    """A small valid statement with a new id; a change of None takes a property away."""
    base: Json = {
        "id": str(uuid.uuid4()),
        "actor": agent(),
        "verb": {"id": PASSED, "display": {"en-GB": "passed"}},
        "object": {"id": COURSE},
        "timestamp": "2026-11-30T09:00:00.000Z",
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def ref(target: str) -> Json:
    return {"objectType": "StatementRef", "id": target}


def voiding(target: str, **changes: Any) -> Json:
    return statement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object=ref(target), **changes)


def full() -> Json:
    """A valid statement with every property that 1.0.3 knows."""
    activity = {
        "objectType": "Activity",
        "id": "https://training.example/question/1",
        "definition": {
            "name": {"en-GB": "Who do you call?", "cy": "Pwy wyt ti'n ei ffonio?"},
            "description": {"en-GB": "One answer is right."},
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "moreInfo": "https://training.example/about",
            "interactionType": "choice",
            "correctResponsesPattern": ["a"],
            "choices": [{"id": "a", "description": {"en-GB": "999"}}, {"id": "b", "description": {"en-GB": "Nobody"}}],
            "extensions": {"https://training.example/ext/critical": True, "https://training.example/ext/none": None},
        },
    }
    group = {"objectType": "Group", "name": "Team", "member": [agent("a"), {"mbox": "mailto:b@example.org"}]}
    context = {
        "registration": str(uuid.uuid4()),
        "instructor": agent("teacher"),
        "team": group,
        "contextActivities": {"parent": [{"id": COURSE}], "grouping": {"id": "https://training.example/all"}},
        "revision": "1.2",
        "platform": "Lookout",
        "language": "en-GB",
        "statement": ref(str(uuid.uuid4())),
        "extensions": {"https://training.example/ext/area": "E07000001"},
    }
    result = {
        "score": {"scaled": 0.92, "raw": 23, "min": 0, "max": 25},
        "success": True,
        "completion": False,
        "response": "a",
        "duration": "PT4M3.25S",
        "extensions": {},
    }
    attachment = {
        "usageType": "https://training.example/usage/card",
        "display": {"en-GB": "Card"},
        "description": {"en-GB": "The reporting card"},
        "contentType": "text/plain; charset=utf-8",
        "length": 4,
        "sha2": "a" * 64,
        "fileUrl": "https://training.example/card.txt",
    }
    return statement(object=activity, context=context, result=result, attachments=[attachment], version="1.0.3")


def sub_statement() -> Json:
    inner = {"objectType": "SubStatement", "actor": agent("inner"), "verb": {"id": "https://v.example/will"}}
    return statement(object={**inner, "object": {"id": "https://training.example/later"}})


def by_tincan(name: str = "5f1c", scaled: float = 0.9) -> Json:
    """A statement as the platform's own builder makes it."""
    made = tincan.Statement(
        id=uuid.uuid4(),
        actor=tincan.Agent(account=tincan.AgentAccount(home_page="https://training.example", name=name)),
        verb=tincan.Verb(id=PASSED, display=tincan.LanguageMap({"en-GB": "passed"})),
        object=tincan.Activity(
            id=f"{COURSE}/assessment",
            definition=tincan.ActivityDefinition(
                name=tincan.LanguageMap({"en-GB": "Taxi and private hire: assessment"}),
                type="http://adlnet.gov/expapi/activities/assessment",
            ),
        ),
        result=tincan.Result(score=tincan.Score(scaled=scaled), success=True, completion=True),
        context=tincan.Context(
            registration=uuid.uuid4(),
            context_activities=tincan.ContextActivities(parent=[tincan.Activity(id=COURSE)]),
        ),
        timestamp=AT,
    )
    built: Json = json.loads(made.to_json())
    return built


def with_at(base: Json, path: str, value: Any) -> Json:
    """A copy of `base` with the value at a path such as "context.contextActivities.parent[0].id" replaced or added."""
    whole = copy.deepcopy(base)
    *steps, last = path.replace("]", "").replace("[", ".").split(".")
    place: Any = whole
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return whole


def without(base: Json, path: str) -> Json:
    whole = copy.deepcopy(base)
    *steps, last = path.split(".")
    place: Any = whole
    for step in steps:
        place = place[step]
    del place[last]
    return whole
