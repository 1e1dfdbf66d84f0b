"""The partnership as a file's codes mean it: organisations, areas and roles, read once for a run."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from onboarding.models import OrganisationAlias
from onboarding.reading.days import said_day
from onboarding.reading.fields import Problem
from onboarding.reading.nearest import nearest
from partnership.models import Area, Organisation, Role, Succession
from partnership.queries import organisations_below


@dataclass
class World:
    """Read once. `on` is the day the list speaks of, `at` the moment of work, `within` the organisation it is for.

    `columns` are the fields the file has columns for: what it has none for, it says nothing of.
    """

    on: date
    at: datetime
    within: Organisation | None = None
    columns: frozenset[str] | None = None  # None: all of them
    memo: dict[str, Any] = field(default_factory=dict)  # what a kind prepared for the run
    organisations: dict[int, Organisation] = field(init=False)
    areas: dict[str, Area] = field(init=False)
    area_ids: dict[int, Area] = field(init=False)
    roles: dict[str, Role] = field(init=False)

    def __post_init__(self) -> None:
        self.organisations = {o.pk: o for o in Organisation.objects.select_related("area")}
        self.areas = {a.code: a for a in Area.objects.all()}
        self.area_ids = {a.pk: a for a in self.areas.values()}
        self.roles = {r.code: r for r in Role.objects.select_related("group")}
        self.role_ids = {r.pk: r for r in self.roles.values()}
        self._codes = self._all_codes()
        self._successions = {s.predecessor_id: s for s in Succession.objects.select_related("successor")}
        self.own = organisations_below([self.within.pk], on=self.on) if self.within else None

    def says(self, *names: str) -> bool:
        """Whether the file has a column for any of these fields."""
        return self.columns is None or not self.columns.isdisjoint(names)

    def _all_codes(self) -> dict[str, Organisation]:
        """Every code that means one organisation: an area's GSS code means the council that is no part of another."""
        found: dict[str, Organisation] = {}
        councils = [o for o in self.organisations.values() if o.kind == Organisation.Kind.COUNCIL and o.area_id]
        for council in councils:
            if council.parent_id not in {other.pk for other in councils} and council.area:
                found[council.area.code] = council
        for alias in OrganisationAlias.objects.all():
            found[alias.code] = self.organisations[alias.organisation_id]
        found.update({o.code: o for o in self.organisations.values()})
        return found

    def organisation(self, code: str) -> Organisation | None:
        """The organisation a code means, if it is one that this file may speak of."""
        found = self._codes.get(code)
        return found if found and (self.own is None or found.pk in self.own) else None

    def anybody(self, code: str) -> Organisation | None:
        """The organisation a code means, whosever list it stands on."""
        return self._codes.get(code)

    def organisation_problem(self, name: str, code: str) -> Problem:
        if self.within and code in self._codes:
            return Problem(name, code, f"is not part of {self.within.name}", "Send its rows with its own list.")
        known = [c for c, o in self._codes.items() if self.own is None or o.pk in self.own]
        return Problem(name, code, "is not an organisation we know", _known(code, known))

    def gone_problem(self, name: str, code: str) -> Problem | None:
        """Why no list can be brought any more for an organisation that had ended by the list's day."""
        found = self._codes.get(code)
        if found is None or found.valid_to is None or found.valid_to > self.on:
            return None
        after = self._successions.get(found.pk)
        what = f"is {found.name}, which ended on {said_day(found.valid_to)}"
        if after is None:
            return Problem(name, code, what, "Ask whose list this is now.")
        known = next((c for c, o in self._codes.items() if o.pk == after.successor_id), after.successor.code)
        return Problem(name, code, what, f"Its work is {after.successor.name}'s: send its rows with {known}.")

    def area_problem(self, name: str, code: str) -> Problem:
        return Problem(name, code, "is not an area we know", _known(code, self.areas))

    def role_problem(self, name: str, code: str) -> Problem:
        return Problem(name, code, "is not a role we know", _known(code, self.roles))


def _known(code: str, known: object) -> str:
    return f"Nearest known: {', '.join(nearest(code, list(known)))}."  # type: ignore[call-overload]
