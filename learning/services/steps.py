"""Lessons and scenarios: the way to the assessment."""

from datetime import datetime

from django.db import transaction

from learning import content, scenes, xapi
from learning.errors import NotInSet, NotReached, StalePage, UnknownChoice
from learning.models import Attempt, LessonProgress, ScenarioProgress
from learning.progress import Step
from learning.queries import progress, scenario_place
from learning.services.locking import locked_open, refuse_closed
from learning.services.recording import record


def open_lesson(*, attempt: Attempt, key: str, at: datetime) -> None:
    """Note that a lesson (or the refresher's reading) was opened. Opening it again keeps the first moment.

    It needs no lock and so costs a reader little: what was reached stays reached, and the database keeps one row.
    """
    refuse_closed(attempt)
    _reached(attempt, key, "lesson", "refresh")
    LessonProgress.objects.bulk_create([LessonProgress(attempt=attempt, key=key, opened_at=at)], ignore_conflicts=True)


def complete_lesson(*, attempt: Attempt, key: str, at: datetime) -> None:
    """Note that the learner reached a lesson's end. Twice is once. Raises NotReached when it was never opened."""
    with transaction.atomic():
        current = locked_open(attempt)
        step = _reached(current, key, "lesson", "refresh")
        opened = LessonProgress.objects.filter(attempt=current, key=key).first()
        if opened is None:
            raise NotReached
        if opened.completed_at:
            return
        opened.completed_at = at
        opened.save(update_fields=["completed_at"])
        if step.kind == "lesson":  # the refresher's reading part is no activity of its own in the profile
            title = content.lesson(current.version.content, key)["title"]
            record(current, lambda e: xapi.lesson_completed(e, key=key, title=title, at=at), at=at)


def keep_screen(*, attempt: Attempt, key: str, screen: int) -> None:
    """Note which screen of a lesson is being read, to go on from there on any phone.

    It is a hint and no progress: the newest word counts, and of a lesson or course that is over it is not kept.
    """
    if attempt.is_open:
        LessonProgress.objects.filter(attempt=attempt, key=key, completed_at=None).update(screen=screen)


def move_scenario(*, attempt: Attempt, key: str, node_key: str, choice_key: str, at: datetime) -> scenes.Move:
    """Take a choice at the node the learner was shown, and say where it leads. The choice itself is not kept.

    A choice from a page that was overtaken raises StalePage; an ended scenario can be played again without effect.
    """
    with transaction.atomic():
        current = locked_open(attempt)
        step = _reached(current, key, "scenario")
        scenario = content.scenario(current.version.content, key)
        place = scenario_place(current, key)
        try:
            move = scenes.move(scenario, node_key, choice_key)
        except KeyError as error:
            raise UnknownChoice from error
        if step.state == "done":
            return move
        if node_key != (place.node_key if place else scenes.first_node(scenario)):
            raise StalePage
        _write_place(current, scenario, move, at=at)
    return move


def _write_place(attempt: Attempt, scenario: content.Item, move: scenes.Move, *, at: datetime) -> None:
    key, title = scenario["key"], scenario["title"]
    ScenarioProgress.objects.update_or_create(
        attempt=attempt,
        key=key,
        defaults={"node_key": move.node_key, "completed_at": at if move.has_ended else None},
    )
    if move.has_ended:
        record(attempt, lambda e: xapi.scenario_completed(e, key=key, title=title, at=at), at=at)


def _reached(attempt: Attempt, key: str, *kinds: str) -> Step:
    """The step with this key, if it is in the set and its turn has come."""
    found = progress(attempt)
    step = next((step for step in found.steps if step.key == key and step.kind in kinds), None)
    if step is None:
        raise NotInSet
    if not step.is_reached:
        raise NotReached
    return step
