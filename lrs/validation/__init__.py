"""Is this a statement? One pure answer for the endpoint, the importers and all who emit statements. No Django here.

`validate(statement, version)` takes what a JSON parser gives (duplicate keys are the parser's to refuse:
`lrs.wire`) and returns every problem found, at most `MOST_PROBLEMS`; an empty list means the statement may be
stored.
"""

from typing import Any

from lrs.validation.problems import MOST_PROBLEMS, Problem, Report, Version, clause
from lrs.validation.statements import VOIDED, check_statement

__all__ = ["MOST_PROBLEMS", "VOIDED", "Problem", "Report", "Version", "clause", "validate"]


def validate(statement: Any, version: Version = "1.0.3", *, path: str = "") -> list[Problem]:
    """The problems of one statement under xAPI 1.0.3 or 2.0.0; never raises, whatever it is given.

    `path` is put before every problem's path, so that a batch can say which statement is meant.
    """
    report = Report(version)
    check_statement(statement, path, report)
    return report.problems
