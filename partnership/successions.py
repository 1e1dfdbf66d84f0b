"""Mergers: on a day, what was one organisation's becomes another's. History stays where it was.

March's report stays on March's tree: nobody's earlier assignment is changed but for its end, and the organisations that
went keep their rows, their code and their figures up to the day. What has dates (assignments, leave to see them, the
organisations below) is moved as soon as the merger is told of; what has none (a licence's authority, a poster) on the
day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Greatest

from common.dates import london_day, london_moment
from partnership.models import (
    Absence,
    AccessGrant,
    Assignment,
    Inactivity,
    Organisation,
    Succession,
    Term,
    open_on,
)
from partnership.places import move_organisation
from partnership.services import announce_change
from partnership.signals import succession_is_due

CHUNK = 500
Row = TypeVar("Row", Assignment, AccessGrant)


class Refused(ValueError):
    """The mapping cannot be carried out; the message says which line and how to mend it."""


@dataclass(frozen=True)
class Outcome:
    """What carrying a succession out did, or would do."""

    predecessor: str
    successor: str
    on: date
    assignments: int
    grants: int


def plan(mapping: Iterable[tuple[str, str]], *, on: date) -> list[Succession]:
    """The successions of a mapping table of codes (old, new), checked and not saved.

    :raises Refused: an unknown code, a code mapped twice, one that is both old and new, or one that has ended before.
    """
    lines = list(mapping)
    found = {o.code: o for o in Organisation.objects.filter(code__in={code for line in lines for code in line})}
    olds = [old for old, _ in lines]
    planned = []
    for number, (old, new) in enumerate(lines, start=1):
        for code in (old, new):
            if code not in found:
                raise Refused(f"Line {number}: no organisation has the code {code}. Add it first, or mend the code.")
        if olds.count(old) > 1:
            raise Refused(f"Line {number}: {old} is mapped more than once. One organisation has one successor.")
        if new in olds:
            raise Refused(f"Line {number}: {new} goes to another organisation itself. Map {old} straight to that one.")
        ended = found[old].valid_to
        if ended is not None and ended < on:
            raise Refused(f"Line {number}: {old} ended on {ended:%d/%m/%Y}, before the merger.")
        planned.append(Succession(predecessor=found[old], successor=found[new], on=on))
    return planned


def outcome(succession: Succession) -> Outcome:
    """What a succession reaches: assignments that hold on its day or begin later, and leave to see their records."""
    return Outcome(
        succession.predecessor.code,
        succession.successor.code,
        succession.on,
        _reached(Assignment.objects.filter(organisation=succession.predecessor), succession.on).count(),
        _reached(AccessGrant.objects.filter(organisation=succession.predecessor), succession.on).count(),
    )


def carry_out(successions: Iterable[Succession], *, at: datetime) -> list[Outcome]:
    """Write the successions and move what they reach, in short transactions. Safe to repeat after a stop."""
    done = []
    for planned in successions:
        succession, _ = Succession.objects.get_or_create(
            predecessor=planned.predecessor, defaults={"successor": planned.successor, "on": planned.on}
        )
        if succession.carried_out_at is None:
            result = outcome(succession)
            _move(succession, at)
            done.append(result)
    if Succession.objects.filter(on__lte=london_day(at)).exists():
        succession_is_due.send_robust(sender=Succession)
    return done


def carry_out_due(*, at: datetime) -> int:
    """On the day itself: move anew what was moved ahead of it, since lists went on coming; returns how many mergers.

    The rooms above are told each night, so that nothing stays behind that was lost or came late.
    """
    due = Succession.objects.filter(on__lte=london_day(at)).select_related("predecessor", "successor")
    new = [each for each in due if each.carried_out_at is None or london_day(each.carried_out_at) < each.on]
    for succession in new:
        _take_back(succession)
    for succession in due:  # a list sent late may have brought somebody back where nobody is any more
        _move(succession, at)
    if due:
        succession_is_due.send_robust(sender=Succession)
    return len(new)


def _take_back(succession: Succession) -> None:
    """Undo the assignments made ahead of the day. One that a list has ended or extended meanwhile stays so."""
    ahead = Assignment.objects.filter(
        continues__organisation=succession.predecessor_id, organisation=succession.successor_id
    ).select_related("continues")
    with transaction.atomic():
        for after in ahead:
            before = after.continues
            if before and before.ends_on == max(before.starts_on, succession.on):
                Assignment.objects.filter(pk=before.pk).update(ends_on=after.ends_on)
            after.delete()


def _move(succession: Succession, at: datetime) -> None:
    old = succession.predecessor
    reached = _reached(Assignment.objects.filter(organisation=old, continued_by=None), succession.on)
    while waiting := list(reached.order_by("pk")[:CHUNK]):
        with transaction.atomic():
            after = Assignment.objects.bulk_create([_continued(each, succession) for each in waiting])
            _continue_days(dict(zip((a.pk for a in waiting), after, strict=True)), succession.on)
            # One that was to begin later ends on its first day: it never holds at the old place.
            last = Greatest("starts_on", Value(succession.on, DateField()))
            Assignment.objects.filter(pk__in=[a.pk for a in waiting]).update(ends_on=last)
            announce_change(person_ids=[a.person_id for a in waiting])
    with transaction.atomic():
        _move_grants(succession)
        _move_below(succession)
        if old.valid_to is None or old.valid_to > succession.on:
            Organisation.objects.filter(pk=old.pk).update(valid_to=succession.on)
        is_ahead = Q(carried_out_at__isnull=True) | Q(carried_out_at__lt=london_moment(succession.on, 0))
        Succession.objects.filter(is_ahead, pk=succession.pk).update(carried_out_at=at)


def _move_grants(succession: Succession) -> None:
    for grant in _reached(AccessGrant.objects.filter(organisation=succession.predecessor), succession.on):
        AccessGrant.objects.get_or_create(
            user=grant.user,
            kind=grant.kind,
            organisation=succession.successor,
            starts_on=max(grant.starts_on, succession.on),
            defaults={"ends_on": grant.ends_on, "granted_by": grant.granted_by},
        )


def _move_below(succession: Succession) -> None:
    """What stood below the one that goes stands below its successor from the day on."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=succession.on)
    below = Organisation.objects.filter(lasting, parent=succession.predecessor_id)
    for each in below.exclude(pk=succession.successor_id):
        move_organisation(organisation=each, to=succession.successor, on=succession.on)
    if succession.successor.parent_id == succession.predecessor_id:
        move_organisation(organisation=succession.successor, to=succession.predecessor.parent, on=succession.on)


def _reached(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    return rows.filter(open_on(on) | Q(starts_on__gt=on)).exclude(ends_on=on)


def _continued(before: Assignment, succession: Succession) -> Assignment:
    """The same work at the successor. It keeps the day it began, so that nobody is given grace anew."""
    return Assignment(
        person_id=before.person_id,
        organisation=succession.successor,
        role_id=before.role_id,
        area_id=before.area_id,
        contract=before.contract,
        reference=before.reference,
        starts_on=max(before.starts_on, succession.on),
        ends_on=before.ends_on,
        is_unmatched=before.is_unmatched,
        counting_agency=succession.successor if before.counting_agency_id == succession.predecessor_id else None,
        continues=before,
        since=before.since or before.starts_on,
    )


def _continue_days(after: dict[int, Assignment], on: date) -> None:
    """Terms, suspensions and leave that are not over on the day go on with the work; `after` is by the id before."""
    models: tuple[Any, ...] = (Term, Inactivity, Absence)
    for model in models:
        going_on = model.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), assignment__in=after)
        model.objects.bulk_create(
            model(assignment=after[each.assignment_id], starts_on=each.starts_on, ends_on=each.ends_on)
            for each in going_on
        )
