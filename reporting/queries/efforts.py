"""What is under way for some groups: reminders to their people, and sessions of their courses, counted from rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from certification.queries.status import population
from messaging.models import Message
from partnership.reach import Reach
from reporting.queries.counting import pairs_counted
from reporting.queries.doing import LOOKED_BACK_DAYS, REMINDERS, coming_sessions

Duty = tuple[int, int]  # a person's id and a course's


@dataclass(frozen=True)
class Effort:
    """`people` are held to a training in the group; `reminded` of them had a reminder of it in the last 30 days.
    `sessions` of its courses are planned.
    """

    people: int
    reminded: int
    sessions: int


def efforts_for(groups: Collection[int], *, on: date, at: datetime, reach: Reach | None) -> dict[int, Effort]:
    """By group id; the same reads however many groups there are."""
    duties = _duties(groups, on, reach)
    reminded = _reminded(at)
    planned = list(coming_sessions(at, reach.organisations if reach else None).values_list("course", flat=True))
    return {group: _effort(duties[group], reminded, planned) for group in groups}


def _effort(duties: set[Duty], reminded: set[Duty], planned: list[int]) -> Effort:
    courses = {course for _person, course in duties}
    return Effort(
        people=len({person for person, _course in duties}),
        reminded=len({person for person, _course in duties & reminded}),
        sessions=sum(course in courses for course in planned),
    )


def _duties(groups: Collection[int], on: date, reach: Reach | None) -> dict[int, set[Duty]]:
    """By group, whom it counts on a day, with the course each is held to."""
    pairs = pairs_counted(groups, on)
    roles, places = {role for role, _ in pairs}, {place for _, place in pairs}
    held = population(on).filter(assignment__role__in=roles, assignment__organisation__in=places).order_by()
    if reach is not None:
        held = held.filter(reach.q("assignment__"))
    found: dict[int, set[Duty]] = defaultdict(set)
    fields = ("assignment__role", "assignment__organisation", "assignment__person", "requirement__course")
    for role, place, person, course in held.values_list(*fields).iterator():
        if (role, place) in pairs:
            found[pairs[role, place]].add((person, course))
    return found


def _reminded(at: datetime) -> set[Duty]:
    """Who was reminded of what, as the keys of the reminders say it: `<kind>:<person>:<course>:…`."""
    since = at - timedelta(days=LOOKED_BACK_DAYS)
    sent = Message.objects.filter(template__in=REMINDERS, sent_at__gt=since, sent_at__lte=at).order_by()
    return set(_read(sent.values_list("dedupe_key", flat=True).iterator()))


def _read(keys: Iterable[str]) -> Iterable[Duty]:
    for key in keys:
        _kind, _, rest = key.partition(":")
        person, _, rest = rest.partition(":")
        course, _, _ = rest.partition(":")
        if person.isdecimal() and course.isdecimal():
            yield int(person), int(course)
