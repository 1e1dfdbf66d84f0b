"""A statement as it is given out: exact, ids or canonical (1.0.3 Communication 2.1.3, "format"). No Django here."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lrs import wire
from lrs.identity import IDENTIFIERS

Json = dict[str, Any]
_DEFINITION_MAPS = ("name", "description")
_COMPONENTS = ("choices", "scale", "source", "target", "steps")


def iso(moment: datetime) -> str:
    """A moment as the store writes it: UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def complete(received: Json, *, uuid: UUID, stored: datetime, authority: Json, version: str) -> Json:
    """What was received, with what the store adds; its context activities in arrays."""
    added = {"stored": iso(stored), "authority": authority}
    whole = {"id": str(uuid), **received, **added}
    whole.setdefault("timestamp", iso(stored))
    whole.setdefault("version", version)
    return _with_arrays(whole)


def exact(
    received: str, *, uuid: UUID, stored: datetime, authority: Json, version: str, leave_out: Collection[str] = ()
) -> str:
    """The JSON of `complete`, made of the very text that was received: numbers stay as precise as they were written.

    `leave_out` names properties that are not told.
    """
    kept = [member for member in wire.members(received) if member[0] not in ("stored", "authority")]
    texts = {"id": f'"{uuid}"', **{name: _in_arrays(name, value, text) for name, value, text in kept}}
    at = f'"{iso(stored)}"'
    added = {"stored": at, "authority": wire.dumps(authority), "timestamp": at, "version": f'"{version}"'}
    texts |= {name: text for name, text in added.items() if name not in texts}
    return _object_of({name: text for name, text in texts.items() if name not in leave_out})


def _in_arrays(name: str, value: Any, text: str) -> str:
    """The text of a statement's property, a single context activity in it as an array (Data 2.4.6.2)."""
    if name == "object" and value.get("objectType") == "SubStatement":
        return _object_of({name: _in_arrays(name, value, text) for name, value, text in wire.members(text)})
    if name != "context" or all(isinstance(one, list) for one in value.get("contextActivities", {}).values()):
        return text
    texts = {name: text for name, _, text in wire.members(text)}
    activities = wire.members(texts["contextActivities"])
    arrays = {name: text if isinstance(value, list) else f"[{text}]" for name, value, text in activities}
    return _object_of({**texts, "contextActivities": _object_of(arrays)})


def _object_of(texts: dict[str, str]) -> str:
    """JSON of properties of a statement, whose names are letters only."""
    return "{" + ",".join([f'"{name}":{text}' for name, text in texts.items()]) + "}"


def _with_arrays(statement: Json) -> Json:
    """A single context activity becomes an array of one, in a sub-statement too (Data 2.4.6.2)."""
    activities = statement.get("context", {}).get("contextActivities")
    if activities:
        arrays = {key: value if isinstance(value, list) else [value] for key, value in activities.items()}
        statement = {**statement, "context": {**statement["context"], "contextActivities": arrays}}
    if statement["object"].get("objectType") == "SubStatement":
        statement = {**statement, "object": _with_arrays(statement["object"])}
    return statement


def activities_in(statement: Json) -> Iterator[Json]:
    """Every Activity object named as object or context activity, in a sub-statement too."""
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        yield target
    elif kind == "SubStatement":
        yield from activities_in(target)
    for value in statement.get("context", {}).get("contextActivities", {}).values():
        yield from value if isinstance(value, list) else [value]


def reshape(statement: Json, *, actor: Callable[[Json], Json], verb: Callable[[Json], Json], activity: Callable[[Json], Json]) -> Json:  # fmt: skip # noqa: E501
    """The statement with every actor, verb and activity in it replaced, in a sub-statement too."""
    whole = {**statement, "actor": actor(statement["actor"]), "verb": verb(statement["verb"])}
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        whole["object"] = activity(target)
    elif kind in ("Agent", "Group"):
        whole["object"] = actor(target)
    elif kind == "SubStatement":
        whole["object"] = reshape(target, actor=actor, verb=verb, activity=activity)
    if "authority" in whole:
        whole["authority"] = actor(whole["authority"])
    if "context" in whole:
        whole["context"] = _reshape_context(whole["context"], actor, activity)
    return whole


def _reshape_context(context: Json, actor: Callable[[Json], Json], activity: Callable[[Json], Json]) -> Json:
    whole = {**context}
    for name in ("instructor", "team"):
        if name in whole:
            whole[name] = actor(whole[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in whole:
            whole[name] = [{**entry, inner: actor(entry[inner])} for entry in whole[name]]
    if "contextActivities" in whole:
        whole["contextActivities"] = {
            key: [activity(item) for item in (value if isinstance(value, list) else [value])]
            for key, value in whole["contextActivities"].items()
        }
    return whole


def ids_only(statement: Json) -> Json:
    """Only what identifies agents, verbs and activities; an anonymous group keeps its members."""
    return reshape(statement, actor=_actor_id, verb=lambda verb: {"id": verb["id"]}, activity=_activity_id)


def _actor_id(actor: Json) -> Json:
    kept = {key: actor[key] for key in ("objectType", *IDENTIFIERS) if key in actor}
    if "member" in actor and not any(key in actor for key in IDENTIFIERS):
        kept["member"] = [_actor_id(member) for member in actor["member"]]
    return kept


def _activity_id(activity: Json) -> Json:
    return {"id": activity["id"]}


def canonical(statement: Json, *, languages: list[str], definitions: dict[str, Json]) -> Json:
    """In one language where there is a choice, with the store's definition of each activity (IRI -> definition)."""

    def verb(item: Json) -> Json:
        return {**item, "display": in_one_language(item["display"], languages)} if "display" in item else item

    def activity(item: Json) -> Json:
        definition = definitions.get(item["id"]) or item.get("definition")
        return {**item, "definition": _definition(definition, languages)} if definition is not None else item

    return reshape(statement, actor=lambda item: item, verb=verb, activity=activity)


def _definition(definition: Json, languages: list[str]) -> Json:
    whole = {**definition}
    for name in _DEFINITION_MAPS:
        if name in whole:
            whole[name] = in_one_language(whole[name], languages)
    for name in _COMPONENTS:
        if name in whole:
            whole[name] = [
                {**item, "description": in_one_language(item["description"], languages)}
                if "description" in item
                else item
                for item in whole[name]
            ]
    return whole


def in_one_language(texts: Json, languages: list[str]) -> Json:
    """The entry of a language map that suits best: exact tag, then same language, then the first there is."""
    by_tag = {tag.lower(): tag for tag in texts}
    for wanted in languages:
        if wanted == "*" and texts:
            break
        if wanted in by_tag:
            return {by_tag[wanted]: texts[by_tag[wanted]]}
        primary = wanted.split("-")[0]
        for lower, tag in by_tag.items():
            if lower.split("-")[0] == primary:
                return {tag: texts[tag]}
    return dict(list(texts.items())[:1])


def accepted_languages(header: str) -> list[str]:
    """The tags of an Accept-Language header in lower case, the most wanted first (RFC 9110 12.5.4)."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        if tag.strip() and quality > 0:
            weighed.append((-quality, tag.strip().lower()))
    return [tag for _, tag in sorted(weighed, key=lambda item: item[0])]
