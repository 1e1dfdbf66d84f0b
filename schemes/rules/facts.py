"""What was told of one premises, each fact with its day. Nothing here says what it means."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from common.spans import Span


class State(enum.StrEnum):
    """Where a premises stands in the scheme (pack section 6.4)."""

    PROSPECT = "prospect"
    CONTACTED = "contacted"
    PLEDGED = "pledged"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    LAPSED = "lapsed"
    REJOINED = "rejoined"
    CLOSED = "closed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Declared:
    """A headcount, and the day it was declared."""

    headcount: int
    on: date


@dataclass(frozen=True)
class Staff:
    """Somebody's post at the premises: its days, when they were confirmed there, and on which days they are current."""

    employed: Span
    confirmed_on: tuple[date, ...] = ()
    current: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a register that is not ours said of the premises on a day."""

    on: date
    state: State
    live_current: int = 0
    has_champion: bool = False
    is_champion_trained: bool = False


@dataclass(frozen=True)
class PremisesFacts:
    """All that the rules look at. `trained`: the days on which a champion in post is trained; `steps`: by kind."""

    known_from: date
    closed_on: date | None = None
    pledges: tuple[Span, ...] = ()
    declined_on: tuple[date, ...] = ()
    contacted_on: tuple[date, ...] = ()
    champions: tuple[Span, ...] = ()
    trained: tuple[Span, ...] = ()
    steps: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    declared: tuple[Declared, ...] = ()  # in the order in which they were said
    feeds: tuple[Span, ...] = ()
    staff: tuple[Staff, ...] = ()
    reports: tuple[Report, ...] = ()
