"""Long leave and exemptions as a roster says them: whether and when, never why beyond a word from our list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from certification.models import Exemption
from certification.requirement_book import RequirementBook
from onboarding.kinds.changes import Changes, Difference
from onboarding.kinds.people import a_day
from onboarding.kinds.world import World
from onboarding.reading.days import said_day
from onboarding.reading.fields import Problem, Record
from partnership.models import Absence, Assignment

# What rosters write for the reasons we know. Anything else is kept as "other": what they wrote is not.
EXEMPT_REASONS = {
    **{value: value for value in Exemption.Reason.values},
    "no_public_contact": "not_public_facing",
    "no_contact": "not_public_facing",
    "reasonable_adjustment": "adjustment",
}
LEAVE_COLUMNS = ("long_leave", "long_leave_from", "long_leave_to", "absence_type")


def leave_problems(record: Record) -> list[Problem]:
    found = []
    begins, ends = record["long_leave_from"], record["long_leave_to"]
    if begins and ends and ends < begins:
        found.append(Problem("long_leave_to", ends, "is before long_leave_from", "Correct one of the two."))
    return found


def exemption_problems(record: Record) -> list[Problem]:
    if not record["exempt_reason"]:
        return []
    begins, ends = record["exempt_from"] or record["start"], record["exempt_until"]
    if not ends:
        return [Problem("exempt_until", "", "is missing", "Every exemption has an end.")]
    if ends < begins:
        return [Problem("exempt_until", ends, "is before exempt_from", "Correct one of the two.")]
    return []


def absences_of(assignment_ids: Sequence[int]) -> dict[int, list[Absence]]:
    found: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(assignment__in=assignment_ids).order_by("starts_on", "pk"):
        found[absence.assignment_id].append(absence)
    return found


def exemptions_of(assignment_ids: Sequence[int]) -> dict[int, list[Exemption]]:
    found: dict[int, list[Exemption]] = defaultdict(list)
    for exemption in Exemption.objects.filter(assignment__in=assignment_ids):
        found[exemption.assignment_id].append(exemption)
    return found


@dataclass(frozen=True)
class Leave:
    """What a row says of leave: whether there is any, its first day, and the last day away."""

    is_away: bool
    starts_on: date | None
    last_on: date | None


def leave_of(record: Record, world: World) -> Leave:
    """A file with days and no column that says yes or no means leave by its first day."""
    says_so = world.says("long_leave", "absence_type")
    is_away = record["long_leave"] if says_so else bool(record["long_leave_from"])
    return Leave(is_away, a_day(record["long_leave_from"]), a_day(record["long_leave_to"]))


def put_leave(leave: Leave, assignment: Assignment, have: Sequence[Absence], on: date, changes: Changes) -> Difference:
    """Make the leave what the row says; without leave, one still open ends."""
    running = [a for a in have if a.ends_on is None or a.ends_on > on]
    if leave.is_away:
        ends = leave.last_on + timedelta(days=1) if leave.last_on else None
        known = next((a for a in have if a.starts_on == leave.starts_on), running[0] if running else None)
        if known:
            values = {"starts_on": leave.starts_on or known.starts_on, "ends_on": ends}
            return changes.put(known, {"starts_on": "long_leave_from", "ends_on": "back_on"}, **values)
        changes.make(Absence(assignment=assignment, starts_on=leave.starts_on or on, ends_on=ends))
        return {"long_leave": [False, True]}
    difference: Difference = {}
    for absence in running:
        difference |= changes.put(absence, {"ends_on": "back_on"}, ends_on=max(on, absence.starts_on))
    return difference


def said_leave(leave: Leave) -> str:
    if not leave.is_away:
        return ""
    if leave.starts_on is None:
        return "On long leave."
    until = f" to {said_day(leave.last_on)}" if leave.last_on else ""
    return f"On long leave from {said_day(leave.starts_on)}{until}."


def end_exemptions(have: Sequence[Exemption], on: date, changes: Changes) -> Difference:
    """What a list said before and says no more ends that day. One that somebody approved by hand is not a list's."""
    difference: Difference = {}
    for exemption in have:
        if exemption.approved_by_id is None and exemption.ends_on >= on:
            last = max(on - timedelta(days=1), exemption.starts_on)
            difference |= changes.put(exemption, {"ends_on": "exempt_until"}, ends_on=last)
    return difference


def put_exemption(
    record: Record, assignment: Assignment, have: Sequence[Exemption], book: RequirementBook, changes: Changes
) -> tuple[Difference, str]:
    """Exempt the assignment from what it is held to, for the days the row says (both inclusive)."""
    if not record["exempt_reason"]:
        return {}, ""
    begins, ends = a_day(record["exempt_from"] or record["start"]), a_day(record["exempt_until"])
    assert begins is not None  # noqa: S101 - looked at before
    assert ends is not None  # noqa: S101 - `exemption_problems` looked
    reason = EXEMPT_REASONS.get(record["exempt_reason"].lower().replace(" ", "_"), "other")
    courses = {requirement.course_id for requirement, _days in book.requirements_for(assignment)}
    difference: Difference = {}
    for course in sorted(courses):
        known = next((e for e in have if e.course_id == course and e.starts_on == begins), None)
        if known:
            difference |= changes.put(
                known, {"ends_on": "exempt_until", "reason": "exempt_reason"}, ends_on=ends, reason=reason
            )
            continue
        changes.make(Exemption(assignment=assignment, course_id=course, reason=reason, starts_on=begins, ends_on=ends))
        difference["exempt_until"] = [None, ends.isoformat()]
    return difference, "" if courses else "Exempt from nothing: no requirement holds for this post."
