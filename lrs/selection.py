"""Which statements another store wants: by verb and by activity. No Django here."""

from dataclasses import dataclass
from typing import Any

from lrs.presentation import activities_in

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter; what is empty lets everything through."""

    verb: str = ""
    activity_prefix: str = ""

    @property
    def is_open(self) -> bool:
        return not self.verb and not self.activity_prefix

    def takes(self, statement: Json) -> bool:
        """Whether a valid statement is wanted, its context activities counting as its object does."""
        if self.verb and statement["verb"]["id"] != self.verb:
            return False
        return not self.activity_prefix or any(
            activity["id"].startswith(self.activity_prefix) for activity in activities_in(statement)
        )
