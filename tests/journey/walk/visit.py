"""One look at one page, and what its address is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.journey.walk.world import World

FIRST = "main form[method=post] button"


@dataclass(frozen=True)
class Visit:
    """Who looks (a persona's key, "" for a visitor), at which page, in which state.

    `before` brings the world into the state the page is to be seen in. `send` then sends its form with these values
    (none: empty, to see what it says of that) by the first button that `press` finds; it ends on the page `to`, or on
    itself with its errors. `wide` looks at 1280 px too, `only` at a part of a page whose rest is Wagtail's. `sheets` is
    how many sheets of A4 it may take, printed.
    """

    name: str
    who: str = ""
    at: dict[str, Any] | Callable[[World], dict[str, Any]] = field(default_factory=dict)
    query: str = ""
    before: Callable[[World], object] | None = None
    send: dict[str, str] | Callable[[World], dict[str, str]] | None = None
    press: str = FIRST
    to: str = ""
    wide: bool = False
    only: str | None = None
    sheets: int = 0

    @property
    def names(self) -> set[str]:
        return {self.name, self.to} - {""}

    def address(self, world: World) -> str:
        if self.name == "wagtail_serve":
            return f"/{self.query}"
        kwargs = self.at(world) if callable(self.at) else self.at
        return reverse(self.name, kwargs=kwargs) + self.query

    def sent(self, world: World) -> dict[str, str] | None:
        return self.send(world) if callable(self.send) else self.send


def attempt(world: World) -> dict[str, Any]:
    return {"attempt": world.attempt.uuid}


def step(kind: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"attempt": world.attempt.uuid, "key": world.key(kind)}


def number(place: int) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"attempt": world.attempt.uuid, "number": place}


def hotel(world: World) -> dict[str, Any]:
    return {"premises": world.hotel}


def session(world: World) -> dict[str, Any]:
    return {"session": world.session.uuid}


def wrong_result(world: World) -> dict[str, Any]:
    return {"session": world.session.uuid, "line": world.wrong_result.uuid}


def post(world: World) -> dict[str, Any]:
    return {"post": world.post.uuid}


def prior(world: World) -> dict[str, Any]:
    return {"claim": world.prior.uuid}


def poster(world: World) -> dict[str, Any]:
    return {"code": world.poster.code}


def hotel_code(world: World) -> dict[str, Any]:
    return {"code": world.hotel_code}
