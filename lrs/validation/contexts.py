"""Result, score, context and attachments (Data 2.4.5, 2.4.6, 2.4.11). No Django here."""

from typing import Any

from lrs.validation import values
from lrs.validation.activities import check_activity
from lrs.validation.actors import check_actor, check_agent, check_group
from lrs.validation.problems import Report
from lrs.validation.shapes import Shape, array_of, check_shape, of_type, one_of

STATEMENT_REF = Shape(
    "statement-ref",
    {"objectType": one_of(("StatementRef",), "statement-ref"), "id": values.check_uuid},
    ("objectType", "id"),
)


def check_statement_ref(value: Any, path: str, report: Report) -> None:
    check_shape(value, STATEMENT_REF, path, report)


def _check_scaled(value: Any, path: str, report: Report) -> None:
    if values.check_number(value, path, report) and not -1 <= value <= 1:
        report.add(path, "score", "must be between -1 and 1")


def _check_score_number(value: Any, path: str, report: Report) -> None:
    values.check_number(value, path, report)


SCORE = Shape(
    "score",
    {"scaled": _check_scaled, "raw": _check_score_number, "min": _check_score_number, "max": _check_score_number},
)


def check_score(value: Any, path: str, report: Report) -> None:
    if not check_shape(value, SCORE, path, report):
        return
    numbers = {key: item for key, item in value.items() if type(item) in (int, float)}
    low, high, raw = numbers.get("min"), numbers.get("max"), numbers.get("raw")
    if low is not None and high is not None and low >= high:
        report.add(f"{path}.min", "score", "must be less than max")
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        report.add(f"{path}.raw", "score", "must be between min and max")


RESULT = Shape(
    "result",
    {
        "score": check_score,
        "success": of_type(bool, "result"),
        "completion": of_type(bool, "result"),
        "response": of_type(str, "result"),
        "duration": values.check_duration,
        "extensions": values.check_extensions,
    },
)


def check_result(value: Any, path: str, report: Report) -> None:
    check_shape(value, RESULT, path, report)


_activities = array_of(check_activity, "context-activities")


def _check_activities(value: Any, path: str, report: Report) -> None:
    """An array of activities; a single one is accepted as senders before 1.0.0 wrote it, and given back as an array."""
    check = check_activity if type(value) is dict else _activities
    check(value, path, report)


CONTEXT_ACTIVITIES = Shape(
    "context-activities", dict.fromkeys(("parent", "grouping", "category", "other"), _check_activities)
)


def check_context_activities(value: Any, path: str, report: Report) -> None:
    check_shape(value, CONTEXT_ACTIVITIES, path, report)


_relevant_types = array_of(values.check_iri, "context-agents", minimum=1)
CONTEXT_AGENT = Shape(
    "context-agents",
    {"objectType": one_of(("contextAgent",), "context-agents"), "agent": check_agent, "relevantTypes": _relevant_types},
    ("objectType", "agent"),
)
CONTEXT_GROUP = Shape(
    "context-agents",
    {"objectType": one_of(("contextGroup",), "context-agents"), "group": check_group, "relevantTypes": _relevant_types},
    ("objectType", "group"),
)


def _check_context_agent(value: Any, path: str, report: Report) -> None:
    check_shape(value, CONTEXT_AGENT, path, report)


def _check_context_group(value: Any, path: str, report: Report) -> None:
    check_shape(value, CONTEXT_GROUP, path, report)


CONTEXT = Shape(
    "context",
    {
        "registration": values.check_uuid,
        "instructor": check_actor,
        "team": check_group,
        "contextActivities": check_context_activities,
        "revision": of_type(str, "context"),
        "platform": of_type(str, "context"),
        "language": values.check_language,
        "statement": check_statement_ref,
        "extensions": values.check_extensions,
    },
)
CONTEXT_2 = Shape(
    "context",
    {
        **CONTEXT.fields,
        "contextAgents": array_of(_check_context_agent, "context-agents"),
        "contextGroups": array_of(_check_context_group, "context-agents"),
    },
)


def check_context(value: Any, path: str, report: Report) -> None:
    check_shape(value, CONTEXT_2 if report.is_2 else CONTEXT, path, report)


def _check_length(value: Any, path: str, report: Report) -> None:
    if type(value) is not int or value < 0:
        report.add(path, "attachments", "must be a whole number of bytes")


ATTACHMENT = Shape(
    "attachments",
    {
        "usageType": values.check_iri,
        "display": values.check_language_map,
        "description": values.check_language_map,
        "contentType": values.check_media_type,
        "length": _check_length,
        "sha2": values.check_sha2,
        "fileUrl": values.check_iri,
    },
    ("usageType", "display", "contentType", "length", "sha2"),
)


def _check_attachment(value: Any, path: str, report: Report) -> None:
    check_shape(value, ATTACHMENT, path, report)


check_attachments = array_of(_check_attachment, "attachments")
