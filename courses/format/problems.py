"""What can be wrong with a course, in a sentence an editor can act on."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` is 1-based, 0 when the course came from no file. `item` is a key such as S2.1, empty for the course.

    `hint` says how to mend it in a file; on an editor's screen the reason stands alone. A `broken` course contradicts
    itself (a way that leads nowhere); otherwise it is only not finished, which is all right in a draft.
    """

    line: int
    item: str
    reason: str
    hint: str = ""
    broken: bool = False

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.reason}{' ' + self.hint if self.hint else ''}"


class CourseFileError(ValueError):
    """A course that cannot be used, with every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """Collects problems while a file is read, so that an editor hears of all of them at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, item: str, reason: str, hint: str = "", *, broken: bool = True) -> None:
        self.found.append(Problem(line, item, reason, hint, broken))
