"""The trail an attempt leaves, in memory: the rows of its steps with likely moments, none after a given one."""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from common.dates import london_day
from courses.paths import FlowItem, ItemSet, resolve
from learning import content, drawing, marking, scenes
from learning.bulk.answers import chosen, wrong_keys
from learning.bulk.plans import Plan
from learning.models import Answer, Attempt, LessonProgress, ScenarioProgress, Sitting
from learning.progress import REFRESH_KEY
from learning.services.sittings import write_result


@dataclass
class Trail:
    """An attempt and what belongs to it; none of it saved."""

    attempt: Attempt
    actor: uuid.UUID
    lessons: list[LessonProgress] = field(default_factory=list)
    scenarios: list[ScenarioProgress] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


class Watch:
    """Tells one likely moment after another, hurrying where the whole would not fit before `until`."""

    def __init__(self, started_at: datetime, *, planned: float, until: datetime) -> None:
        room = (until - started_at).total_seconds()
        if room <= 0:
            raise ValueError("an attempt cannot start after the moment that nothing may lie behind")
        self.now = started_at
        self.pace = min(1.0, room / planned) if planned else 1.0

    def after(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds * self.pace)
        return self.now


def attempt_uuid(plan: Plan, actor: uuid.UUID) -> uuid.UUID:
    """The same person, course and start give the same attempt, so that making it again can be noticed."""
    return uuid.uuid5(actor, f"{plan.version.course.key} {plan.started_at.isoformat()}")


def trail_of(plan: Plan, *, actor: uuid.UUID, chance: random.Random, until: datetime) -> Trail:
    trail = Trail(_attempt(plan, actor), actor)
    seconds = _seconds(plan, trail.attempt, chance)
    watch = Watch(plan.started_at, planned=sum(seconds), until=until)
    pauses = iter(seconds)
    flow = ItemSet.from_json(trail.attempt.items).flow
    done = flow if plan.outcome != "started" else flow[: chance.randint(0, max(0, len(flow) - 1))]
    _walk(trail, done, plan, watch, pauses)
    if plan.outcome != "started":
        _sit(trail, plan, watch, pauses, chance)
    return trail


def _attempt(plan: Plan, actor: uuid.UUID) -> Attempt:
    resolved_as = "refresher" if plan.kind == Attempt.Kind.REFRESHER else "full"
    items = resolve(plan.version.content, plan.role_codes, kind=resolved_as)
    return Attempt(
        uuid=attempt_uuid(plan, actor),
        person=plan.person,
        course=plan.version.course,
        version=plan.version,
        assignment=plan.assignment,
        area=plan.area,
        area_codes=[plan.area.code] if plan.area else [],
        kind=plan.kind,
        role_codes=list(plan.role_codes),
        items=items.as_json(),
        started_at=plan.started_at,
        opened_on=london_day(plan.started_at),
    )


def _seconds(plan: Plan, attempt: Attempt, chance: random.Random) -> list[float]:
    """Likely pauses before each moment: reading a lesson, playing a story, each answer, each finish."""
    items = ItemSet.from_json(attempt.items)
    steps = [_step_seconds(plan, step.kind, step.key, chance) for step in items.flow]
    reading = [chance.uniform(90, 240)] if plan.kind == Attempt.Kind.REFRESHER else []
    answers = [pause for _ in range(plan.sittings) for pause in _sitting_seconds(len(items.questions), chance)]
    return [*reading, *steps, *answers]


def _sitting_seconds(questions: int, chance: random.Random) -> list[float]:
    return [*(chance.uniform(12, 55) for _ in range(questions)), chance.uniform(4, 20)]


def _step_seconds(plan: Plan, kind: str, key: str, chance: random.Random) -> float:
    if kind == "scenario":
        return chance.uniform(60, 260)
    return float(content.lesson(plan.version.content, key)["minutes"]) * 60 * chance.uniform(0.5, 1.2)


def _walk(trail: Trail, done: Sequence[FlowItem], plan: Plan, watch: Watch, pauses: Iterator[float]) -> None:
    if plan.kind == Attempt.Kind.REFRESHER and plan.outcome != "started":
        _read(trail, REFRESH_KEY, watch, pauses)
    for step in done:
        if step.kind == "lesson":
            _read(trail, step.key, watch, pauses)
        else:
            ended_at = watch.after(next(pauses))
            node = _last_node(content.scenario(plan.version.content, step.key))
            trail.scenarios.append(
                ScenarioProgress(attempt=trail.attempt, key=step.key, node_key=node, completed_at=ended_at)
            )


def _read(trail: Trail, key: str, watch: Watch, pauses: Iterator[float]) -> None:
    opened_at, completed_at = watch.now, watch.after(next(pauses))
    trail.lessons.append(LessonProgress(attempt=trail.attempt, key=key, opened_at=opened_at, completed_at=completed_at))


def _last_node(scenario: content.Item) -> str:
    """Where somebody stands who always chose the first way that goes on."""
    key, has_ended = scenes.first_node(scenario), False
    while not has_ended:
        good = next(c for c in content.node(scenario, key)["choices"] if c["quality"] in scenes.GOES_ON)
        move = scenes.move(scenario, key, good["key"])
        key, has_ended = move.node_key, move.has_ended
    return key


def _sit(trail: Trail, plan: Plan, watch: Watch, pauses: Iterator[float], chance: random.Random) -> None:
    frozen, attempt = plan.version.content, trail.attempt
    asked = content.questions(frozen, ItemSet.from_json(attempt.items).questions)
    mark = content.pass_mark_percent(frozen, plan.kind)
    missed: frozenset[str] = frozenset()
    for number in range(1, plan.sittings + 1):
        is_last = number == plan.sittings
        order = drawing.draw(asked, missed=missed, chance=chance)
        missed = wrong_keys(
            asked,
            passes=is_last and plan.outcome == "passed",
            right=plan.right if is_last else None,
            pass_mark_percent=mark,
            chance=chance,
        )
        sitting = Sitting(attempt=attempt, number=number, order=order, started_at=watch.now)
        for question in content.questions(frozen, order["questions"]):
            trail.answers.append(_answer(sitting, question, missed, watch.after(next(pauses)), chance))
        right = [question["key"] for question in asked if question["key"] not in missed]
        write_result(sitting, marking.result(asked, right, pass_mark_percent=mark), at=watch.after(next(pauses)))
        trail.sittings.append(sitting)
    if plan.outcome == "passed":
        attempt.passed_at, attempt.passed_on = watch.now, london_day(watch.now)


def _answer(
    sitting: Sitting, question: content.Item, missed: frozenset[str], at: datetime, chance: random.Random
) -> Answer:
    is_right = question["key"] not in missed
    keys = chosen(question, is_right=is_right, chance=chance)
    return Answer(sitting=sitting, question_key=question["key"], chosen=keys, is_right=is_right, answered_at=at)
