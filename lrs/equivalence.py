"""Do two statements say the same? (xAPI 1.0.3 Data 2.3.1, "Statement Immutability"). No Django here.

Left out of the comparison: what a store adds (`stored`, `authority`, `version`, a `timestamp` only one side has), and
what belongs to an activity or a verb and not to the statement: its definition, its display. Read alike: lists without
an order, a timestamp in another offset, a single context activity and an array of one, spelled-out default object
types, a duration beyond hundredths of a second, sums and the domain of an address in capitals.
"""

import re
from typing import Any

from lrs.validation.formats import moment

_ADDED = ("id", "stored", "authority", "version")
_HUNDREDTHS = re.compile(r"([.,]\d\d)\d+(?=S$)")


def are_equivalent(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two valid statements, ids apart, are one and the same."""
    first, second = _plain(left), _plain(right)
    if "timestamp" not in first or "timestamp" not in second:
        first.pop("timestamp", None)
        second.pop("timestamp", None)
    return _same(first, second)


def _plain(statement: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in statement.items() if key not in _ADDED}
    kept["actor"] = _actor(kept["actor"])
    kept["verb"] = {"id": kept["verb"]["id"]}
    kept["object"] = _object(kept["object"])
    if "timestamp" in kept:
        kept["timestamp"] = moment(kept["timestamp"])
    if "context" in kept:
        kept["context"] = _context(kept["context"])
    if "result" in kept and "duration" in kept["result"]:
        kept["result"] = {**kept["result"], "duration": _HUNDREDTHS.sub(r"\1", kept["result"]["duration"])}
    if "attachments" in kept:
        sums = ({**item, "sha2": item["sha2"].lower()} for item in kept["attachments"])
        kept["attachments"] = sorted(sums, key=lambda item: str(item["sha2"]))
    return kept


def _actor(actor: dict[str, Any]) -> dict[str, Any]:
    plain = {"objectType": "Agent", **actor}
    if "mbox" in plain:
        name, _, domain = plain["mbox"].rpartition("@")
        plain["mbox"] = f"{name}@{domain.lower()}"
    if "mbox_sha1sum" in plain:
        plain["mbox_sha1sum"] = plain["mbox_sha1sum"].lower()
    if "member" in plain:
        plain["member"] = sorted((_actor(member) for member in plain["member"]), key=repr)
    return plain


def _object(target: dict[str, Any]) -> dict[str, Any]:
    kind = target.get("objectType", "Activity")
    if kind in ("Agent", "Group"):
        return _actor(target)
    if kind == "SubStatement":
        return _plain(target)
    if kind == "StatementRef":
        return {**target, "id": target["id"].lower()}
    return {"objectType": kind, "id": target["id"]}


def _context(context: dict[str, Any]) -> dict[str, Any]:
    plain = dict(context)
    for name in ("instructor", "team"):
        if name in plain:
            plain[name] = _actor(plain[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in plain:
            plain[name] = [{**entry, inner: _actor(entry[inner])} for entry in plain[name]]
    if "registration" in plain:
        plain["registration"] = plain["registration"].lower()
    if "statement" in plain:
        plain["statement"] = _object(plain["statement"])
    if "contextActivities" in plain:
        plain["contextActivities"] = {
            key: sorted(item["id"] for item in (value if isinstance(value, list) else [value]))
            for key, value in plain["contextActivities"].items()
            if value != []
        }
    return plain


def _same(left: Any, right: Any) -> bool:
    """JSON equality: 1 equals 1.0, and true equals neither."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(value, right[key]) for key, value in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)
