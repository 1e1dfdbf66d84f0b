"""An answer that is a no, raised from wherever it is noticed. No Django here."""

from collections.abc import Sequence

from lrs.validation import Problem, Version, clause


class Refusal(Exception):
    """Ends a call with this HTTP status and a clear sentence; nothing has been changed.

    `problems` are what is wrong inside a statement. Without them `at` is the place in the request (a path in the JSON,
    a header's name, "?name" for a parameter, "part 2" for one of a multipart; empty for all of it), and `topic` the
    rule, which is cited in the version the caller speaks (validation.problems.CLAUSES).
    """

    def __init__(
        self, status: int, message: str, problems: Sequence[Problem] = (), *, at: str = "", topic: str = "errors"
    ) -> None:
        self.status, self.message, self.problems = status, message, list(problems)
        self.at, self.topic = at, topic
        super().__init__(message)

    def told(self, version: Version) -> list[Problem]:
        """Each problem with its path and rule: never none."""
        return self.problems or [Problem(self.at, clause(self.topic, version), self.message)]


def bad_parameter(name: str, message: str, *, topic: str = "errors") -> Refusal:
    """400 for a query parameter, named as people wrote it."""
    return Refusal(400, f'The parameter "{name}" {message}.', at=f"?{name}", topic=topic)
