"""What pages know of trying Lookout out: where to choose somebody, where codes are read, what to try as whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from demo.personas import Persona, Thing, persona_by

StrOrPromise: TypeAlias = str | Promise
KEPT_AS = "trying"  # in the session: {"persona": key, "path": their first screen}


# What kind of person somebody is, the first that fits, in the order of the page: a heading, and who belongs under it.
KINDS: tuple[tuple[StrOrPromise, Callable[[Persona], bool]], ...] = (
    (_("People who write and run it"), lambda p: p.is_editor),
    (_("People who look after others’ training"), lambda p: bool(p.grants)),
    (_("In taxis and private hire"), lambda p: p.role.startswith(("hackney", "phv", "dual"))),
    (_("In hotels"), lambda p: p.role.startswith("hotel")),
    (_("In councils, health, police and care"), lambda p: True),
)
FIRST = 2  # on the page, those who learn come before those who lead and run


@dataclass(frozen=True)
class ToTry:
    """The box on a persona's first screen. `things` are (words, address)."""

    persona: Persona
    things: list[tuple[str, str]]


def trying(request: HttpRequest) -> dict[str, object]:
    """Context processor: `trying` with `choose_url`, `outbox_url` and `box`; nothing at all outside demo mode."""
    if not settings.DEMO_MODE:
        return {}
    return {
        "trying": {
            "choose_url": reverse("demo:try"),
            "outbox_url": reverse("messaging:outbox"),
            "box": SimpleLazyObject(lambda: box(request)),
        }
    }


def box(request: HttpRequest) -> ToTry | None:
    """What to try on this page: on the persona's first screen, until it is put away."""
    kept = request.session.get(KEPT_AS) if hasattr(request, "session") else None
    if not kept or kept["path"] != request.path:
        return None
    persona = persona_by(kept["persona"])
    return to_try(persona) if persona else None


def by_kind(personas: Iterable[Persona]) -> list[tuple[StrOrPromise, list[Persona]]]:
    """The personas under the headings of the page; headings nobody belongs under are left out."""
    found: dict[int, list[Persona]] = {}
    for persona in personas:
        kind = next(index for index, (_heading, belongs) in enumerate(KINDS) if belongs(persona))
        found.setdefault(kind, []).append(persona)
    order = [*range(FIRST, len(KINDS)), *reversed(range(FIRST))]
    return [(KINDS[index][0], found[index]) for index in order if index in found]


def to_try(persona: Persona) -> ToTry:
    return ToTry(persona, [(thing.words, address(thing)) for thing in persona.things])


def address(thing: Thing) -> str:
    path = reverse(thing.name, args=[thing.argument] if thing.argument else [])
    return f"{path}?{thing.query}" if thing.query else path
