"""Writing trails: rows by bulk_create, statements by the builders everybody uses, through the record store's door."""

import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from learning import content, xapi
from learning.bulk.plans import Plan
from learning.bulk.trails import Trail, attempt_uuid, trail_of
from learning.models import Answer, Attempt, LessonProgress, ScenarioProgress, Sitting
from learning.progress import REFRESH_KEY
from learning.services.recording import enrolment_of
from lrs import services as lrs
from partnership.models import ActorId, Person

BATCH = 100  # attempts a transaction: a long one would keep every other writer waiting


def fabricate(plans: Sequence[Plan], *, seed: str, until: datetime) -> list[Attempt]:
    """Make these attempts with their statements, nothing later than `until`. Returns them in the order of the plans.

    The same seed, people and moments give the same attempts; one that is there already is returned as it is. Nobody is
    nudged: the caller awards what the passed ones earn. ValueError for a plan that cannot be (it starts after `until`,
    or its number right cannot give its outcome). Attempts that are not passed stay open, one for a person and course.
    """
    made: list[Attempt] = []
    for start in range(0, len(plans), BATCH):
        batch = list(enumerate(plans))[start : start + BATCH]
        with transaction.atomic():
            made += _write_batch(batch, seed=seed, until=until)
    return made


def _write_batch(batch: Sequence[tuple[int, Plan]], *, seed: str, until: datetime) -> list[Attempt]:
    actors = _actors({plan.person for _, plan in batch})
    wanted = [attempt_uuid(plan, actors[plan.person.pk]) for _, plan in batch]
    found = {attempt.uuid: attempt for attempt in Attempt.objects.filter(uuid__in=wanted)}
    trails = [
        trail_of(plan, actor=actors[plan.person.pk], chance=_chance(seed, number, plan), until=until)
        for (number, plan), wanted_uuid in zip(batch, wanted, strict=True)
        if wanted_uuid not in found
    ]
    _save(trails)
    statements = [statement for trail in trails for statement in attempt_statements(trail)]
    if statements:
        lrs.record(statements=statements, at=until)
    found |= {trail.attempt.uuid: trail.attempt for trail in trails}
    return [found[wanted_uuid] for wanted_uuid in wanted]


def _chance(seed: str, number: int, plan: Plan) -> random.Random:
    return random.Random(f"{seed} {number} {plan.version.course.key}")  # noqa: S311 - repeatable, not secret


def _actors(people: Iterable[Person]) -> dict[int, uuid.UUID]:
    """Each person's account name by primary key: their oldest, made where there is none. Two or three queries."""
    keys = [person.pk for person in people]
    held = set(ActorId.objects.filter(person__in=keys).values_list("person_id", flat=True))
    ActorId.objects.bulk_create([ActorId(person_id=key) for key in sorted(keys) if key not in held])
    names = ActorId.objects.filter(person__in=keys).order_by("-pk").values_list("person_id", "name")
    return dict(names)


def _save(trails: Sequence[Trail]) -> None:
    Attempt.objects.bulk_create([trail.attempt for trail in trails])
    LessonProgress.objects.bulk_create([row for trail in trails for row in trail.lessons])
    ScenarioProgress.objects.bulk_create([row for trail in trails for row in trail.scenarios])
    Sitting.objects.bulk_create([row for trail in trails for row in trail.sittings])
    Answer.objects.bulk_create([row for trail in trails for row in trail.answers])


def attempt_statements(trail: Trail) -> list[xapi.Json]:
    """Every statement the player would have written on the way, in the order of their moments.

    The certificate's is not among them: whoever issues it says so.
    """
    return sorted(_statements(trail), key=lambda statement: str(statement["timestamp"]))


def _statements(trail: Trail) -> Iterator[xapi.Json]:
    attempt, frozen = trail.attempt, trail.attempt.version.content
    enrolment = enrolment_of(attempt, actor=trail.actor)
    yield xapi.initialized(enrolment, at=attempt.started_at)
    for row in trail.lessons:
        if row.key != REFRESH_KEY and row.completed_at:
            title = content.lesson(frozen, row.key)["title"]
            yield xapi.lesson_completed(enrolment, key=row.key, title=title, at=row.completed_at)
    for scene in trail.scenarios:
        if scene.completed_at:
            title = content.scenario(frozen, scene.key)["title"]
            yield xapi.scenario_completed(enrolment, key=scene.key, title=title, at=scene.completed_at)
    for answer in trail.answers:
        yield xapi.answered(
            enrolment,
            key=answer.question_key,
            sitting=answer.sitting.number,
            success=answer.is_right,
            at=answer.answered_at,
        )
    yield from (_ended(enrolment, sitting) for sitting in trail.sittings if sitting.ended_at)


def _ended(enrolment: xapi.Enrolment, sitting: Sitting) -> xapi.Json:
    assert sitting.ended_at is not None and sitting.scaled is not None  # noqa: S101, PT018 - the caller looked
    return xapi.assessment_ended(
        enrolment,
        sitting=sitting.number,
        scaled=float(sitting.scaled),
        is_passed=bool(sitting.is_passed),
        at=sitting.ended_at,
    )
