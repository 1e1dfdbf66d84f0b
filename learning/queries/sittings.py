"""Reading sittings of the assessment. For the learner's own eyes: nobody else is shown misses or scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from learning import content, marking
from learning.models import Answer, Attempt, Sitting


def last_sitting(attempt: Attempt) -> Sitting | None:
    return Sitting.objects.filter(attempt=attempt).order_by("-number").first()


def latest_ended_sitting(attempt: Attempt) -> Sitting | None:
    """The sitting whose result the learner sees."""
    ended = Sitting.objects.filter(attempt=attempt, ended_at__isnull=False)
    return ended.select_related("attempt__version").order_by("-number").first()


def answers_in(sitting: Sitting) -> dict[str, Answer]:
    """The answers given so far, by question key."""
    return {answer.question_key: answer for answer in Answer.objects.filter(sitting=sitting)}


def missed_in(sitting: Sitting) -> frozenset[str]:
    """The questions of an ended sitting that were not right."""
    return frozenset(sitting.answers.filter(is_right=False).values_list("question_key", flat=True))


def failed_sittings(attempt: Attempt) -> int:
    return Sitting.objects.filter(attempt=attempt, is_passed=False).count()


def is_support_due(attempt: Attempt, failed: int) -> bool:
    """Whether help is offered by now (FORMAT section 4). An offer, never a bar."""
    return failed >= int(attempt.version.content["max_attempts_before_support"])


@dataclass(frozen=True)
class Missed:
    """A question missed in a sitting, as its learner may see it."""

    number: int
    key: str
    text: str
    explanation: str
    is_critical: bool


@dataclass(frozen=True)
class OutcomeMisses:
    """What was missed under one learning outcome."""

    key: str
    text: str
    missed: tuple[Missed, ...]


@dataclass(frozen=True)
class SittingSummary:
    """How a sitting came out, for the learner's own eyes. Nobody else is shown misses or scores (pack section 1.5).

    `needed` is the fewest right answers that reach the pass mark. `texts` still hold `{{local.…}}`: fill them.
    """

    number: int
    right: int
    total: int
    percent: int
    pass_mark_percent: int
    needed: int
    is_passed: bool
    critical_missed: int
    outcomes: tuple[OutcomeMisses, ...]
    failed: int
    is_support_due: bool
    ended_on: date | None


def sitting_summary(sitting: Sitting) -> SittingSummary:
    """Three queries at most; none of them per question."""
    attempt = sitting.attempt
    frozen = attempt.version.content
    keys: Sequence[str] = sitting.order["questions"]
    asked = content.questions(frozen, keys)
    answers = answers_in(sitting)
    right = [key for key, answer in answers.items() if answer.is_right]
    mark = content.pass_mark_percent(frozen, attempt.kind)
    result = marking.result(asked, right, pass_mark_percent=mark)
    failed = failed_sittings(attempt)
    return SittingSummary(
        number=sitting.number,
        right=result.right,
        total=result.total,
        percent=result.right * 100 // result.total if result.total else 100,
        pass_mark_percent=mark,
        needed=marking.needed(result.total, mark),
        is_passed=bool(sitting.is_passed),
        critical_missed=len(result.critical_missed),
        outcomes=_by_outcome(frozen, asked, result.missed),
        failed=failed,
        is_support_due=is_support_due(attempt, failed),
        ended_on=sitting.ended_on,
    )


def _by_outcome(
    frozen: content.Content, asked: Sequence[content.Item], missed: Sequence[str]
) -> tuple[OutcomeMisses, ...]:
    numbers = {question["key"]: number for number, question in enumerate(asked, start=1)}
    found: list[OutcomeMisses] = []
    for outcome in frozen["outcomes"]:
        of_outcome = tuple(
            Missed(numbers[q["key"]], q["key"], q["text"], q["explanation"], q["critical"])
            for q in asked
            if q["outcome"] == outcome["key"] and q["key"] in missed
        )
        if of_outcome:
            found.append(OutcomeMisses(outcome["key"], outcome["text"], of_outcome))
    return tuple(found)
