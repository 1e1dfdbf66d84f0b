"""What the rosters of people share: a person, an assignment with dates, and an entry that ties them to a key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db import models

from common.making import new
from onboarding.kinds.base import Outcome, Row
from onboarding.kinds.changes import Changes, Difference
from onboarding.kinds.standing import StandingKind
from onboarding.kinds.world import World
from onboarding.models import RosterEntry, Suggestion
from onboarding.models.runs import Result
from onboarding.reading.days import said_last_day
from onboarding.reading.fields import Problem, Record
from partnership.models import Area, Assignment, Organisation, Person, Role

BASES = dict(Suggestion.Basis.choices)
LABELS = {"role_id": "role", "area_id": "area", "counting_agency_id": "counting_agency"}


@dataclass(frozen=True)
class Wanted:
    """What a row says of a person and their assignment."""

    role: Role
    area: Area
    contract: str
    reference: str
    starts_on: date
    ends_on: date | None
    email: str = ""
    mobile: str = ""
    language: str = ""
    do_not_list: bool = False
    counting_agency: Organisation | None = None


@dataclass
class PeopleState:
    """The present state of a chunk, and the people made within it. Kinds add their own under `more`."""

    assignments: dict[int, Assignment] = field(default_factory=dict)
    people: dict[tuple[int | None, str], Person] = field(default_factory=dict)  # (organisation, person key)
    places: dict[tuple[Any, ...], Person] = field(default_factory=dict)  # of entries made further up in the file
    entries: dict[tuple[Any, ...], RosterEntry] = field(default_factory=dict)
    more: Any = None


class PeopleKind(StandingKind):
    """A roster of people. A subclass says what a row wants (`wanted`) and what hangs on the assignment (`details`)."""

    says_how_it_is = True
    writes: ClassVar[Sequence[type[models.Model]]] = (Person, Assignment, RosterEntry, Suggestion)

    def wanted(self, record: Record, organisation: Organisation, world: World) -> Wanted:
        raise NotImplementedError

    def details(
        self, row: Row, assignment: Assignment, state: PeopleState, world: World, changes: Changes
    ) -> tuple[Difference, str]:
        """What hangs on the assignment: the difference it makes, and words for the reason."""
        return {}, ""

    def words_of_new(self, row: Row, wanted: Wanted, state: PeopleState, world: World) -> str:
        """What `details` will say of somebody new: the dry run says it too."""
        return ""

    def load_more(self, rows: Sequence[Row], assignment_ids: list[int], world: World) -> Any:
        return None

    def load(self, rows: Sequence[Row], world: World) -> PeopleState:
        ids = [row.entry.assignment_id for row in rows if row.entry and row.entry.assignment_id]
        older = [row.match["assignment"] for row in rows if row.match and row.match.get("assignment")]
        both = [*ids, *older]
        found = Assignment.objects.filter(pk__in=both).select_related("person", "role").in_bulk() if both else {}
        state = PeopleState(found, self._people(rows))
        self._earlier_places(rows, state)
        state.more = self.load_more(rows, ids, world)
        return state

    def _people(self, rows: Sequence[Row]) -> dict[tuple[int | None, str], Person]:
        """The people whom this list knows by the person keys of new rows."""
        keys = {row.key.person_key for row in rows if row.entry is None and row.key.person_key}
        known = RosterEntry.objects.filter(kind=self.code, person_key__in=keys) if keys else RosterEntry.objects.none()
        return {
            (entry.organisation_id, entry.person_key): entry.holder
            for entry in known.select_related("person__canonical")
        }

    def _earlier_places(self, rows: Sequence[Row], state: PeopleState) -> None:
        """The people of the entries that rows were matched with: made by rows above them, or here before the file."""
        wanted = [tuple(row.match["place"]) for row in rows if row.match and "place" in row.match]
        ids = [row.match["entry"] for row in rows if row.match and row.match.get("entry")]
        found = RosterEntry.objects.filter(kind=self.code, key__in={place[1] for place in wanted})
        for entry in found.select_related("person__canonical") if wanted else ():
            place = (entry.organisation_id, entry.key, entry.subkey)
            state.places[place], state.entries[place] = entry.holder, entry
        for entry in RosterEntry.objects.filter(pk__in=ids).select_related("person__canonical") if ids else ():
            state.entries[(entry.pk,)] = entry
        posts = [row.match["assignment"] for row in rows if row.match and row.match.get("assignment")]
        for entry in RosterEntry.objects.filter(kind=self.code, assignment__in=posts) if posts else ():
            state.entries["post", entry.assignment_id] = entry

    def plan(self, row: Row, state: PeopleState, world: World, changes: Changes) -> Outcome:
        organisation = world.organisations[row.organisation_id or 0]
        assignment = state.assignments.get(row.entry.assignment_id or 0) if row.entry else None
        if row.entry is None or assignment is None:
            return self._plan_new(row, organisation, state, world, changes)
        return self._plan_known(row, row.entry, assignment, organisation, state, world, changes)

    # Somebody new on the list

    def _plan_new(
        self, row: Row, organisation: Organisation, state: PeopleState, world: World, changes: Changes
    ) -> Outcome:
        wanted = self.wanted(row.record, organisation, world)
        known, said = self.person_for(row, state, world)
        suggested = known is None and row.match is not None and row.match["basis"] != "join"
        result = Result.SUGGESTED if suggested else Result.ADDED
        words = self.words_of_new(row, wanted, state, world)
        reason = " ".join(part for part in (said, self._said_new(row, wanted, world, suggested), words) if part)
        if changes.is_dry:
            if row.key.person_key:  # the next row of one person is not a new person
                state.people.setdefault((row.organisation_id, row.key.person_key), Person())
            return Outcome(result, reason)
        person = known or changes.make(self._person(row.record, wanted, world))
        assignment = changes.make(self._assignment(person, organisation, wanted))
        entry = changes.make(self._entry(row, person, assignment))
        self.details(row, assignment, state, world, changes)
        state.people[row.organisation_id, row.key.person_key] = person
        state.places[row.place], state.entries[row.place] = person, entry
        if suggested:
            self._suggest(row, person, entry, state, world, changes)
        return Outcome(result, reason, {}, person)

    def person_for(self, row: Row, state: PeopleState, world: World) -> tuple[Person | None, str]:
        """The person a new row is known to mean, and how we know."""
        known = state.people.get((row.organisation_id, row.key.person_key)) if row.key.person_key else None
        if known is None and row.match and row.match["basis"] == "join":
            known = state.places.get(tuple(row.match["place"]))
        return known, ""

    def _said_new(self, row: Row, wanted: Wanted, world: World, suggested: bool) -> str:
        parts = []
        if wanted.ends_on and wanted.ends_on <= world.on:
            parts.append(f"The last day was {said_last_day(wanted.ends_on)}.")
        if suggested and row.match:
            basis = BASES[row.match["basis"]]
            with_key = f" ({row.match['place'][1]})" if "place" in row.match else ""
            parts.append(f"{basis}{with_key}. Say on the matching page whether they are one person or two.")
        return " ".join(parts)

    def _person(self, record: Record, wanted: Wanted, world: World) -> Person:
        return new(
            Person,
            display_name=record["display_name"],
            sort_name=record.get("sort_name", ""),
            email=wanted.email,
            mobile=wanted.mobile,
            preferred_language=wanted.language,
            do_not_list=wanted.do_not_list,
            verified_on=world.on,
        )

    @staticmethod
    def _assignment(person: Person, organisation: Organisation, wanted: Wanted) -> Assignment:
        return new(
            Assignment,
            person=person,
            organisation=organisation,
            role=wanted.role,
            area=wanted.area,
            contract=wanted.contract,
            reference=wanted.reference,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            counting_agency=wanted.counting_agency,
        )

    def _entry(self, row: Row, person: Person, assignment: Assignment) -> RosterEntry:
        return new(
            RosterEntry,
            kind=self.code,
            organisation=assignment.organisation,
            key=row.key.key,
            subkey=row.key.subkey,
            person_key=row.key.person_key,
            person=person,
            assignment=assignment,
            row_hash=row.row_hash,
        )

    def _suggest(
        self, row: Row, person: Person, entry: RosterEntry, state: PeopleState, world: World, changes: Changes
    ) -> None:
        match = row.match or {}
        place = tuple(match["place"]) if "place" in match else None
        older = {"older": state.places[place]} if place in state.places else {"older_id": match.get("person")}
        if place and place not in state.places:
            return  # the row above it was not applied
        older_entry = state.entries.get(place or (match.get("entry"),)) or self._taken_up(match, state, changes)
        changes.make(
            Suggestion(
                newer=person,
                newer_entry=entry,
                older_entry=older_entry,
                organisation=entry.organisation,
                basis=match["basis"],
                raised_at=world.at,
                **older,
            )
        )

    def _taken_up(self, match: dict[str, Any], state: PeopleState, changes: Changes) -> RosterEntry | None:
        """An entry for the post that a suggestion is about, where no list has named it yet."""
        older = state.assignments.get(match.get("assignment") or 0)
        if older is None:
            return None
        if known := state.entries.get(("post", older.pk)):  # by a row above
            return known
        key = self.key_of(older)
        entry = RosterEntry(
            kind=self.code,
            organisation_id=older.organisation_id,
            key=key.key,
            subkey=key.subkey,
            person_key=key.person_key,
            person=older.person,
            assignment=older,
        )
        state.entries["post", older.pk] = entry
        return changes.make(entry)

    # Somebody the list named before

    def _plan_known(
        self,
        row: Row,
        entry: RosterEntry,
        assignment: Assignment,
        organisation: Organisation,
        state: PeopleState,
        world: World,
        changes: Changes,
    ) -> Outcome:
        wanted = self.wanted(row.record, organisation, world)
        ended_before = assignment.ends_on
        difference = self._put_person(assignment.person, row.record, wanted, changes)
        difference |= named(self._put_assignment(assignment, wanted, world, changes), world)
        more, words = self.details(row, assignment, state, world, changes)
        difference |= more
        changes.put(entry, row_hash=row.row_hash)
        if entry._state.adding:  # here already, and named by a list for the first time
            changes.make(entry)
        if row.key.person_key:
            state.people.setdefault((row.organisation_id, row.key.person_key), assignment.person)
        ends = difference.get("ends_on", [None, None])[1]
        has_ended = (
            bool(ends) and ends <= world.on.isoformat() and (not ended_before or ends < ended_before.isoformat())
        )
        if has_ended:
            return Outcome(
                Result.ENDED, words or f"The last day is {said_last_day(ends)}.", difference, assignment.person
            )
        result = Result.CHANGED if difference else Result.UNCHANGED
        return Outcome(result, words, difference, assignment.person)

    @staticmethod
    def _put_person(person: Person, record: Record, wanted: Wanted, changes: Changes) -> Difference:
        """A person's own account keeps the address they sign in with; an empty cell takes nothing away."""
        values: dict[str, Any] = {"display_name": record["display_name"]}
        if wanted.email and not person.user_id:
            values["email"] = wanted.email
        if wanted.mobile and not person.user_id:
            values["mobile"] = wanted.mobile
        if wanted.language:
            values["preferred_language"] = wanted.language
        if wanted.do_not_list:
            values["do_not_list"] = True
        return changes.put(person, **values)

    def _put_assignment(self, assignment: Assignment, wanted: Wanted, world: World, changes: Changes) -> Difference:
        """What the file has no column for stays as it is; but somebody who is on the list again has not left."""
        values: dict[str, Any] = {
            "role_id": wanted.role.pk,
            "starts_on": assignment.within(wanted.starts_on),
            "is_unmatched": False,
        }
        if world.says("area_code"):
            values["area_id"] = wanted.area.pk
        if world.says("contract_type"):
            values["contract"] = wanted.contract
        if world.says("counting_agency"):
            values["counting_agency_id"] = wanted.counting_agency.pk if wanted.counting_agency else None
        if world.says("end") or (assignment.ends_on and assignment.ends_on <= world.on):
            values["ends_on"] = wanted.ends_on and assignment.within(wanted.ends_on)
        return changes.put(assignment, LABELS, **values)

    # Somebody the whole list left out

    def end_missing(
        self, entries: Sequence[RosterEntry], world: World, changes: Changes, positions: Sequence[int]
    ) -> None:
        found = Assignment.objects.in_bulk([e.assignment_id for e in entries if e.assignment_id])
        for entry, position in zip(entries, positions, strict=True):  # those not saved yet have nothing to note
            changes.begin(position)
            assignment = found.get(entry.assignment_id or 0)
            if assignment and (assignment.ends_on is None or assignment.ends_on > world.on):
                changes.put(assignment, ends_on=max(world.on, assignment.starts_on))
            changes.put(entry, row_hash="")

    def unknown_codes(self, record: Record, world: World) -> list[Problem]:
        """A role or area code that is not known, with the nearest that are."""
        found = []
        if record.get("role_code") and record["role_code"] not in world.roles:
            found.append(world.role_problem("role_code", record["role_code"]))
        if record.get("area_code") and record["area_code"] not in world.areas:
            found.append(world.area_problem("area_code", record["area_code"]))
        return found


def named(difference: Difference, world: World) -> Difference:
    """Roles, areas and agencies by their names: a number says nothing to anybody."""
    known: dict[str, Any] = {
        "role": world.role_ids,
        "licence_type": world.role_ids,
        "area": world.area_ids,
        "ward": world.area_ids,
        "counting_agency": world.organisations,
    }
    return {
        label: [str(known[label].get(each, each)) if each is not None else None for each in values]
        if label in known
        else values
        for label, values in difference.items()
    }


def a_day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
