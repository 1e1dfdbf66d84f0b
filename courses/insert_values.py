"""What a viewer gets where a course leaves room for its area. Pure: no Django (docs/course-format.md §3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.national import FALLBACK, fallback_for


class Viewer(StrEnum):
    """Whom an insert may be shown to: anyone; a person matched to a register; one who holds a role of the course."""

    PUBLIC = "public"
    VERIFIED = "verified"
    ROLE = "role"

    def may_see(self, visible_to: str) -> bool:
        order = list(Viewer)
        return visible_to in order and order.index(self) >= order.index(Viewer(visible_to))

    @classmethod
    def of(cls, *, is_verified: bool, holds_role: bool) -> "Viewer":
        if not is_verified:
            return cls.PUBLIC
        return cls.ROLE if holds_role else cls.VERIFIED


@dataclass(frozen=True, slots=True)
class InsertValue:
    """One value as written by its owner: plain text."""

    key: str
    value: str
    owner: str = ""
    visible_to: str = "public"
    checked_on: date | None = None
    area_name: str = ""


@dataclass(frozen=True, slots=True)
class InsertValues:
    """The values of one course for one area, for one viewer. A key that has none gives the national words."""

    values: Mapping[str, InsertValue] = field(default_factory=dict)
    viewer: Viewer = Viewer.PUBLIC

    def has(self, key: str) -> bool:
        return key in self.values and bool(self.values[key].value)

    def is_withheld(self, key: str) -> bool:
        return self.has(key) and not self.viewer.may_see(self.values[key].visible_to)

    def shown(self, key: str) -> InsertValue | None:
        """The value, when there is one that this viewer may see."""
        return self.values[key] if self.has(key) and not self.is_withheld(key) else None

    def phrase(self, key: str) -> str:
        """Words that fit inside a sentence; never empty."""
        found = self.shown(key)
        return found.value if found else fallback_for(key)

    @property
    def fallback(self) -> str:
        return FALLBACK
