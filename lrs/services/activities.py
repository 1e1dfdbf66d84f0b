"""What statements say of activities, merged into one definition each (1.0.3 Data 2.4.4.1, Communication 2.5)."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from lrs import wire
from lrs.identity import activity_key
from lrs.models import Activity
from lrs.presentation import activities_in

CHUNK = 500
_MAPS = ("name", "description", "extensions")


def learn(*, statements: Iterable[dict[str, Any]]) -> None:
    """Take up the definitions in these statements; in the caller's transaction, with the journal open."""
    told: dict[str, list[dict[str, Any]]] = {}
    for statement in statements:
        for activity in activities_in(statement):
            definitions = told.setdefault(activity["id"], [])
            if activity.get("definition") and (not definitions or definitions[-1] != activity["definition"]):
                definitions.append(activity["definition"])
    keys = {activity_key(iri): iri for iri, definitions in told.items() if definitions}
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        _learn_some({key: keys[key] for key in listed[start : start + CHUNK]}, told)


def _learn_some(keys: dict[str, str], told: dict[str, list[dict[str, Any]]]) -> None:
    known = {row.key.hex: row for row in Activity.objects.filter(key__in=keys)}
    fresh: list[Activity] = []
    changed: list[Activity] = []
    for key, iri in keys.items():
        row = known.get(key) or Activity(key=key, iri=iri)
        definition = wire.dumps(reduce(_merge, told[iri], wire.loads(row.definition)))
        if key in known and definition == row.definition:
            continue
        row.definition = definition
        (changed if key in known else fresh).append(row)
    Activity.objects.bulk_create(fresh)
    Activity.objects.bulk_update(changed, ["definition"], batch_size=100)


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Languages and extensions add up; everything else is as last told."""
    merged = {**old, **new}
    for name in _MAPS:
        if name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged
