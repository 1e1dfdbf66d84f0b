"""Keeping the derived facts right: obligations, leave and cover, made again from what happened.

Safe to run twice, at once, and over everybody: it writes only differences, so a lost nudge costs nothing but time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

from certification.models import Certificate, CoverPeriod, LeavePeriod, Obligation, Requirement
from certification.requirement_book import RequirementBook
from certification.rules import cover as cover_rules
from certification.rules.obligations import Span, grace_until, intersect, is_long_leave, without
from partnership.models import Assignment, Person

CHUNK = 1000
Row = TypeVar("Row", bound=models.Model)


def refresh(*, person_ids: Collection[int]) -> int:
    """Make these people's obligations, leave and cover right; returns how many rows had to change."""
    book = RequirementBook()
    return sum(_refresh_chunk(book, chunk) for chunk in _chunks(sorted(set(person_ids))))


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
        list(Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk").values_list("pk"))
        assignments = list(
            Assignment.objects.filter(person_id__in=person_ids)
            .select_related("role")
            .prefetch_related("inactivities", "absences")
        )
        changed = _write_obligations(book, assignments)
        obligations = list(
            Obligation.objects.filter(assignment__person_id__in=person_ids).select_related("requirement")
        )
        by_pk = {a.pk: a for a in assignments}
        changed += _write_leave(obligations, by_pk)
        return changed + _write_cover(book, obligations, by_pk, person_ids)


def _write_obligations(book: RequirementBook, assignments: list[Assignment]) -> int:
    wanted = {
        (o.assignment_id, o.requirement_id, o.starts_on, o.ends_on, o.due_on, o.grace_until): o
        for assignment in assignments
        for requirement in book.requirements_for(assignment)
        for o in _obligations(assignment, requirement)
    }
    kept = Obligation.objects.filter(assignment__in=[a.pk for a in assignments])
    return _replace(
        Obligation,
        kept.values_list("pk", "assignment_id", "requirement_id", "starts_on", "ends_on", "due_on", "grace_until"),
        wanted,
    )


def _obligations(assignment: Assignment, requirement: Requirement) -> Iterator[Obligation]:
    held = intersect(
        Span(assignment.starts_on, assignment.ends_on), Span(requirement.effective_from, requirement.effective_to)
    )
    if held is None:
        return
    last_of_grace = grace_until(
        assigned_on=assignment.starts_on,
        grace_days=requirement.new_starter_grace_days,
        catch_up_by=requirement.catch_up_by,
        before_start=requirement.before_start,
    )
    pauses = [Span(pause.starts_on, pause.ends_on) for pause in assignment.inactivities.all()]
    for span in without(held, pauses):
        yield Obligation(
            assignment=assignment,
            requirement=requirement,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            due_on=last_of_grace + timedelta(days=1) if last_of_grace else span.starts_on,
            grace_until=last_of_grace,
        )


def _write_leave(obligations: list[Obligation], assignments: dict[int, Assignment]) -> int:
    wanted = {
        (p.obligation_id, p.starts_on, p.ends_on, p.re_entry_until): p
        for obligation in obligations
        for p in _leave(obligation, assignments[obligation.assignment_id])
    }
    kept = LeavePeriod.objects.filter(obligation__in=[o.pk for o in obligations])
    return _replace(
        LeavePeriod, kept.values_list("pk", "obligation_id", "starts_on", "ends_on", "re_entry_until"), wanted
    )


def _leave(obligation: Obligation, assignment: Assignment) -> Iterator[LeavePeriod]:
    for absence in assignment.absences.all():
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
    book: RequirementBook, obligations: list[Obligation], assignments: dict[int, Assignment], person_ids: list[int]
) -> int:
    held: dict[tuple[int, int], list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(person_id__in=person_ids):
        held[certificate.person_id, certificate.course_id].append(certificate)
    wanted = {}
    for obligation in obligations:
        assignment = assignments[obligation.assignment_id]
        for p in _cover(book, obligation, assignment, held[assignment.person_id, obligation.requirement.course_id]):
            wanted[p.obligation_id, p.certificate_id, p.starts_on, p.ends_on, p.due_soon_from, p.reason] = p
    kept = CoverPeriod.objects.filter(obligation__in=[o.pk for o in obligations])
    fields = ("pk", "obligation_id", "certificate_id", "starts_on", "ends_on", "due_soon_from", "reason")
    return _replace(CoverPeriod, kept.values_list(*fields), wanted)


def _cover(
    book: RequirementBook, obligation: Obligation, assignment: Assignment, certificates: list[Certificate]
) -> Iterator[CoverPeriod]:
    passes = [
        cover_rules.Pass(c.pk, c.passed_on, c.counts_from, book.refresh_required_by(c))
        for c in certificates
        if book.counts_for(c, assignment.role.code)
    ]
    rule = book.cover_rule(obligation.requirement)
    for found in cover_rules.covers(passes, rule, term_starts_on=assignment.starts_on):
        yield CoverPeriod(
            obligation=obligation,
            certificate_id=found.key,
            starts_on=found.cover.starts_on,
            ends_on=found.cover.ends_on,
            due_soon_from=found.cover.ends_on - timedelta(days=obligation.requirement.due_soon_days),
            reason=found.cover.reason,
        )


def _replace(model: type[Row], kept: Iterable[tuple[Any, ...]], wanted: Mapping[Any, Row]) -> int:
    """Make the table hold exactly the wanted rows: what is there and right stays as it is."""
    have = {row[1:]: row[0] for row in kept}
    stale = [pk for key, pk in have.items() if key not in wanted]
    missing = [row for key, row in wanted.items() if key not in have]
    if stale:
        model._default_manager.filter(pk__in=stale).delete()
    model._default_manager.bulk_create(missing, batch_size=500)
    return len(stale) + len(missing)
