"""Under which keys a statement is found: worked out once, when it is written. No Django here.

A term is direct when the plain `agent` or `activity` filter finds it (actor or object, xAPI 1.0.3 Communication
2.1.3); the others are found with `related_agents` or `related_activities`. Verbs and registrations have one way to
be found.
"""

from collections.abc import Iterator
from typing import Any

from lrs.identity import Key, activity_key, agent_key, registration_key, verb_key

Terms = dict[Key, bool]  # key -> is direct


def terms_of(statement: dict[str, Any], authority: dict[str, Any]) -> Terms:
    """The keys of a valid statement and the authority it is stored under."""
    terms: Terms = {verb_key(statement["verb"]["id"]): False}
    registration = statement.get("context", {}).get("registration")
    if registration:
        terms[registration_key(registration)] = False
    terms.update(dict.fromkeys(_related(statement), False))
    terms.update(dict.fromkeys(_actor_keys(authority), False))
    terms.update(dict.fromkeys(_direct(statement), True))
    return terms


def _direct(statement: dict[str, Any]) -> Iterator[Key]:
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        yield activity_key(target["id"])
    for actor in (statement["actor"], target if kind in ("Agent", "Group") else {}):
        key = agent_key(actor)
        if key:
            yield key


def _related(statement: dict[str, Any]) -> Iterator[Key]:
    """Everyone and everything named anywhere that the related filters look at, in a sub-statement too."""
    yield from _actor_keys(statement["actor"])
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        yield activity_key(target["id"])
    elif kind in ("Agent", "Group"):
        yield from _actor_keys(target)
    elif kind == "SubStatement":
        yield from _related(target)
    if "context" in statement:
        yield from _context_keys(statement["context"])


def _context_keys(context: dict[str, Any]) -> Iterator[Key]:
    for name in ("instructor", "team"):
        if name in context:
            yield from _actor_keys(context[name])
    for entry in context.get("contextAgents", ()):
        yield from _actor_keys(entry["agent"])
    for entry in context.get("contextGroups", ()):
        yield from _actor_keys(entry["group"])
    for activities in context.get("contextActivities", {}).values():
        for activity in activities if isinstance(activities, list) else [activities]:
            yield activity_key(activity["id"])


def _actor_keys(actor: dict[str, Any]) -> Iterator[Key]:
    """An actor's own key and those of a group's members."""
    key = agent_key(actor)
    if key:
        yield key
    for member in actor.get("member", ()):
        yield from _actor_keys(member)
