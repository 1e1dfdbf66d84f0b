"""What the store refuses, as exceptions that say why."""

from collections.abc import Sequence
from uuid import UUID

from lrs.validation import Problem


class LrsError(Exception):
    """Anything the store refuses. Nothing was stored."""


class InvalidStatement(LrsError):
    """At least one statement breaks the specification. `problems` names every place found and its rule."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message} ({problem.rule})" for problem in problems))


class StatementConflict(LrsError):
    """A statement with this id is stored already and says something else (xAPI 1.0.3 Data 2.3.1)."""

    def __init__(self, uuid: UUID) -> None:
        self.uuid = uuid
        super().__init__(f"A different statement is already stored under the id {uuid}.")
