"""Query parameters, read strictly: unknown ones, repeated ones and wrong values are refused. No Django here."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from common import numbers
from lrs import wire
from lrs.refusals import Refusal, bad_parameter
from lrs.validation import Report, Version, formats
from lrs.validation.actors import check_actor, check_agent

MOST_PARAMETERS = 40


def read_pairs(text: str) -> dict[str, str]:
    """A query string or form body as names and values; each name once."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except (ValueError, UnicodeDecodeError) as error:
        message = "The parameters could not be read: they must be UTF-8, and not too many."
        raise Refusal(400, message, at="?") from error
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name in found if [other for other, _ in pairs].count(name) > 1)
        raise bad_parameter(twice, "stands twice")
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise Refusal(400, "A parameter holds a null character.", at="?")
    return found


def refuse_unknown(params: dict[str, str], known: Collection[str]) -> None:
    for name in params:
        if name not in known:
            raise bad_parameter(name, "is not known here; names are case-sensitive")


def required(params: dict[str, str], name: str) -> str:
    if not params.get(name):
        raise bad_parameter(name, "is required")
    return params[name]


def uuid(params: dict[str, str], name: str) -> UUID | None:
    value = params.get(name)
    if value is None:
        return None
    if not formats.is_uuid(value):
        raise bad_parameter(name, "must be a UUID")
    return UUID(value)


def flag(params: dict[str, str], name: str) -> bool:
    value = params.get(name, "false")
    if value not in ("true", "false"):
        raise bad_parameter(name, "must be true or false")
    return value == "true"


def moment(params: dict[str, str], name: str) -> datetime | None:
    value = params.get(name)
    if value is None:
        return None
    found = formats.moment(value.replace(" ", "+"))  # a plus sign that was not escaped arrives as a space
    if found is None:
        raise bad_parameter(name, "must be an ISO 8601 timestamp")
    return found


def iri(params: dict[str, str], name: str) -> str | None:
    value = params.get(name)
    if value is not None and not formats.is_iri(value):
        raise bad_parameter(name, "must be an absolute IRI")
    return value


def whole_number(params: dict[str, str], name: str, default: int) -> int:
    value = numbers.whole_number(params.get(name, str(default)), digits=9)
    if value is None:
        raise bad_parameter(name, "must be a whole number from 0")
    return value


def agent(params: dict[str, str], name: str, version: Version, *, allow_group: bool = False) -> dict[str, Any] | None:
    """An Agent (or, where a filter takes one, an identified Group) given as JSON."""
    if name not in params:
        return None
    try:
        value = wire.loads(params[name])
    except wire.MalformedJson as error:
        raise bad_parameter(name, f"must be an Agent as JSON: {error}") from error
    report = Report(version)
    (check_actor if allow_group else check_agent)(value, f"?{name}", report)
    if report.problems:
        raise Refusal(400, f'The parameter "{name}" is not a valid Agent.', report.problems)
    return dict(value)
