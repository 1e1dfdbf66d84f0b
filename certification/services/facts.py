"""Keeping the derived facts right: obligations, leave and cover, made again from what happened.

Safe to run twice, at once, and over everybody: it writes only differences, so a lost nudge costs nothing but time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q

from certification.models import Certificate, CoverPeriod, LeavePeriod, Obligation, Requirement
from certification.requirement_book import RequirementBook
from certification.rules import cover as cover_rules
from certification.rules.obligations import grace_until, is_long_leave
from common.bulk import insert_rows
from common.making import new
from common.spans import Span, in_both, intersect, without
from partnership.models import Absence, Assignment, Inactivity, Person
from partnership.queries import is_counted

CHUNK = 1000
Row = TypeVar("Row", bound=models.Model)


def refresh(*, person_ids: Collection[int]) -> int:
    """Make these people's obligations, leave and cover right; returns how many rows had to change."""
    book = RequirementBook()
    return sum(_refresh_chunk(book, chunk) for chunk in _chunks(sorted(_with_those_they_stand_for(person_ids))))


def _with_those_they_stand_for(person_ids: Collection[int]) -> set[int]:
    """These people and, of those merged into another, the one who stands for both and holds the posts."""
    kept: set[int] = set()
    for chunk in _chunks(sorted(set(person_ids))):
        merged = Person.objects.filter(pk__among=chunk, canonical__isnull=False)
        kept.update(merged.values_list("canonical_id", flat=True))
    return kept | set(person_ids)


def refresh_everybody() -> Iterator[tuple[int, int]]:
    """Refresh all people with an assignment, in short transactions; yields (people done, rows changed) as it goes."""
    book = RequirementBook()
    done = 0
    everybody = Assignment.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    for chunk in _chunks(list(everybody)):
        changed = _refresh_chunk(book, chunk)
        done += len(chunk)
        yield done, changed


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    source = iter(ids)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _refresh_chunk(book: RequirementBook, person_ids: list[int]) -> int:
    with transaction.atomic():
        # Two refreshes of one person take turns, or each would add what the other is adding.
        list(Person.objects.select_for_update().filter(pk__among=person_ids).order_by("pk").values_list("pk"))
        assignments = {a.pk: a for a in Assignment.objects.filter(person__among=person_ids)}
        obligations, stood, changed = _write_obligations(book, assignments)
        changed += _write_leave(obligations, stood)
        return changed + _write_cover(book, obligations, stood, assignments, person_ids)


def _write_obligations(
    book: RequirementBook, assignments: dict[int, Assignment]
) -> tuple[list[Obligation], list[int], int]:
    """The obligations there are, the ids of those that stood before, and how many rows had to change."""
    pauses: dict[int, list[Span]] = defaultdict(list)
    for pk, starts_on, ends_on in Inactivity.objects.filter(assignment__among=assignments).values_list(
        "assignment_id", "starts_on", "ends_on"
    ):
        pauses[pk].append(Span(starts_on, ends_on))
    wanted = {
        (o.assignment_id, o.requirement_id, o.starts_on, o.ends_on, o.due_on, o.grace_until): o
        for assignment in assignments.values()
        if is_counted(assignment)
        for requirement, days in book.requirements_for(assignment)
        for o in _obligations(assignment, requirement, days, pauses[assignment.pk])
    }
    fields = ("pk", "assignment_id", "requirement_id", "starts_on", "ends_on", "due_on", "grace_until")
    kept = list(Obligation.objects.filter(assignment__among=assignments).values_list(*fields))
    changed = _replace(Obligation, kept, wanted)
    return list(wanted.values()), [row[0] for row in kept], changed


def _obligations(
    assignment: Assignment, requirement: Requirement, days: list[Span], pauses: list[Span]
) -> Iterator[Obligation]:
    """`days`: those on which the assignment falls under the requirement by the trees."""
    in_force = intersect(
        Span(assignment.starts_on, assignment.ends_on), Span(requirement.effective_from, requirement.effective_to)
    )
    if in_force is None:
        return
    last_of_grace = grace_until(
        assigned_on=assignment.since or assignment.starts_on,
        grace_days=requirement.new_starter_grace_days,
        catch_up_by=requirement.catch_up_by,
        before_start=requirement.before_start,
    )
    for span in (left for held in in_both([in_force], days) for left in without(held, pauses)):
        yield new(
            Obligation,
            assignment=assignment,
            requirement=requirement,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            due_on=last_of_grace + timedelta(days=1) if last_of_grace else span.starts_on,
            grace_until=last_of_grace,
        )


