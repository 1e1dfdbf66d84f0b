"""From what a register said of a licence, in any order, to the days on which it is in force (pack 6.2). No Django."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# A status after which the licence is out of force: for good unless the register later says it is licensed again.
STOPPING = frozenset({"suspended", "expired", "surrendered", "revoked", "refused_renewal", "applicant"})
PAUSING = frozenset({"suspended", "applicant"})


@dataclass(frozen=True)
class InForce:
    """The days of a licence: from `starts_on` to the day before `ends_on`, without the pauses.

    Each pause is (first day out of force, first day back); None while nobody knows when.
    """

    starts_on: date
    ends_on: date
    pauses: tuple[tuple[date, date | None], ...] = ()


def number_key(number: str) -> str:
    """A licence number as people may type it: "AB 00417", "ab417" and "AB-00417" are one key."""
    plain = re.sub(r"[^0-9A-Z]", "", number.upper())
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", plain)


def in_force(*, issued_on: date, expires_on: date, statuses: Iterable[tuple[date, str]]) -> InForce:
    """Read the statuses in the order of their days; of one day's, the one told last.

    The day after `expires_on` ends it from the outset, so that no clock makes the record untrue when no file comes. A
    revocation overturned leaves a gap. Statuses told late change the days they speak of.
    """
    end = expires_on + timedelta(days=1)
    pauses: list[tuple[date, date | None]] = []
    stopped: tuple[date, str] | None = None
    for day, status in sorted(_last_of_each_day(statuses).items()):
        if status in STOPPING:
            stopped = stopped or (max(day, issued_on), status)
            if status not in PAUSING and stopped[1] in PAUSING:
                # Suspended and then revoked: out of force since the suspension, over since the revocation.
                pauses.append((stopped[0], max(day, stopped[0])))
                stopped = (max(day, issued_on), status)
        elif stopped:
            pauses.append((stopped[0], day))
            stopped = None
    if stopped and stopped[1] in PAUSING:
        pauses.append((stopped[0], None))
    elif stopped and not (stopped[1] == "expired" and stopped[0] >= expires_on):
        end = min(end, stopped[0])
    kept = tuple((begin, back) for begin, back in pauses if begin < end and (back is None or back > begin))
    return InForce(issued_on, max(end, issued_on), kept)


def _last_of_each_day(statuses: Iterable[tuple[date, str]]) -> dict[date, str]:
    return dict(statuses)
