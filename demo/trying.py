"""What pages know of trying Lookout out: where to choose somebody, where codes are read, what to try as whom."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from demo.personas import Persona, Thing, persona_by

KEPT_AS = "trying"  # in the session: {"persona": key, "path": their first screen}


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


def to_try(persona: Persona) -> ToTry:
    return ToTry(persona, [(thing.words, address(thing)) for thing in persona.things])


def address(thing: Thing) -> str:
    path = reverse(thing.name, args=[thing.argument] if thing.argument else [])
    return f"{path}?{thing.query}" if thing.query else path
