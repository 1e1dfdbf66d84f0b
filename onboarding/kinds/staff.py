"""An employer's list of staff (pack 6.7): the key is employer and payroll number; each role is an assignment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from certification.models import Exemption
from certification.requirement_book import RequirementBook
from onboarding.kinds.base import Key, Row
from onboarding.kinds.changes import Changes, Difference
from onboarding.kinds.leave import (
    LEAVE_COLUMNS,
    absences_of,
    end_exemptions,
    exemption_problems,
    exemptions_of,
    leave_of,
    leave_problems,
    put_exemption,
    put_leave,
    said_leave,
)
from onboarding.kinds.matching import match_contacts, match_person_keys
from onboarding.kinds.people import PeopleKind, PeopleState, Wanted, a_day
from onboarding.kinds.world import World
from onboarding.models import RosterEntry, Suggestion
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.names import is_similar
from partnership.models import Absence, Assignment, Organisation, Person

CONTRACTS = {
    "employed": "employed", "permanent": "employed", "fixed_term": "employed", "temporary": "employed",
    "substantive": "employed", "honorary": "employed", "seconded": "employed", "secondment": "employed",
    "full_time": "employed", "part_time": "employed", "zero_hours": "employed", "apprentice": "employed",
    "agency": "agency", "locum": "agency", "contractor": "agency", "bank": "bank", "volunteer": "volunteer",
    "unpaid": "volunteer", "licensed": "licensed", "elected": "elected",
}  # fmt: skip
LEAVE = (
    Field("long_leave", "flag", aliases=("on_long_leave",)),
    Field("long_leave_from", "day", aliases=("leave_from", "absence_from")),
    Field("long_leave_to", "day", aliases=("leave_to", "absence_to")),
)


@dataclass
class Around:
    """Leave, exemptions and requirements of a chunk."""

    absences: dict[int, list[Absence]] = field(default_factory=dict)
    exemptions: dict[int, list[Exemption]] = field(default_factory=dict)
    book: RequirementBook | None = None


class Staff(PeopleKind):
    code = "staff"
    label = _("Staff")
    organisation_field = "organisation_code"
    tells_subkeys_apart = True
    writes: ClassVar = (Person, Assignment, Absence, Exemption, RosterEntry, Suggestion)
    fields: ClassVar[Sequence[Field]] = (
        Field("organisation_code", "code", required=True, longest=40, aliases=("organisation", "employer", "agency")),
        Field(
            "person_key", "code", required=True, longest=80,
            aliases=("payroll_number", "employee_number", "staff_number"),
        ),
        Field("display_name", required=True, aliases=("name", "full_name")),
        Field("role_code", "code", required=True, longest=40, aliases=("role",)),
        Field("area_code", "code", longest=12, aliases=("area",)),
        Field("start", "day", required=True, aliases=("start_date", "starts_on")),
        Field("end", "day", aliases=("end_date", "ends_on", "leaving_date")),
        *LEAVE,
        Field("exempt_reason", "code", longest=60),
        Field("exempt_from", "day"),
        Field("exempt_until", "day", aliases=("exempt_to",)),
        Field("contract_type", "code", longest=40, aliases=("contract",)),
        Field("counting_agency", "code", longest=40, aliases=("counted_by", "counted_at")),
        Field("email", "email", aliases=("e_mail", "email_address", "work_email", "work_e_mail"), longest=254),
        Field("mobile", "mobile", aliases=("phone",), longest=40),
        Field("preferred_language", "code", aliases=("language",), longest=12),
        Field("do_not_list", "flag", aliases=("covert",)),
    )  # fmt: skip

    def __init__(self) -> None:
        self._book: tuple[World, RequirementBook] | None = None

    def identify(self, record: Record) -> Key:
        return Key(record["person_key"], record["role_code"], record["person_key"])

    def key_of(self, assignment: Assignment) -> Key:
        return Key(assignment.reference, assignment.role.code, assignment.reference)

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = [*self.unknown_codes(record, world), *leave_problems(record), *exemption_problems(record)]
        organisation = world.organisation(record["organisation_code"])
        if not record["area_code"] and organisation and organisation.area_id is None:
            found.append(Problem("area_code", "", "is missing", f"{organisation.name} has no one area."))
        if record["end"] and record["end"] < record["start"]:
            found.append(Problem("end", record["end"], "is before the start", "Correct one of the two."))
        if record["counting_agency"] and world.anybody(record["counting_agency"]) is None:
            found.append(world.organisation_problem("counting_agency", record["counting_agency"]))
        return found

    def wanted(self, record: Record, organisation: Organisation, world: World) -> Wanted:
        area = world.areas.get(record["area_code"]) or organisation.area
        starts_on = a_day(record["start"])
        assert area is not None  # noqa: S101 - looked at before
        assert starts_on is not None  # noqa: S101 - `problems` looked
        return Wanted(
            role=world.roles[record["role_code"]],
            area=area,
            contract=contract_of(record["contract_type"]),
            reference=record["person_key"][:60],
            starts_on=starts_on,
            ends_on=a_day(record["end"]),
            email=record["email"],
            mobile=record["mobile"],
            language=record["preferred_language"],
            do_not_list=record["do_not_list"],
            counting_agency=world.anybody(record["counting_agency"]),
        )

    def load_more(self, rows: Sequence[Row], assignment_ids: list[int], world: World) -> Around:
        return Around(absences_of(assignment_ids), exemptions_of(assignment_ids), self._requirements(rows, world))

    def _requirements(self, rows: Sequence[Row], world: World) -> RequirementBook | None:
        """Read once for a run, and only when somebody is exempt: it holds every requirement."""
        if not any(row.record["exempt_reason"] for row in rows):
            return None
        if self._book is None or self._book[0] is not world:
            self._book = (world, RequirementBook())
        return self._book[1]

    def details(
        self, row: Row, assignment: Assignment, state: PeopleState, world: World, changes: Changes
    ) -> tuple[Difference, str]:
        around: Around = state.more
        difference: Difference = {}
        words = ""
        if world.says(*LEAVE_COLUMNS):
            leave = leave_of(row.record, world)
            difference = put_leave(leave, assignment, around.absences.get(assignment.pk, ()), world.on, changes)
            words = said_leave(leave)
        exempt = around.exemptions.get(assignment.pk, ())
        if row.record["exempt_reason"] and around.book:
            more, said = put_exemption(row.record, assignment, exempt, around.book, changes)
            difference |= more
            words = f"{words} {said}".strip()
        elif world.says("exempt_reason"):
            difference |= end_exemptions(exempt, world.on, changes)
        return difference, words

    def words_of_new(self, row: Row, wanted: Wanted, state: PeopleState, world: World) -> str:
        if not row.record["exempt_reason"] and not row.record["long_leave_from"] and not row.record["long_leave"]:
            return ""
        organisation = world.organisations[row.organisation_id or 0]
        assignment = self._assignment(Person(), organisation, wanted)
        return self.details(row, assignment, state, world, Changes(is_dry=True))[1]

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
        self._join(rows, memory)
        match_person_keys(self.code, rows)
        match_contacts(self.code, [row for row in rows if row.match is None], world, memory)

    @staticmethod
    def _join(rows: Sequence[Row], memory: dict[Any, Any]) -> None:
        """One file that gives the same number and name at two employers means one person with two posts."""
        seen = memory.setdefault("keys", {})
        for row in rows:
            place, name = seen.setdefault(row.key.person_key, (row.place, row.record["display_name"]))
            if place[0] != row.organisation_id and is_similar(name, row.record["display_name"]):
                row.match = {"basis": "join", "place": list(place)}


def contract_of(written: str) -> str:
    """The kind of contract; most words for one are the employer's own and mean employed."""
    return CONTRACTS.get(written.lower().replace(" ", "_").replace("-", "_"), "employed")
