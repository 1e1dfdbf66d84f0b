"""The validator says yes to what the specification allows, and no, with place and clause, to what it does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.validation import Version, validate
from tests.lrs.builders import Json, agent, by_tincan, full, ref, statement, sub_statement, voiding, with_at, without

BOTH: tuple[Version, ...] = ("1.0.3", "2.0.0")
GROUP = {"objectType": "Group", "member": [agent("a")]}
AUTHORITY = {"objectType": "Group", "member": [agent("app"), agent("user")]}

GOOD: dict[str, Json] = {
    "the least": without(without(statement(), "id"), "timestamp"),
    "everything": full(),
    "a sub-statement": sub_statement(),
    "a voiding one": voiding("9b5c1f3e-0d52-4cf5-9f0f-6b0f2a4a6b11"),
    "one made by tincan": by_tincan(),
    "an upper-case id": statement(id="9B5C1F3E-0D52-4CF5-9F0F-6B0F2A4A6B11"),
    "a version 7 id": statement(id="01890a5d-ac96-774b-bcce-b302099a8057"),
    "an agent by mailbox": statement(actor={"mbox": "mailto:a.b+c@example.org"}),
    "an agent by sum": statement(actor={"mbox_sha1sum": "A" * 40}),
    "an agent by openid": statement(actor={"openid": "https://id.example/me"}),
    "an anonymous group": statement(actor=GROUP),
    "an identified group": statement(actor={"objectType": "Group", "mbox": "mailto:team@example.org"}),
    "an agent as object": statement(object=agent("b")),
    "a reference as object": statement(object=ref("9b5c1f3e-0d52-4cf5-9f0f-6b0f2a4a6b11")),
    "an authority of two": statement(authority=AUTHORITY),
    "null in an extension": statement(result={"extensions": {"https://e.example/x": {"y": [None]}}}),
    "a non-Latin IRI": statement(object={"id": "https://példa.example/tanfolyam/őrszem"}),
    "a mail IRI": statement(object={"id": "tag:adlnet.gov,2013:expapi:0.9:activities:course"}),
    "a whole score": statement(result={"score": {"scaled": 1, "raw": -3.5}}),
    "an empty context": statement(context={}),
    "no language at all": statement(verb={"id": "https://v.example/v", "display": {}}),
    "a duration of months": statement(result={"duration": "P1Y2M"}),
    "a duration of weeks": statement(result={"duration": "P2W"}),
    "a duration with a comma": statement(result={"duration": "PT1,5H"}),
    "a time without offset": statement(timestamp="2026-11-30T09:00:00"),
    "a time with short offset": statement(timestamp="2026-11-30T09:00:00.1234567+01"),
    "version 1.0": statement(version="1.0"),
}


@pytest.mark.parametrize("version", BOTH)
@pytest.mark.parametrize("name", GOOD)
def test_good_statements_have_no_problems(name: str, version: Version) -> None:
    assert validate(GOOD[name], version) == []


# (where a value is put into a full statement, the value, the path of the problem, part of the rule)
BAD: list[tuple[str, Any, str, str]] = [
    ("id", "not-a-uuid", "id", "Data 4.4"),
    ("id", 7, "id", "Data 4.4"),
    ("actor", None, "actor", "Data 2.2"),
    ("actor", [], "actor", "Data 2.4.2"),
    ("actor", {}, "actor", "Data 2.4.2.3"),
    ("actor", {"objectType": "agent", "mbox": "mailto:a@b.example"}, "actor.objectType", "Data 2.4.2"),
    ("actor", {"objectType": ["Agent"], "mbox": "mailto:a@b.example"}, "actor.objectType", "Data 2.4.2"),
    ("actor.mbox", "mailto:x@example.org", "actor", "Data 2.4.2.3"),
    ("actor.member", [agent()], "actor.member", "Data 2.4.2.1"),
    ("actor.name", 3, "actor.name", "Data 2.4.2"),
    ("actor.account.homePage", "training.example", "actor.account.homePage", "Data 4.3"),
    ("actor.account.homePage", "ab=c://should.fail", "actor.account.homePage", "Data 4.3"),
    ("actor.account.name", {}, "actor.account.name", "Data 2.4.2.4"),
    ("actor.account.homepage", "https://x.example", "actor.account.homepage", "Data 2.4.2.4"),
    ("actor", {"mbox": "mailto:nobody"}, "actor.mbox", "Data 2.4.2.3"),
    ("actor", {"mbox": "a@b.example"}, "actor.mbox", "Data 2.4.2.3"),
    ("actor", {"mbox_sha1sum": "abc"}, "actor.mbox_sha1sum", "Data 2.4.2.3"),
    ("actor", {"objectType": "Group"}, "actor.member", "Data 2.4.2.2"),
    ("actor", {"objectType": "Group", "member": []}, "actor.member", "Data 2.4.2.2"),
    ("actor", {"objectType": "Group", "member": [GROUP]}, "actor.member[0].objectType", "Data 2.4.2.1"),
    ("verb", {"display": {"en": "did"}}, "verb.id", "Data 2.4.3"),
    ("verb.id", "passed", "verb.id", "Data 4.3"),
    ("verb.display", {"a12345678": "did"}, "verb.display.a12345678", "Data 4.2"),
    ("verb.display", {"en": 1}, "verb.display.en", "Data 4.2"),
    ("verb.display", {"zh-z-aaa-z-bbb-c-ccc": "did"}, "verb.display.zh-z-aaa-z-bbb-c-ccc", "Data 4.2"),
    ("object", {"objectType": "activity", "id": "https://a.example"}, "object.objectType", "Data 2.4.4"),
    ("object", {"definition": {}}, "object.id", "Data 2.4.4.1"),
    ("object.id", "", "object.id", "Data 4.3"),
    ("object.id", "https://a.example/a b", "object.id", "Data 4.3"),
    ("object.id", "https://a.example/%zz", "object.id", "Data 4.3"),
    ("object.definition.type", "lesson", "object.definition.type", "Data 4.3"),
    ("object.definition.interactionType", "Choice", "object.definition.interactionType", "Data 2.4.4.1"),
    ("object.definition.choices", {}, "object.definition.choices", "Data 2.4.4.1"),
    ("object.definition.choices", [{"id": "a"}, {"id": "a"}], "object.definition.choices", "Data 2.4.4.1"),
    ("object.definition.scale", [{"description": {}}], "object.definition.scale[0].id", "Data 2.4.4.1"),
    ("object.definition.correctResponsesPattern", "a", "object.definition.correctResponsesPattern", "Data 2.4.4.1"),
    ("object.definition.extensions", {"critical": 1}, 'object.definition.extensions["critical"]', "Data 4.1"),
    ("object.definition.name", None, "object.definition.name", "Data 2.2"),
    ("object", {**ref("x")}, "object.id", "Data 4.4"),
    ("object", {"objectType": "StatementRef"}, "object.id", "Data 2.4.4.3"),
    ("result.success", "true", "result.success", "Data 2.4.5"),
    ("result.completion", 1, "result.completion", "Data 2.4.5"),
    ("result.response", 1, "result.response", "Data 2.4.5"),
    ("result.duration", "PT", "result.duration", "Data 4.6"),
    ("result.duration", "P1H", "result.duration", "Data 4.6"),
    ("result.duration", "PT1.5H30M", "result.duration", "Data 4.6"),
    ("result.duration", "-PT1H", "result.duration", "Data 4.6"),
    ("result.score.scaled", 1.01, "result.score.scaled", "Data 2.4.5.1"),
    ("result.score.scaled", True, "result.score.scaled", "Data 2.4.5.1"),
    ("result.score.scaled", "0.9", "result.score.scaled", "Data 2.4.5.1"),
    ("result.score.raw", 26, "result.score.raw", "Data 2.4.5.1"),
    ("result.score.raw", -1, "result.score.raw", "Data 2.4.5.1"),
    ("result.score.min", 25, "result.score.min", "Data 2.4.5.1"),
    ("result.grade", 1, "result.grade", "Data 2.4.5"),
    ("context.registration", "x", "context.registration", "Data 4.4"),
    ("context.instructor", "me", "context.instructor", "Data 2.4.2"),
    ("context.team", agent(), "context.team.objectType", "Data 2.4.2.2"),
    ("context.language", "a12345678", "context.language", "Data 4.2"),
    ("context.revision", 1, "context.revision", "Data 2.4.6"),
    ("context.statement", agent(), "context.statement.objectType", "Data 2.4.4.3"),
    ("context.contextActivities.parents", [], "context.contextActivities.parents", "Data 2.4.6.2"),
    ("context.contextActivities.parent", "x", "context.contextActivities.parent", "Data 2.4.6.2"),
    ("context.contextActivities.parent[0].id", "x", "context.contextActivities.parent[0].id", "Data 4.3"),
    ("context.contextActivities.parent[0]", agent(), "context.contextActivities.parent[0].objectType", "Data 2.4.4.1"),
    ("timestamp", "30/11/2026", "timestamp", "Data 4.5"),
    ("timestamp", "2026-02-30T00:00:00Z", "timestamp", "Data 4.5"),
    ("timestamp", "2026-11-30T09:00:00-00", "timestamp", "Data 4.5"),
    ("timestamp", "2026-11-30T09:00:00-0000", "timestamp", "Data 4.5"),
    ("timestamp", "2026-11-30T09:00:00-00:00", "timestamp", "Data 4.5"),
    ("stored", 1, "stored", "Data 4.5"),
    ("version", "0.9.9", "version", "Data 2.4.10"),
    ("version", "1.1.0", "version", "Data 2.4.10"),
    ("version", "2.0.0", "version", "Data 2.4.10"),
    ("authority", GROUP, "authority.member", "Data 2.4.9"),
    ("authority", {**AUTHORITY, "mbox": "mailto:g@example.org"}, "authority", "Data 2.4.9"),
    ("attachments", {}, "attachments", "Data 2.4.11"),
    ("attachments[0].length", "4", "attachments[0].length", "Data 2.4.11"),
    ("attachments[0].length", 4.0, "attachments[0].length", "Data 2.4.11"),
    ("attachments[0].sha2", "zz", "attachments[0].sha2", "Data 2.4.11"),
    ("attachments[0].contentType", "text", "attachments[0].contentType", "Data 2.4.11"),
    ("attachments[0].usageType", "card", "attachments[0].usageType", "Data 4.3"),
    ("Result", {}, "Result", "Data 2.2"),
]


@pytest.mark.parametrize(("place", "value", "path", "rule"), BAD)
def test_bad_statements_are_told_where_and_by_which_clause(place: str, value: Any, path: str, rule: str) -> None:
    problems = validate(with_at(full(), place, value))
    assert (path, f"xAPI 1.0.3 {rule}") in [(problem.path, problem.rule) for problem in problems]


@pytest.mark.parametrize("name", ["actor", "verb", "object"])
def test_what_is_required_is_missed(name: str) -> None:
    (problem,) = validate(without(statement(), name))
    assert (problem.path, problem.message) == (name, "is required")


def test_a_key_in_the_wrong_case_is_told_the_right_one() -> None:
    (problem,) = validate(statement(contexT={}))
    assert problem.message == 'is not a property here: the case must be "context"'


@pytest.mark.parametrize("name", ["id", "stored", "version", "authority"])
def test_a_sub_statement_may_not_hold_what_belongs_to_a_statement(name: str) -> None:
    whole = with_at(sub_statement(), f"object.{name}", full().get(name, agent()))
    assert [problem.path for problem in validate(whole)] == [f"object.{name}"]


def test_a_sub_statement_may_not_hold_another() -> None:
    inner = sub_statement()["object"]
    assert [problem.path for problem in validate(with_at(sub_statement(), "object.object", inner))] == [
        "object.object.objectType"
    ]


def test_a_voiding_statement_must_refer() -> None:
    (problem,) = validate(statement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"}))
    assert (problem.path, problem.rule) == ("object.objectType", "xAPI 1.0.3 Data 2.3.2")


@pytest.mark.parametrize("name", ["revision", "platform"])
def test_revision_and_platform_belong_to_activities(name: str) -> None:
    assert [problem.path for problem in validate(statement(object=agent(), context={name: "x"}))] == [f"context.{name}"]


def test_an_interaction_needs_its_type() -> None:
    (problem,) = validate(statement(object={"id": COURSE_ID, "definition": {"steps": [{"id": "a"}]}}))
    assert problem.path == "object.definition.interactionType"


COURSE_ID = "https://training.example/course"
CONTEXT_AGENT = {"objectType": "contextAgent", "agent": agent("x"), "relevantTypes": ["https://t.example/role"]}
CONTEXT_GROUP = {"objectType": "contextGroup", "group": GROUP}


def test_context_agents_and_groups_are_of_version_2_only() -> None:
    whole = statement(context={"contextAgents": [CONTEXT_AGENT], "contextGroups": [CONTEXT_GROUP]})
    assert validate(whole, "2.0.0") == []
    assert [problem.path for problem in validate(whole)] == ["context.contextAgents", "context.contextGroups"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("contextAgents[0].objectType", "ContextAgent"),
        ("contextAgents[0].agent", GROUP),
        ("contextAgents[0].relevantTypes", []),
        ("contextAgents[0].relevantTypes[0]", "role"),
        ("contextGroups[0].objectType", "contextAgent"),
        ("contextGroups[0].group", agent()),
    ],
)
def test_version_2_checks_context_agents_and_groups(place: str, value: Any) -> None:
    whole = statement(context={"contextAgents": [CONTEXT_AGENT], "contextGroups": [CONTEXT_GROUP]})
    problems = validate(with_at(whole, f"context.{place}", value), "2.0.0")
    assert problems
    assert all(problem.path.startswith("context.") and problem.rule.startswith("IEEE") for problem in problems)


def test_version_2_takes_statements_marked_with_either_version() -> None:
    assert validate(statement(version="2.0.0"), "2.0.0") == validate(statement(version="1.0.9"), "2.0.0") == []


def test_a_path_can_be_put_before() -> None:
    (problem,) = validate(without(statement(), "verb"), path="[3]")
    assert problem.path == "[3].verb"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(sorted(full())), inner),
    max_leaves=20,
)
PLACES = [place for place, *_ in BAD if "[" not in place]


@given(whole=anything, version=st.sampled_from(BOTH))
def test_it_never_raises_whatever_it_is_given(whole: Any, version: Version) -> None:
    assert isinstance(validate(whole, version), list)


@given(value=anything, place=st.sampled_from(PLACES), version=st.sampled_from(BOTH))
def test_it_never_raises_whatever_stands_in_a_statement(value: Any, place: str, version: Version) -> None:
    assert isinstance(validate(with_at(full(), place, value), version), list)
