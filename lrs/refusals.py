"""An answer that is a no, raised from wherever it is noticed. No Django here."""

from collections.abc import Sequence

from lrs.validation import Problem


class Refusal(Exception):
    """Ends a call with this HTTP status and a clear sentence; nothing has been changed."""

    def __init__(self, status: int, message: str, problems: Sequence[Problem] = ()) -> None:
        self.status, self.message, self.problems = status, message, list(problems)
        super().__init__(message)


def bad_parameter(name: str, message: str) -> Refusal:
    """400 for a query parameter, named as people wrote it."""
    return Refusal(400, f'The parameter "{name}" {message}.', [Problem(f"?{name}", "Communication 2.1.3", message)])
