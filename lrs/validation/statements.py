"""The statement and the statement inside a statement (Data 2.2, 2.3.2, 2.4). No Django here."""

import re
from typing import Any

from lrs.validation import values
from lrs.validation.activities import check_activity
from lrs.validation.actors import check_actor, check_agent, check_authority, check_group
from lrs.validation.contexts import check_attachments, check_context, check_result, check_statement_ref
from lrs.validation.problems import Report
from lrs.validation.shapes import Check, Shape, check_shape, of_type

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_VERSION_1 = re.compile(r"1\.0(\.\d+)?", re.ASCII)
_VERSION_2 = re.compile(r"[12]\.0(\.\d+)?", re.ASCII)

VERB = Shape("verb", {"id": values.check_iri, "display": values.check_language_map}, ("id",))


def check_verb(value: Any, path: str, report: Report) -> None:
    check_shape(value, VERB, path, report)


def check_version(value: Any, path: str, report: Report) -> None:
    pattern, wanted = (_VERSION_2, "1.0.x or 2.0.x") if report.is_2 else (_VERSION_1, "1.0.x")
    if type(value) is not str or not pattern.fullmatch(value):
        report.add(path, "version", f"must be {wanted}")


def _check_inner_object(value: Any, path: str, report: Report) -> None:
    _check_object_of(value, path, report, INNER_OBJECTS)


def _check_object(value: Any, path: str, report: Report) -> None:
    _check_object_of(value, path, report, OBJECTS)


def _check_object_of(value: Any, path: str, report: Report, kinds: dict[str, Check]) -> None:
    if type(value) is not dict:
        report.add(path, "object", "must be an object")
        return
    kind = value.get("objectType", "Activity")
    check = kinds.get(kind) if type(kind) is str else None
    if check is None:
        report.add(f"{path}.objectType", "object", "must be one of " + ", ".join(kinds))
    else:
        check(value, path, report)


_PARTS: dict[str, Check] = {
    "actor": check_actor,
    "verb": check_verb,
    "result": check_result,
    "context": check_context,
    "timestamp": values.check_moment,
    "attachments": check_attachments,
}
_REQUIRED = ("actor", "verb", "object")
SUB_STATEMENT = Shape(
    "sub-statement", {"objectType": of_type(str, "sub-statement"), **_PARTS, "object": _check_inner_object}, _REQUIRED
)


def check_sub_statement(value: Any, path: str, report: Report) -> None:
    if check_shape(value, SUB_STATEMENT, path, report):
        _check_activity_only(value, f"{path}.", report)


STATEMENT = Shape(
    "format",
    {
        **_PARTS,
        "id": values.check_uuid,
        "object": _check_object,
        "stored": values.check_moment,
        "authority": check_authority,
        "version": check_version,
    },
    _REQUIRED,
)
INNER_OBJECTS: dict[str, Check] = {
    "Activity": check_activity,
    "Agent": check_agent,
    "Group": check_group,
    "StatementRef": check_statement_ref,
}
OBJECTS: dict[str, Check] = {**INNER_OBJECTS, "SubStatement": check_sub_statement}


def check_statement(value: Any, path: str, report: Report) -> None:
    if check_shape(value, STATEMENT, path, report):
        _check_activity_only(value, f"{path}." if path else "", report)
        _check_voiding(value, f"{path}." if path else "", report)


def _check_activity_only(value: dict[str, Any], prefix: str, report: Report) -> None:
    """`revision` and `platform` belong to statements about an activity (Data 2.4.6)."""
    context, target = value.get("context"), value.get("object")
    if type(context) is not dict or type(target) is not dict or target.get("objectType", "Activity") == "Activity":
        return
    for key in ("revision", "platform"):
        if key in context:
            report.add(f"{prefix}context.{key}", "context", "is only allowed when the object is an Activity")


def _check_voiding(value: dict[str, Any], prefix: str, report: Report) -> None:
    verb, target = value.get("verb"), value.get("object")
    if (
        type(verb) is dict
        and verb.get("id") == VOIDED
        and type(target) is dict
        and target.get("objectType") != "StatementRef"
    ):
        report.add(f"{prefix}object.objectType", "voiding", 'must be "StatementRef" when the verb is voided')
