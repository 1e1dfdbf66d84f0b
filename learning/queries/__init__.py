"""Reading what people did."""

from learning.queries.attempts import (
    assignments_for,
    attempt_of,
    attempts_of,
    item_set,
    latest_attempt,
    open_attempt,
    open_attempts,
    passed_attempts,
    progress,
    question_keys,
    scenario_place,
)
from learning.queries.helping import HumanRoute, human_route
from learning.queries.local import Local, local_for
from learning.queries.planning import planned_attempt
from learning.queries.record import attempts_without_their_certificate, attempts_without_their_end
from learning.queries.sittings import (
    SittingSummary,
    answers_in,
    failed_sittings,
    is_support_due,
    last_sitting,
    latest_ended_sitting,
    missed_in,
    sitting_summary,
)
from learning.queries.whereabouts import Whereabouts, whereabouts

__all__ = [
    "HumanRoute",
    "Local",
    "SittingSummary",
    "Whereabouts",
    "answers_in",
    "assignments_for",
    "attempt_of",
    "attempts_of",
    "attempts_without_their_certificate",
    "attempts_without_their_end",
    "failed_sittings",
    "human_route",
    "is_support_due",
    "item_set",
    "last_sitting",
    "latest_attempt",
    "latest_ended_sitting",
    "local_for",
    "missed_in",
    "open_attempt",
    "open_attempts",
    "passed_attempts",
    "planned_attempt",
    "progress",
    "question_keys",
    "scenario_place",
    "sitting_summary",
    "whereabouts",
]
