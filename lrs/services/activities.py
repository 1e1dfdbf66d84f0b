"""What statements say of activities, merged into one definition each (1.0.3 Data 2.4.4.1, Communication 2.5)."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from lrs import wire
from lrs.asking import answers_among, as_uuid
from lrs.identity import activity_key
from lrs.models import Activity
from lrs.presentation import activities_in

CHUNK = 500
LARGEST = 256 * 1024  # characters of one definition: what would make it grow past that is not taken up
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
    known = _known(list(keys))
    fresh: list[Activity] = []
    changed: list[Activity] = []
    for key, iri in keys.items():
        definition = wire.dumps(reduce(_merge, told[iri], wire.reread(known.get(key, "{}"))))
        if known.get(key) != definition and len(definition) <= LARGEST:
            (changed if key in known else fresh).append(Activity(key=key, iri=iri, definition=definition))
    Activity.objects.bulk_create(fresh, batch_size=CHUNK)
    Activity.objects.bulk_update(changed, ["definition"], batch_size=100)


def _known(keys: list[str]) -> dict[str, str]:
    sql = "SELECT key, definition FROM lrs_activity WHERE key IN ({among})"
    return {as_uuid(key).hex: definition for key, definition in answers_among(sql, keys)}


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Languages and extensions add up; everything else is as last told."""
    merged = {**old, **new}
    for name in _MAPS:
        if name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged
