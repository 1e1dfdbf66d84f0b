"""What is asked for: who took what, when, and how it came out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from courses.models import CourseVersion
from learning.models import Attempt
from partnership.models import Area, Assignment, Person

Outcome = Literal["passed", "failed", "started"]


@dataclass(frozen=True)
class Plan:
    """One attempt to make.

    `sittings` counts all sittings: of a passed attempt the last one passes, of a failed one none. `right` is the number
    right in the last sitting; None draws a likely one. `version` must have its course at hand (select_related).
    """

    person: Person
    version: CourseVersion
    started_at: datetime
    outcome: Outcome
    role_codes: tuple[str, ...] = ()
    area: Area | None = None
    assignment: Assignment | None = None
    kind: str = Attempt.Kind.FULL
    sittings: int = 1
    right: int | None = None
