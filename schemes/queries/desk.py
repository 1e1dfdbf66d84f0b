"""A champion's desk: their premises on a day, what to do first, and who works there."""

from dataclasses import dataclass
from datetime import date

from common.spans import holds
from partnership.models import open_on
from schemes.models import Badge, Champion, JoinCode, Premises, TestVisit
from schemes.queries.hotels import Reading, readings
from schemes.queries.join_codes import code_of
from schemes.queries.reminded import with_reminders
from schemes.queries.staff import Member, ShiftCover, members, shift_cover
from schemes.queries.visits import visits_of
from schemes.rules.conditions import Condition, holding
from schemes.rules.coverage import Grade, newest_declared
from schemes.rules.facts import Declared, State
from schemes.rules.next_steps import Step, next_step, roll_call_due_on


@dataclass(frozen=True)
class ChampionDesk:
    """Everything on the first screen."""

    reading: Reading
    step: Step
    roll_call_due_on: date | None
    members: list[Member]
    cover: list[ShiftCover]
    code: JoinCode | None
    badge: Badge | None
    champions: list[Champion]
    visits: list[TestVisit]
    on: date

    @property
    def premises(self) -> Premises:
        return self.reading.premises

    @property
    def is_roll_call_due(self) -> bool:
        return self.roll_call_due_on is not None and self.roll_call_due_on <= self.on

    @property
    def declared(self) -> Declared | None:
        """The newest headcount."""
        return newest_declared(self.reading.facts.declared, self.on)

    @property
    def is_headcount_stale(self) -> bool:
        return self.declared is not None and self.reading.coverage.grade in (Grade.C, Grade.D)

    @property
    def is_headcount_too_low(self) -> bool:
        """More have joined, or are trained, than are said to work there: its share says nothing."""
        return self.reading.coverage.is_below(_live(self.members))

    @property
    def uncovered(self) -> list[ShiftCover]:
        """Shifts without a trained person."""
        return [shift for shift in self.cover if not shift.is_covered]

    @property
    def conditions(self) -> dict[Condition, bool]:
        """What keeps a premises active, and whether it is so today."""
        return {condition: holds(spans, self.on) for condition, spans in holding(self.reading.facts).items()}

    @property
    def to_train(self) -> list[Member]:
        """Those whom a reminder is for."""
        return [member for member in self.members if member.needs_training]

    @property
    def to_remind(self) -> list[Member]:
        """Those of them whom one would reach now."""
        return [member for member in self.to_train if member.awaits_reminder(self.on)]

    @property
    def to_speak_to(self) -> list[Member]:
        """Those of them whom none can reach."""
        return [member for member in self.to_train if not member.is_remindable]

    @property
    def pressing(self) -> list[Member]:
        return [member for member in self.members if member.is_pressing]

    @property
    def settled(self) -> list[Member]:
        """Trained for a while yet, on leave or exempt."""
        return [member for member in self.members if not member.is_pressing]

    @property
    def not_started(self) -> list[Member]:
        """Those who joined and have not opened the course."""
        return [m for m in self.members if not m.is_trained and not m.is_opened and m.expires_on is None]

    @property
    def not_joined(self) -> int:
        """How many of the headcount have not joined: nobody knows who."""
        return max(0, (self.reading.coverage.headcount or 0) - len(self.members))

    @property
    def has_valid_badge(self) -> bool:
        return self.badge is not None and self.reading.state is State.ACTIVE


def champion_desk(premises: Premises, on: date) -> ChampionDesk:
    """A fixed number of reads, however many work there."""
    (reading,) = readings(Premises.objects.filter(pk=premises.pk).select_related("organisation__area"), on)
    staff = with_reminders(members(premises, on), premises, on)
    return ChampionDesk(
        reading=reading,
        step=next_step(reading.standing, reading.coverage, reading.facts, on, joined=_live(staff)),
        roll_call_due_on=roll_call_due_on(reading.facts, on),
        members=staff,
        cover=shift_cover(staff),
        code=code_of(premises, on),
        badge=Badge.objects.filter(premises=premises).first(),
        champions=champions_of(premises, on),
        visits=list(visits_of(premises, on)[:5]),
        on=on,
    )


def _live(staff: list[Member]) -> int:
    return sum(member.is_live for member in staff)


def champions_of(premises: Premises, on: date) -> list[Champion]:
    """The champion and the deputies on `on`, the champion first."""
    named = Champion.objects.filter(open_on(on), premises=premises).select_related("person")
    return list(named.order_by("is_deputy", "starts_on", "pk"))
