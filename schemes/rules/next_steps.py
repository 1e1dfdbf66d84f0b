"""What to do next at a premises: for its champion one step, for the coordinator a place in the order of visits."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from schemes.rules.conditions import STEPS, Condition
from schemes.rules.coverage import Coverage
from schemes.rules.facts import PremisesFacts, State
from schemes.rules.life import TIME_TO_START, Standing

ROLL_CALL_EVERY = timedelta(days=90)
SOON = timedelta(days=14)
NEARLY = timedelta(days=30)


class Step(enum.StrEnum):
    """A champion's next step, the first that applies."""

    SIGN_AGAIN = "sign_again"
    NAME_CHAMPION = "name_champion"
    TRAIN_CHAMPION = "train_champion"
    ROLL_CALL = "roll_call"
    CONFIRM_STEPS = "confirm_steps"
    INVITE_STAFF = "invite_staff"
    CHECK_HEADCOUNT = "check_headcount"
    NOTHING = "nothing"


def roll_call_due_on(facts: PremisesFacts, on: date) -> date | None:
    """The day the next roll-call falls due: 90 days after the newest headcount, or at once where there is none."""
    told = max((d.on for d in facts.declared if d.on <= on), default=None)
    signed = min((p.starts_on for p in facts.pledges if p.starts_on <= on), default=None)
    return told + ROLL_CALL_EVERY if told else signed


def next_step(standing: Standing, coverage: Coverage, facts: PremisesFacts, on: date, *, joined: int = 0) -> Step:
    """What the champion does first. `joined`: how many live links there are, trained or not."""
    missing = set(standing.missing)
    due_on = roll_call_due_on(facts, on)
    tries = (
        (standing.state is State.LAPSED, Step.SIGN_AGAIN),
        (Condition.CHAMPION in missing, Step.NAME_CHAMPION),
        (Condition.CHAMPION_TRAINED in missing, Step.TRAIN_CHAMPION),
        (Condition.HEADCOUNT in missing or (due_on is not None and due_on <= on), Step.ROLL_CALL),
        (bool(missing & set(STEPS)), Step.CONFIRM_STEPS),
        (Condition.COVERAGE in missing, Step.INVITE_STAFF),
        (coverage.is_below(joined), Step.CHECK_HEADCOUNT),
    )
    return next((step for applies, step in tries if applies), Step.NOTHING)


class Reason(enum.IntEnum):
    """Why a premises is to be visited, the most pressing first."""

    COACHING = 1
    AT_RISK = 2
    RETEST = 3
    FAILING = 4
    RUNNING_OUT = 5
    PROMISED = 6
    LAPSED = 7
    INTERESTED = 8
    NEVER_SEEN = 9
    PLEDGED = 10
    STEADY = 11
    DECLINED = 12


@dataclass(frozen=True)
class Outreach:
    """What the coordinator has noted of a premises: when they said they would come back, and what a test asks for."""

    next_on: date | None = None
    coaching_due_on: date | None = None
    retest_due_on: date | None = None


@dataclass(frozen=True)
class Priority:
    """A reason with its day: sorted, the first is to be visited first."""

    reason: Reason
    day: date


def priority(standing: Standing, noted: Outreach, on: date) -> Priority:
    """Why, and by when, somebody should go there."""
    state, far = standing.state, date.max
    signed_out = standing.since + TIME_TO_START
    tries = (
        (noted.coaching_due_on is not None, Reason.COACHING, noted.coaching_due_on),
        (state is State.AT_RISK, Reason.AT_RISK, standing.lapses_on),
        (noted.retest_due_on is not None and noted.retest_due_on <= on + SOON, Reason.RETEST, noted.retest_due_on),
        (state is State.ACTIVE and bool(standing.missing), Reason.FAILING, standing.at_risk_on),
        (state in {State.PLEDGED, State.REJOINED} and signed_out <= on + NEARLY, Reason.RUNNING_OUT, signed_out),
        (noted.next_on is not None and noted.next_on <= on, Reason.PROMISED, noted.next_on),
        (state is State.LAPSED, Reason.LAPSED, standing.since),
        (state is State.CONTACTED, Reason.INTERESTED, standing.since),
        (state is State.PROSPECT, Reason.NEVER_SEEN, standing.since),
        (state in {State.PLEDGED, State.REJOINED}, Reason.PLEDGED, signed_out),
        (state is State.DECLINED, Reason.DECLINED, standing.since),
    )
    found = next(((reason, day) for applies, reason, day in tries if applies), (Reason.STEADY, far))
    return Priority(found[0], found[1] or far)
