"""A scheme's list of premises, with no names on it (pack 6.4 and 6.9). Hotel Watch says what a row stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from onboarding.kinds.base import Key, Kind, Outcome, Row
from onboarding.kinds.changes import Changes
from onboarding.kinds.world import World
from onboarding.models import ImportRow, ImportRun
from onboarding.models.runs import Result
from onboarding.reading.fields import Field, Problem, Record
from schemes.models import Contact, Decline, Headcount, Pledge, RegisterReport, SafeguardingStep
from schemes.models import Premises as Place
from schemes.queries.premises import compare_premises, held_of, premises_by_ref
from schemes.rules.facts import State
from schemes.rules.register import PremisesRow, RowRefused
from schemes.services.premises import record_premises

RESULTS = {"added": Result.ADDED, "changed": Result.CHANGED, "unchanged": Result.UNCHANGED}
HANGING: tuple[type[models.Model], ...] = (Pledge, Headcount, RegisterReport, SafeguardingStep, Contact, Decline)
# What a register says anew each time, and what Hotel Watch calls it.
CARRIED = {
    "champion": "has_champion", "champion_trained": "is_champion_trained", "roster_feed": "has_roster_feed",
    "live_current_staff": "live_current_staff",
}  # fmt: skip
Facts = dict[tuple[str, Any], models.Model]


@dataclass
class Told:
    """The rows of a chunk that are to be recorded, by their position."""

    rows: dict[int, PremisesRow] = field(default_factory=dict)


class Premises(Kind):
    code = "premises"
    label = _("Hotel Watch premises")
    organisation_field = ""
    has_entries = False
    says_how_it_is = True
    is_of_people = False
    writes = ()
    fields = (
        Field("premises_ref", "code", required=True, longest=20, aliases=("ref", "reference")),
        Field("name", required=True, longest=160, aliases=("premises", "premises_name")),
        Field("district_code", "code", required=True, aliases=("district", "area_code")),
        Field("type", "choice", required=True, choices={kind: kind for kind in Place.Kind.values}, aliases=("kind",)),
        Field("rooms", "number"),
        Field("state", "choice", required=True, choices={state.value: state.value for state in State}),
        Field("pledged_on", "day", aliases=("pledge_date",)),
        Field("champion", "flag"),
        Field("champion_trained", "flag"),
        Field("declared_headcount", "number", aliases=("headcount",)),
        Field("declared_on", "day"),
        Field("roster_feed", "flag"),
        Field("live_current_staff", "number"),
        Field("address", longest=200, aliases=("street",)),
        Field("postcode", "code", longest=10),
        Field("expected_grade", is_noise=True),
        Field("expected_note", is_noise=True),
    )

    def identify(self, record: Record) -> Key:
        return Key(record["premises_ref"])

    def prepare(self, world: World) -> None:
        world.memo["references"] = set(Place.objects.values_list("organisation__code", flat=True))
        world.memo["codes"] = {organisation.code for organisation in world.organisations.values()}

    def problems(self, record: Record, world: World) -> list[Problem]:
        ref = record["premises_ref"]
        if ref in world.memo["codes"] and ref not in world.memo["references"]:
            return [Problem("premises_ref", ref, "is the code of an organisation that is no premises", "Use another.")]
        if record["district_code"] and record["district_code"] not in world.areas:
            return [world.area_problem("district_code", record["district_code"])]
        return []

    def load(self, rows: Sequence[Row], world: World) -> Told:
        return Told()

    def plan(self, row: Row, state: Told, world: World, changes: Changes) -> Outcome:
        told = as_row(row.record, world)
        try:
            outcome, found = compare_premises(row=told, reported_on=world.on)
        except RowRefused as refused:
            return Outcome(Result.REJECTED, f"{refused.field} '{refused.value}': {refused.reason}")
        if not changes.is_dry:
            state.rows[row.position] = told
        return Outcome(RESULTS[outcome.value], "", {c.field: [_plain(c.before), _plain(c.after)] for c in found})

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
        memory.setdefault("districts", set()).update(row.record["district_code"] for row in rows)

    def unlisted(self, run: ImportRun, memory: dict[Any, Any]) -> Iterable[Key]:
        """Known premises of the list's districts that it left out. Nothing closes by being left out."""
        listed = ImportRow.objects.filter(run=run, key=OuterRef("organisation__code"))
        here = Place.objects.filter(closed_on=None, organisation__area__code__in=memory.get("districts", ()))
        return [Key(ref) for ref in here.filter(~Exists(listed)).values_list("organisation__code", flat=True)]

    def finish(self, state: Told, world: World, changes: Changes) -> None:
        """Hotel Watch records them; what it made and set is kept, to be taken back."""
        for position, told in state.rows.items():
            before = _facts(told.premises_ref)
            was = {key: _values(each) for key, each in before.items()}
            record_premises(row=told, reported_on=world.on)
            after = _facts(told.premises_ref)
            changes.rows[position].made += [each for key, each in after.items() if key not in before]
            for key, each in after.items():
                set_here = {n: (was[key][n], v) for n, v in _values(each).items() if key in was and was[key][n] != v}
                if set_here:
                    changes.rows[position].put.append((each, set_here))


def as_row(record: Record, world: World) -> PremisesRow:
    """A line as Hotel Watch takes it. Of what the file has no column for, what is held holds on."""
    record = record | _held(record["premises_ref"], world)

    def day(name: str) -> date | None:
        return date.fromisoformat(record[name]) if record[name] else None

    return PremisesRow(
        premises_ref=record["premises_ref"],
        name=record["name"],
        district_code=record["district_code"],
        kind=record["type"],
        state=State(record["state"]),
        rooms=record["rooms"],
        pledged_on=day("pledged_on"),
        has_champion=bool(record["champion"]),
        is_champion_trained=bool(record["champion_trained"]),
        declared_headcount=record["declared_headcount"],
        declared_on=day("declared_on"),
        has_roster_feed=bool(record["roster_feed"]),
        live_current_staff=record["live_current_staff"] or 0,
        address=record["address"],
        postcode=record["postcode"],
    )


def _held(ref: str, world: World) -> dict[str, Any]:
    """By the file's names, what is held of a premises where the file has no column for it."""
    absent = [name for name in CARRIED if not world.says(name)]
    place = premises_by_ref(ref) if absent else None
    held = held_of(place, on=world.on) if place else {}
    return {name: held[CARRIED[name]] for name in absent if held}


def _facts(ref: str) -> Facts:
    """Everything a register's row may make or set of one premises, parents first."""
    place = premises_by_ref(ref)
    if place is None:
        return {}
    found: list[models.Model] = [place.organisation, place]
    for model in HANGING:
        found += model._default_manager.filter(premises=place)
    return {(each._meta.label_lower, each.pk): each for each in found}


def _values(each: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(each, f.attname) for f in each._meta.concrete_fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
