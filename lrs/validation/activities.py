"""Activities, their definitions and interactions (Data 2.4.4.1). No Django here."""

from typing import Any

from lrs.validation.problems import Report
from lrs.validation.shapes import Shape, array_of, check_shape, of_type, one_of
from lrs.validation.values import check_extensions, check_iri, check_language_map

INTERACTION_TYPES = (
    "true-false", "choice", "fill-in", "long-fill-in", "matching",
    "performance", "sequencing", "likert", "numeric", "other",
)  # fmt: skip
COMPONENT_LISTS = ("choices", "scale", "source", "target", "steps")
COMPONENT = Shape("activity", {"id": of_type(str, "activity"), "description": check_language_map}, ("id",))


def check_component(value: Any, path: str, report: Report) -> None:
    check_shape(value, COMPONENT, path, report)


_components = array_of(check_component, "activity")


def check_components(value: Any, path: str, report: Report) -> None:
    """A list of interaction components with distinct ids."""
    _components(value, path, report)
    if type(value) is list:
        ids = [item["id"] for item in value if type(item) is dict and type(item.get("id")) is str]
        if len(ids) != len(set(ids)):
            report.add(path, "activity", "must not use one id twice")


DEFINITION = Shape(
    "activity",
    {
        "name": check_language_map,
        "description": check_language_map,
        "type": check_iri,
        "moreInfo": check_iri,
        "extensions": check_extensions,
        "interactionType": one_of(INTERACTION_TYPES, "activity"),
        "correctResponsesPattern": array_of(of_type(str, "activity"), "activity"),
        **dict.fromkeys(COMPONENT_LISTS, check_components),
    },
)


def check_definition(value: Any, path: str, report: Report) -> None:
    if not check_shape(value, DEFINITION, path, report) or "interactionType" in value:
        return
    for key in ("correctResponsesPattern", *COMPONENT_LISTS):
        if key in value:
            report.add(f"{path}.interactionType", "activity", f"is required when there is {key}")


ACTIVITY = Shape(
    "activity",
    {"objectType": one_of(("Activity",), "activity"), "id": check_iri, "definition": check_definition},
    ("id",),
)


def check_activity(value: Any, path: str, report: Report) -> None:
    check_shape(value, ACTIVITY, path, report)
