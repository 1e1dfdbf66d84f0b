"""Following the record store and settling what comes: in batches, each one transaction, safe to run twice or at once.

`take_in` writes down what was sent, its place in the journal with it; `settle` decides what is due. A kill between the
two, or within, leaves rows that are due, and the next run goes on.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet

from learning.inbound import queries, reading
from learning.inbound.deciding import Book, Decision, decide
from learning.inbound.models import (
    ExternalAccount,
    ExternalCourse,
    ExternalPass,
    IgnoredKind,
    InboundCursor,
    InboundStatement,
)
from learning.signals import external_passes_changed
from lrs.following import PAGE, Sent, readable_through, sent_by_others
from partnership.models import Person

BATCH = 200
Somebody = AbstractBaseUser | AnonymousUser
State = InboundStatement.State


def take_in() -> int:
    """Write down what other systems have sent since the last time; returns how many statements that was."""
    through = readable_through()  # before any transaction
    InboundCursor.objects.get_or_create(pk=1)
    total = 0
    while found := _take_page(through):
        total += found
    return total


def _take_page(through: int) -> int:
    with transaction.atomic():
        cursor = InboundCursor.objects.select_for_update().get(pk=1)
        page = sent_by_others(after=cursor.place, through=through)
        _write_down([sent for sent in page if sent.voids is None])
        _take_back({sent.voids for sent in page if sent.voids})
        place = page[-1].place if len(page) == PAGE else through
        if place > cursor.place:
            InboundCursor.objects.filter(pk=1).update(place=place)
    return len(page)


def _write_down(sent: Sequence[Sent]) -> None:
    rows = [row for one in sent if (row := reading.row_of(one))]
    try:
        _insert(rows)
    except reading.OUTAGES:
        raise
    except Exception:
        for row in rows:
            _insert_or_set_aside(row)


def _insert_or_set_aside(row: InboundStatement) -> None:
    try:
        _insert([row])
    except reading.OUTAGES:
        raise
    except Exception as error:
        row.activity_id, row.verb, row.account_key = "", "", None
        row.fault = reading.fault_of(row.uuid, error)
        _insert([row])


def _insert(rows: Sequence[InboundStatement]) -> None:
    with transaction.atomic():
        InboundStatement.objects.bulk_create(rows, ignore_conflicts=True)


def _take_back(uuids: Iterable[UUID]) -> None:
    InboundStatement.objects.filter(uuid__in=list(uuids), is_voided=False).update(is_voided=True, is_due=True)


def settle(*, at: datetime) -> int:
    """Decide all that is due; returns how many. Whose passes changed is announced after each batch."""
    total = 0
    while done := _settle_some(at):
        total += done
    return total


def _settle_some(at: datetime) -> int:
    with transaction.atomic():
        due = InboundStatement.objects.select_for_update().filter(is_due=True).order_by("pk")
        rows = list(due[:BATCH])
        if not rows:
            return 0
        book = queries.book()
        try:
            people = _decide(rows, book, at)
        except reading.OUTAGES:
            raise
        except Exception:
            people = set().union(*(_decide_or_set_aside(row, book, at) for row in rows))
        if people:
            transaction.on_commit(lambda: announce(sorted(people)), robust=True)
    return len(rows)


def _decide(rows: Sequence[InboundStatement], book: Book, at: datetime) -> set[int]:
    """All of these or none; returns whose passes changed."""
    decisions = [decide(queries.told(row), book) for row in rows]
    with transaction.atomic():
        people = _make_right(rows, decisions, at)
        _mark(rows, decisions)
    return people


def _decide_or_set_aside(row: InboundStatement, book: Book, at: datetime) -> set[int]:
    try:
        return _decide([row], book, at)
    except reading.OUTAGES:
        raise
    except Exception as error:
        row.fault = reading.fault_of(row.uuid, error)
        _mark([row], [decide(queries.told(row), book)])
        return set()


def announce(person_ids: list[int]) -> None:
    external_passes_changed.send_robust(sender=None, person_ids=person_ids)


def _mark(rows: Sequence[InboundStatement], decisions: Sequence[Decision]) -> None:
    for row, decision in zip(rows, decisions, strict=True):
        row.state, row.reason, row.kind_key, row.is_due = decision.state, decision.reason, decision.kind, False
    InboundStatement.objects.bulk_update(rows, ["state", "reason", "kind_key", "is_due", "fault"])


def _make_right(rows: Sequence[InboundStatement], decisions: Sequence[Decision], at: datetime) -> set[int]:
    """Let each statement have the pass that was decided, or none; returns whose passes changed."""
    held = {one.statement: one for one in ExternalPass.objects.filter(statement__in=[row.uuid for row in rows])}
    changed: set[int] = set()
    for row, decision in zip(rows, decisions, strict=True):
        old = held.get(row.uuid)
        if decision.state == State.PASSED:
            changed |= _pass(row, decision, old, at)
        elif old and old.withdrawn_at is None:
            old.withdrawn_at = at
            old.save(update_fields=["withdrawn_at"])
            changed.add(old.person_id)
    return changed


def _pass(row: InboundStatement, decision: Decision, old: ExternalPass | None, at: datetime) -> set[int]:
    said = {
        "person_id": decision.person,
        "course_id": decision.course,
        "passed_on": row.happened_on,
        "validity_months": decision.months,
        "withdrawn_at": None,
    }
    if old and all(getattr(old, name) == value for name, value in said.items()):
        return set()
    before = {old.person_id} if old else set()
    kept, _ = ExternalPass.objects.update_or_create(
        statement=row.uuid, defaults=said, create_defaults={**said, "recorded_at": at}
    )
    return before | {kept.person_id}


def map_course(*, mapping: ExternalCourse, by: Somebody, at: datetime) -> int:
    """Keep what a person approved and ask for another decision of all it reaches; returns how many."""
    with transaction.atomic():
        mapping.approved_by_id, mapping.approved_at = by.pk, at
        mapping.save()
        return _ask_again(queries.reached_by(mapping))


def map_courses(*, mappings: Iterable[ExternalCourse], by: Somebody, at: datetime) -> int:
    """Several at once: all of them or none."""
    with transaction.atomic():
        return sum(map_course(mapping=mapping, by=by, at=at) for mapping in mappings)


def match_accounts(*, pairs: Iterable[tuple[InboundStatement, Person]], by: Somebody, at: datetime) -> int:
    with transaction.atomic():
        return sum(match_account(row=row, person=person, by=by, at=at) for row, person in pairs)


def ignore_kinds(*, rows: Iterable[InboundStatement], why: str, by: Somebody, at: datetime) -> int:
    with transaction.atomic():
        return sum(ignore_kind(row=row, why=why, by=by, at=at) for row in rows)


def remove_course(*, mapping: ExternalCourse) -> int:
    """Undo a mapping: what came of it is withdrawn, and its statements wait again."""
    with transaction.atomic():
        reached = _ask_again(queries.reached_by(mapping))
        mapping.delete()
    return reached


def match_account(*, row: InboundStatement, person: Person, by: Somebody, at: datetime) -> int:
    """Say who stands behind the account of this statement; returns how many are decided again."""
    if row.account_key is None:
        raise ValueError("A group is nobody's account.")
    actor = queries.actor_of(row)
    who = {"home_page": actor.home_page, "name": actor.name}
    said: dict[str, Any] = {**who, "person": person, "matched_by_id": by.pk, "matched_at": at}
    with transaction.atomic():
        account, _ = ExternalAccount.objects.update_or_create(
            authority=row.authority, key=row.account_key, defaults=said
        )
        return _ask_again(queries.sent_by_account(account))


def remove_account(*, account: ExternalAccount) -> int:
    """Undo a match: passes given to the wrong person are withdrawn, and the statements wait again."""
    with transaction.atomic():
        reached = _ask_again(queries.sent_by_account(account))
        account.delete()
    return reached


def ignore_kind(*, row: InboundStatement, why: str, by: Somebody, at: datetime) -> int:
    """All of this statement's kind mean nothing here, now and later; returns how many are decided again."""
    if row.kind_key is None:
        raise ValueError("Only what waits can be ignored.")
    with transaction.atomic():
        said = {"authority": row.authority, "reason": row.reason, "why": why, "by_id": by.pk, "at": at}
        IgnoredKind.objects.get_or_create(kind_key=row.kind_key, defaults=said)
        return _ask_again(InboundStatement.objects.filter(kind_key=row.kind_key))


def stop_ignoring(*, kind: IgnoredKind) -> int:
    with transaction.atomic():
        reached = _ask_again(InboundStatement.objects.filter(kind_key=kind.kind_key))
        kind.delete()
    return reached


def _ask_again(rows: "QuerySet[InboundStatement]") -> int:
    """Another decision, and another try of those that could be read and then not be settled."""
    rows.exclude(activity_id="").update(fault="")
    return rows.update(is_due=True)


def forget_accounts(*, person_ids: Collection[int]) -> None:
    """Of people who are erased, what their accounts elsewhere are called. The hash stays, and what it counted."""
    ExternalAccount.objects.filter(person__in=person_ids).update(home_page="", name="")
