"""Messages to champions and staff, through the outbox: a roll-call is due, a badge will lapse, training waits.

A key lets each be asked for many times and go out once. No name of anybody is in a key or in the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from messaging import services as messaging
from partnership.models import Person, open_on
from schemes.models import Champion, Premises
from schemes.queries.facts import COURSE
from schemes.queries.hotels import Reading, known_premises, readings
from schemes.queries.reminded import reminder_key
from schemes.queries.staff import members
from schemes.rules.facts import State
from schemes.rules.next_steps import roll_call_due_on


def remind_of_roll_call(*, found: Iterable[Reading], on: date, at: datetime) -> int:
    """Remind the champions and deputies of premises whose roll-call is due; once a week at most. Returns how many."""
    due = [each for each in found if is_roll_call_due(each, on)]
    week = on.isocalendar()
    return _send(due, "roll_call_due", f"roll-call:{week.year}-{week.week}", at)


@dataclass(frozen=True)
class Round:
    """Who would be reminded of a roll-call now, and the premises at which nobody would be, by why."""

    speakers: int
    told_lately: tuple[Premises, ...]
    unreachable: tuple[Premises, ...]
    without_champion: tuple[Premises, ...]


def roll_call_round(*, found: Iterable[Reading], on: date) -> Round:
    """What `remind_of_roll_call` would do; sends nothing. A fixed number of reads."""
    places = [each.premises for each in found if is_roll_call_due(each, on)]
    speakers: dict[int, list[Champion]] = {place.pk: [] for place in places}
    for each in Champion.objects.filter(open_on(on), premises__in=places).select_related("person"):
        speakers[each.premises_id].append(each)
    reached = {pk: [c for c in named if _route(c.person)] for pk, named in speakers.items()}
    keys = {_roll_call_key(on, c.premises_id, c.person_id) for named in reached.values() for c in named}
    sent = messaging.keys_known(keys=keys)
    fresh = {pk: [c for c in named if _roll_call_key(on, pk, c.person_id) not in sent] for pk, named in reached.items()}
    return Round(
        speakers=sum(len(named) for named in fresh.values()),
        told_lately=tuple(p for p in places if reached[p.pk] and not fresh[p.pk]),
        unreachable=tuple(p for p in places if speakers[p.pk] and not reached[p.pk]),
        without_champion=tuple(p for p in places if not speakers[p.pk]),
    )


def _roll_call_key(on: date, premises: int, person: int) -> str:
    week = on.isocalendar()
    return f"roll-call:{week.year}-{week.week}:{premises}:{person}"


def _route(person: Person) -> object:
    return messaging.route_to(email=person.email, mobile=person.mobile)


def is_roll_call_due(reading: Reading, on: date) -> bool:
    due_on = roll_call_due_on(reading.facts, on)
    return reading.standing.is_in_scheme and due_on is not None and due_on <= on


def warn_before_at_risk(*, on: date, at: datetime) -> int:
    """Tell champions of active premises in which something fails when it will be at risk, and its badge not valid."""
    found = [r for r in readings(known_premises(on), on) if r.state is State.ACTIVE and r.standing.at_risk_on]
    return sum(
        _send([each], "badge_warning", f"badge:{each.standing.at_risk_on}", at, day=each.standing.at_risk_on)
        for each in found
    )


def remind_when_due(*, on: date, at: datetime) -> int:
    """The day a roll-call falls due, and every week after it."""
    return remind_of_roll_call(found=readings(known_premises(on), on), on=on, at=at)


@dataclass(frozen=True)
class Reminded:
    """What came of asking to remind the staff of a premises: how many, and who has to be spoken to."""

    sent: int
    lately: int
    unreachable: tuple[str, ...]  # first name and initial


def remind_staff(*, premises: Premises, on: date, at: datetime) -> Reminded:
    """Remind whoever works there, is not trained and can be reached; each once a week at most."""
    to_train = {m.person_id: m for m in members(premises, on) if m.needs_training}
    people = Person.objects.in_bulk(to_train)
    asked = {pk: _to_staff(people[pk], premises, reminder_key(premises, pk, on), at) for pk in to_train}
    told = list(asked.values())
    unreachable = tuple(to_train[pk].name for pk, queued in asked.items() if queued is None)
    return Reminded(told.count(True), told.count(False), unreachable)


def _to_staff(person: Person, premises: Premises, key: str, at: datetime) -> bool | None:
    """Whether a message was queued now; None where there is no way to reach them."""
    return messaging.write_to(
        email=person.email,
        mobile=person.mobile,
        dedupe_key=key,
        template="hotel_reminder",
        context={
            "premises": premises.organisation.name,
            "link": settings.PUBLIC_URL + reverse("learning:start", args=[COURSE]),
        },
        at=at,
    )


def _send(found: Iterable[Reading], template: str, key: str, at: datetime, *, day: date | None = None) -> int:
    places = {each.premises.pk: each.premises for each in found}
    speakers = Champion.objects.filter(open_on(at.date()), premises__in=places).select_related("person")
    return sum(_to(champion, places[champion.premises_id], template, key, at, day) for champion in speakers)


def _to(champion: Champion, premises: Premises, template: str, key: str, at: datetime, day: date | None) -> int:
    person = champion.person
    context = {
        "premises": premises.organisation.name,
        "day": date_format(day, "j F Y") if day else "",
        "link": settings.PUBLIC_URL + reverse("schemes:roll_call", args=[premises.uuid]),
    }
    queued = messaging.write_to(
        email=person.email,
        mobile=person.mobile,
        dedupe_key=f"{key}:{premises.pk}:{person.pk}",
        template=template,
        context=context,
        at=at,
    )
    return int(queued is True)
