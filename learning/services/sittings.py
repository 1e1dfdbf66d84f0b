"""The assessment: a sitting is started, answered question by question, and finished once."""

import random
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from common.dates import london_day
from learning import content, drawing, marking, xapi
from learning.errors import (
    AlreadyPassed,
    NothingChosen,
    NotInSet,
    NotReached,
    OneAnswerOnly,
    SetAside,
    StalePage,
    Unanswered,
    UnknownChoice,
)
from learning.models import Answer, Attempt, Sitting
from learning.queries import missed_in, progress, question_keys
from learning.services.locking import locked, locked_open
from learning.services.recording import record
from learning.signals import assessment_passed


def start_sitting(*, attempt: Attempt, at: datetime, chance: random.Random | None = None) -> Sitting:
    """The open sitting, or a new one: every question of the set, those missed last time first, options shuffled."""
    with transaction.atomic():
        current = locked_open(attempt)
        if not progress(current).is_assessment_open:
            raise NotReached
        last = current.sittings.order_by("-number").first()
        if last and last.is_open:
            return last
        order = drawing.draw(
            content.questions(current.version.content, question_keys(current)),
            missed=missed_in(last) if last else (),
            chance=chance or random.Random(),  # noqa: S311 - an order to read in, not a secret
        )
        number = last.number + 1 if last else 1
        return Sitting.objects.create(attempt=current, number=number, order=order, started_at=at)


def answer_question(
    *, attempt: Attempt, sitting_number: int, question_key: str, chosen: Sequence[str], at: datetime
) -> Answer:
    """Give and lock an answer in the open sitting. A question answered before keeps its first answer: it is returned.

    Raises StalePage (another sitting is open by now), NotInSet, NothingChosen, OneAnswerOnly or UnknownChoice.
    """
    with transaction.atomic():
        current = locked_open(attempt)
        sitting = current.sittings.filter(number=sitting_number, ended_at=None).first()
        if sitting is None:
            raise StalePage
        if question_key not in sitting.order["questions"]:
            raise NotInSet
        given = sitting.answers.filter(question_key=question_key).first()
        if given:
            return given
        question = content.question(current.version.content, question_key)
        keys = checked(question, chosen)
        answer = Answer.objects.create(
            sitting=sitting,
            question_key=question_key,
            chosen=keys,
            is_right=marking.is_right(question, keys),
            answered_at=at,
        )
        _record_answer(current, answer, number=sitting.number, at=at)
    return answer


def checked(question: content.Item, chosen: Sequence[str]) -> list[str]:
    """The chosen option keys, sorted, if the question allows them."""
    keys = sorted(set(chosen))
    if not keys:
        raise NothingChosen
    if not marking.option_keys(question).issuperset(keys):
        raise UnknownChoice
    if question["type"] == "single" and len(keys) > 1:
        raise OneAnswerOnly
    return keys


def finish_sitting(*, attempt: Attempt, at: datetime, number: int | None = None) -> Sitting:
    """End the sitting and mark it; on a pass, the attempt is passed and `assessment_passed` follows after commit.

    Finishing an ended sitting gives it back unchanged, so two at once get the same one. `number` names the sitting the
    learner saw; without it, the last. Raises Unanswered with the places of the questions left.
    """
    with transaction.atomic():
        current = locked(attempt)
        sitting = _sitting_to_finish(current, number)
        if not sitting.is_open:
            return sitting
        if not current.is_open:
            raise AlreadyPassed if current.is_passed else SetAside
        _end(current, sitting, at=at)
    return sitting


def _sitting_to_finish(attempt: Attempt, number: int | None) -> Sitting:
    sittings = attempt.sittings.order_by("-number")
    sitting = sittings.first() if number is None else sittings.filter(number=number).first()
    if sitting is None:
        raise NotReached
    return sitting


def _end(attempt: Attempt, sitting: Sitting, *, at: datetime) -> None:
    answers = dict(sitting.answers.values_list("question_key", "is_right"))
    keys = sitting.order["questions"]
    if left := [number for number, key in enumerate(keys, start=1) if key not in answers]:
        raise Unanswered(left)
    frozen = attempt.version.content
    result = marking.result(
        content.questions(frozen, keys),
        [key for key, is_right in answers.items() if is_right],
        pass_mark_percent=content.pass_mark_percent(frozen, attempt.kind),
    )
    write_result(sitting, result, at=at)
    sitting.save()
    _record_end(attempt, sitting, at=at)
    if result.is_passed:
        _pass(attempt, at=at)


def write_result(sitting: Sitting, result: marking.Result, *, at: datetime) -> None:
    """Put a result on a sitting that is not saved yet."""
    sitting.ended_at, sitting.ended_on = at, london_day(at)
    sitting.right, sitting.total, sitting.scaled = result.right, result.total, result.scaled
    sitting.is_passed = result.is_passed


def _pass(attempt: Attempt, *, at: datetime) -> None:
    attempt.passed_at, attempt.passed_on = at, london_day(at)
    attempt.save(update_fields=["passed_at", "passed_on"])
    transaction.on_commit(lambda: assessment_passed.send_robust(sender=Attempt, attempt_uuid=attempt.uuid), robust=True)


def _record_answer(attempt: Attempt, answer: Answer, *, number: int, at: datetime) -> None:
    key, success = answer.question_key, answer.is_right
    record(attempt, lambda e: xapi.answered(e, key=key, sitting=number, success=success, at=at), at=at)


def _record_end(attempt: Attempt, sitting: Sitting, *, at: datetime) -> None:
    scaled, is_passed = float(sitting.scaled or 0), bool(sitting.is_passed)
    record(
        attempt,
        lambda e: xapi.assessment_ended(e, sitting=sitting.number, scaled=scaled, is_passed=is_passed, at=at),
        at=at,
    )
