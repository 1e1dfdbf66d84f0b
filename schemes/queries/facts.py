"""The dated facts of premises as the rules want them: a fixed number of reads, however many premises there are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from certification.models import CoverPeriod, Exemption, LeavePeriod, Obligation
from common.spans import Span, in_both, merged, without
from partnership.models import Assignment
from schemes.models import (
    Champion,
    Contact,
    Decline,
    Headcount,
    Pledge,
    Premises,
    RegisterReport,
    SafeguardingStep,
    StaffConfirmation,
)
from schemes.rules.facts import Declared, PremisesFacts, Report, Staff, State

COURSE, ROLE_GROUP = "cse-hotel", "hotel"  # what hotel staff are held to, and who they are
CHAMPION_ROLE = "hotel_champion"

Grouped = dict[int, list[Any]]


def staff_of(premises: QuerySet[Premises]) -> QuerySet[Assignment]:
    """The assignments that are posts at these premises."""
    return Assignment.objects.filter(organisation__premises__in=premises, role__group__code=ROLE_GROUP)


def facts_of(premises: QuerySet[Premises]) -> dict[int, PremisesFacts]:
    """By premises id, all that was told of it, whatever the day."""
    rows = list(premises)
    pledges = _grouped(Pledge, premises, "signed_on", "withdrawn_on")
    declines = _grouped(Decline, premises, "declined_on")
    contacts = _grouped(Contact, premises, "happened_on")
    headcounts = _grouped(Headcount, premises, "headcount", "declared_on")
    steps = _grouped(SafeguardingStep, premises, "kind", "confirmed_on", "withdrawn_on")
    reports = _grouped(
        RegisterReport, premises, "reported_on", "state", "live_current_staff", "has_champion", "is_champion_trained"
    )
    champions = _grouped(Champion, premises, "person_id", "is_deputy", "starts_on", "ends_on")
    staff, trained = _staff(premises)
    found = {}
    for row in rows:
        in_post = [(person, Span(start, end)) for person, deputy, start, end in champions[row.pk] if not deputy]
        found[row.pk] = PremisesFacts(
            known_from=row.known_from,
            closed_on=row.closed_on,
            pledges=tuple(Span(*dates) for dates in pledges[row.pk]),
            declined_on=tuple(day for (day,) in declines[row.pk]),
            contacted_on=tuple(day for (day,) in contacts[row.pk]),
            champions=tuple(span for _, span in in_post),
            trained=tuple(
                each for person, span in in_post for each in in_both([span], trained.get((row.pk, person), ()))
            ),
            steps=_steps(steps[row.pk]),
            declared=tuple(Declared(*each) for each in headcounts[row.pk]),
            feeds=(Span(row.roster_feed_from, row.roster_feed_until),) if row.roster_feed_from else (),
            staff=tuple(staff[row.pk]),
            reports=tuple(Report(on, State(state), *rest) for on, state, *rest in reports[row.pk]),
        )
    return found


def _steps(rows: Iterable[tuple[str, date, date | None]]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for kind, begun, ended in rows:
        found[kind].append(Span(begun, ended))
    return {kind: tuple(spans) for kind, spans in found.items()}


def _grouped(model: Any, premises: QuerySet[Premises], *fields: str) -> Grouped:
    found: Grouped = defaultdict(list)
    for pk, *rest in model.objects.filter(premises__in=premises).order_by("pk").values_list("premises_id", *fields):
        found[pk].append(tuple(rest))
    return found


def _staff(premises: QuerySet[Premises]) -> tuple[dict[int, list[Staff]], dict[tuple[int, int], list[Span]]]:
    """By premises its staff; by premises and person the days on which they are current there."""
    posts = staff_of(premises)
    confirmed: dict[int, list[date]] = defaultdict(list)
    for pk, day in StaffConfirmation.objects.filter(assignment__in=posts).values_list("assignment_id", "confirmed_on"):
        confirmed[pk].append(day)
    current = current_days(posts)
    staff: dict[int, list[Staff]] = defaultdict(list)
    trained: dict[tuple[int, int], list[Span]] = defaultdict(list)
    fields = ("pk", "organisation__premises", "person_id", "starts_on", "ends_on")
    for pk, place, person, starts_on, ends_on in posts.values_list(*fields):
        spans = tuple(current.get(pk, ()))
        staff[place].append(Staff(Span(starts_on, ends_on), tuple(confirmed[pk]), spans))
        trained[place, person].extend(spans)
    return staff, trained


def current_days(posts: QuerySet[Assignment]) -> dict[int, list[Span]]:
    """By assignment id, the days on which the status rule of certification says "current".

    The same answer as `with_status` gives for one day (a property test holds them together), for all days at once: a
    premises is judged by how long it has fallen short.
    """
    duties = Obligation.objects.filter(assignment__in=posts, requirement__course__key=COURSE)
    covers = _spans(CoverPeriod.objects.filter(obligation__in=duties), "obligation_id", inclusive=True)
    leaves = _spans(LeavePeriod.objects.filter(obligation__in=duties), "obligation_id")
    excused = _spans(
        Exemption.objects.filter(assignment__in=posts, course__key=COURSE), "assignment_id", inclusive=True
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for pk, assignment, starts_on, ends_on in duties.values_list("pk", "assignment_id", "starts_on", "ends_on"):
        away = [*leaves.get(pk, ()), *excused.get(assignment, ())]
        held = in_both([Span(starts_on, ends_on)], merged(covers.get(pk, ())))
        found[assignment].extend(piece for span in held for piece in without(span, away))
    return {assignment: merged(spans) for assignment, spans in found.items()}


def _spans(rows: QuerySet[Any], key: str, *, inclusive: bool = False) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for pk, starts_on, ends_on in rows.values_list(key, "starts_on", "ends_on"):
        found[pk].append(Span(starts_on, ends_on + timedelta(days=1) if inclusive else ends_on))
    return found