def _write_leave(obligations: list[Obligation], stood: list[int]) -> int:
    of_assignments: dict[int, list[Span]] = defaultdict(list)
    for pk, starts_on, ends_on in Absence.objects.filter(
        assignment__among={o.assignment_id for o in obligations}
    ).values_list("assignment_id", "starts_on", "ends_on"):
        of_assignments[pk].append(Span(starts_on, ends_on))
    wanted = {
        (p.obligation_id, p.starts_on, p.ends_on, p.re_entry_until): p
        for obligation in obligations
        for p in _leave(obligation, of_assignments[obligation.assignment_id])
    }
    kept = LeavePeriod.objects.filter(obligation__among=stood)
    return _replace(
        LeavePeriod, kept.values_list("pk", "obligation_id", "starts_on", "ends_on", "re_entry_until"), wanted
    )


def _leave(obligation: Obligation, absences: list[Span]) -> Iterator[LeavePeriod]:
    for absence in absences:
        if is_long_leave(absence.starts_on, absence.ends_on):
            yield LeavePeriod(
                obligation=obligation,
                starts_on=absence.starts_on,
                ends_on=absence.ends_on,
                re_entry_until=_re_entry(obligation.requirement, absence.ends_on),
            )


def _re_entry(requirement: Requirement, returned_on: date | None) -> date | None:
    if returned_on is None or requirement.before_start:
        return None
    return returned_on + timedelta(days=requirement.new_starter_grace_days)


def _write_cover(
    book: RequirementBook,
    obligations: list[Obligation],
    stood: list[int],
    assignments: dict[int, Assignment],
    person_ids: list[int],
) -> int:
    held: dict[tuple[int, int], list[Certificate]] = defaultdict(list)
    # A pass of somebody merged into another counts for the one who stands for both, so the later expiry holds.
    own = Certificate.objects.filter(Q(person__among=person_ids) | Q(person__canonical__among=person_ids))
    for certificate in own.select_related("person"):
        holder = certificate.person.canonical_id or certificate.person_id
        held[holder, certificate.course_id].append(certificate)
    wanted = {}
    for obligation in obligations:
        assignment = assignments[obligation.assignment_id]
        for p in _cover(book, obligation, assignment, held[assignment.person_id, obligation.requirement.course_id]):
            wanted[p.obligation_id, p.certificate_id, p.starts_on, p.ends_on, p.due_soon_from, p.reason] = p
    kept = CoverPeriod.objects.filter(obligation__among=stood)
    fields = ("pk", "obligation_id", "certificate_id", "starts_on", "ends_on", "due_soon_from", "reason")
    return _replace(CoverPeriod, kept.values_list(*fields), wanted)


def _cover(
    book: RequirementBook, obligation: Obligation, assignment: Assignment, certificates: list[Certificate]
) -> Iterator[CoverPeriod]:
    passes = [
        cover_rules.Pass(c.pk, c.passed_on, c.counts_from, book.refresh_required_by(c))
        for c in certificates
        if book.counts_for(c, book.role_code(assignment))
    ]
    rule = book.cover_rule(obligation.requirement)
    for found in cover_rules.covers(passes, rule, term_starts_on=assignment.since or assignment.starts_on):
        yield CoverPeriod(
            obligation=obligation,
            certificate_id=found.key,
            starts_on=found.cover.starts_on,
            ends_on=found.cover.ends_on,
            due_soon_from=found.cover.ends_on - timedelta(days=obligation.requirement.due_soon_days),
            reason=found.cover.reason,
        )


def _replace(model: type[Row], kept: Iterable[tuple[Any, ...]], wanted: Mapping[Any, Row]) -> int:
    """Make the table hold exactly the wanted rows: what is there and right stays as it is, and gives its number."""
    have = {row[1:]: row[0] for row in kept}
    stale = [pk for key, pk in have.items() if key not in wanted]
    missing = []
    for key, row in wanted.items():
        row.pk = have.get(key)
        if row.pk is None:
            missing.append(row)
    if stale:
        model._default_manager.filter(pk__in=stale).delete()
    insert_rows(missing)
    return len(stale) + len(missing)
