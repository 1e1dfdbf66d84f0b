"""Which kind of attempt a person is asked for. Certificates live above this room, so their room tells us how to ask.

`certification` registers its provider when the apps are ready; without one, everybody is asked for the whole course.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from courses.models import Course
from partnership.models import Person


@dataclass(frozen=True)
class Entitlement:
    """`kind`: full, refresher or further. `held`: item keys already passed on a certificate that still holds."""

    kind: str = "full"
    held: frozenset[str] = field(default_factory=frozenset)


Provider = Callable[[Person, Course, date], Entitlement]


def whole_course(person: Person, course: Course, on: date) -> Entitlement:
    return Entitlement()


_provider: Provider = whole_course


def register(provider: Provider) -> None:
    """Make `provider(person, course, on)` the one that is asked. Called once, from an AppConfig.ready()."""
    global _provider
    _provider = provider


def entitlement_for(person: Person, course: Course, on: date) -> Entitlement:
    return _provider(person, course, on)
