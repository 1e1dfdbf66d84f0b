"""A statement as a sentence people can read, which names nobody: "A person passed Taxi, 92%". No Django."""

from collections.abc import Mapping
from typing import Any

from lrs.presentation import in_one_language

Json = dict[str, Any]
LANGUAGES = ["en-gb", "en"]
Names = Mapping[str, Json]  # activity IRI -> its definition in the store


def sentence(statement: Json, names: Names) -> str:
    """Who did what to what, with the score. `names` fills in for activities that carry no name of their own."""
    who = "A group" if statement["actor"].get("objectType") == "Group" else "A person"
    return f"{who} {said_of(statement['verb'])} {_what(statement['object'], names)}{_how(statement.get('result', {}))}"


def said_of(verb: Json) -> str:
    """A verb in words: its own, or the end of its IRI."""
    said = text_in(verb.get("display", {}))
    return said or verb["id"].rstrip("/").rsplit("/", 1)[-1].replace("-", " ")


def _what(target: Json, names: Names) -> str:
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        definitions = (target.get("definition", {}), names.get(target["id"], {}))
        return next((name for one in definitions if (name := text_in(one.get("name", {})))), target["id"])
    if kind == "SubStatement":
        return f"“{sentence(target, names)}”"
    return {"StatementRef": "another statement", "Group": "a group"}.get(kind, "a person")


def _how(result: Json) -> str:
    scaled = result.get("score", {}).get("scaled")
    if scaled is not None:
        return f", {round(scaled * 100)}%"
    is_right = result.get("success")
    return "" if is_right is None else ", rightly" if is_right else ", not rightly"


def text_in(texts: Json) -> str:
    """The entry of a language map that people here read best, or nothing."""
    return next(iter(in_one_language(texts, LANGUAGES).values()), "") if texts else ""
