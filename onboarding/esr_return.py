"""The way back to ESR: a competence for every assignment whose holder is trained, with its days (pack section 6.6).

The lines name assignments and no people. Who left, or is away, is left out: ESR knows them better.
"""

from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date

from certification.models import CoverPeriod, Obligation
from onboarding.models import CompetenceCode, RosterEntry
from partnership.models import Organisation, open_on
from partnership.queries import organisations_below
from reporting.csv_export import as_csv

ESR = "esr"


@dataclass(frozen=True)
class Line:
    """One competence of one assignment. Both days inclusive."""

    employee_number: str
    assignment_number: str
    competence: str
    achieved_on: date
    expires_on: date


COLUMNS = tuple(field.name for field in fields(Line))


def as_file(organisation: Organisation, *, on: date, since: date | None = None) -> str:
    """The lines as CSV, days as ISO 8601. Raises NoCodes."""
    return as_csv((asdict(line) for line in lines(organisation, on=on, since=since)), COLUMNS)


class NoCodes(ValueError):
    """The trust has not said what its ESR calls any competence."""


def lines(organisation: Organisation, *, on: date, since: date | None = None) -> Iterator[Line]:
    """The competences held on `on` in a trust and below it, by assignment number; with `since`, those achieved from
    that day on.

    :raises NoCodes: there is no competence code of this trust.
    """
    codes = dict(CompetenceCode.objects.filter(organisation=organisation).values_list("course", "code"))
    if not codes:
        raise NoCodes
    entries = RosterEntry.objects.filter(
        kind=ESR, organisation__in=organisations_below([organisation.pk], on=on), assignment__isnull=False
    )
    numbers = {
        assignment: (person, key) for assignment, person, key in entries.values_list("assignment", "person_key", "key")
    }
    held = CoverPeriod.objects.filter(
        obligation__in=Obligation.objects.filter(open_on(on), assignment__in=numbers),
        starts_on__lte=on,
        ends_on__gte=on,
    ).values_list("obligation__assignment", "obligation__requirement__course", "certificate__passed_on", "ends_on")
    newest: dict[tuple[int, int], tuple[date, date]] = {}
    for assignment, course, achieved_on, ends_on in held:
        key = (assignment, course)
        newest[key] = max(newest.get(key, (date.min, date.min)), (ends_on, achieved_on))
    found = [
        Line(*numbers[assignment], codes[course], achieved_on, ends_on)
        for (assignment, course), (ends_on, achieved_on) in newest.items()
        if course in codes and (since is None or achieved_on >= since)
    ]
    yield from sorted(found, key=astuple)
