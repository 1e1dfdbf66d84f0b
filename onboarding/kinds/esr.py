"""An ESR extract (pack 6.6). One employee may hold several assignments. Why somebody is away is never read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from onboarding.kinds.base import Key, Row
from onboarding.kinds.leave import leave_problems
from onboarding.kinds.matching import match_contacts, match_person_keys
from onboarding.kinds.people import Wanted, a_day
from onboarding.kinds.staff import LEAVE, Staff, contract_of
from onboarding.kinds.world import World
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.names import name_of_address
from partnership.models import Assignment, Organisation

# Named and designated professionals (4 and 5) and board members are held to what leaders are (pack 2.1).
ROLE_OF = {
    "1": "health_l1", "2": "health_l2", "3": "health_l3",
    "4": "named_professional", "5": "named_professional", "board": "board_member",
}  # fmt: skip
LEVELS = {
    said: role for level, role in ROLE_OF.items() for said in (level, f"level_{level}", f"level{level}", f"l{level}")
}
UNSAID = {
    "exempt_reason": "", "exempt_from": None, "exempt_until": None, "mobile": "", "preferred_language": "",
}  # fmt: skip


class Esr(Staff):
    code = "esr"
    label = _("NHS staff (ESR extract)")
    fields: ClassVar[Sequence[Field]] = (
        Field("organisation_code", "code", required=True, longest=40, aliases=("trust", "ods_code", "organisation")),
        Field("employee_number", "code", required=True, longest=40),
        Field("assignment_number", "code", required=True, longest=40),
        Field("display_name", aliases=("name", "full_name")),
        Field("staff_group", is_noise=True),
        Field("job_role", is_noise=True),
        Field("level_required", "choice", required=True, choices=LEVELS, aliases=("level", "safeguarding_level")),
        Field("location", is_noise=True),
        Field("start", "day", required=True, aliases=("start_date",)),
        Field("end", "day", aliases=("end_date",)),
        *LEAVE,
        Field("absence_type", "presence", aliases=("absence",)),
        Field("contract_type", "code", longest=40, aliases=("contract",)),
        Field("email", "email", aliases=("e_mail", "email_address"), longest=254),
    )

    def identify(self, record: Record) -> Key:
        return Key(record["assignment_number"], "", record["employee_number"])

    def complete(self, record: Record) -> None:
        """An extract need not name anybody: then what comes before the @, or the number, has to do. What sort of leave
        it is was never read: only that there is some.
        """
        record["display_name"] = (
            record["display_name"] or name_of_address(record["email"]) or f"Employee {record['employee_number']}"
        )
        record["long_leave"] = record["long_leave"] or record["absence_type"]
        record.update(UNSAID)

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = leave_problems(record)
        organisation = world.organisation(record["organisation_code"])
        if organisation and organisation.kind != Organisation.Kind.NHS:
            what = f"is {organisation.name}, which is no NHS trust"
            mend = "Send its people as a staff list."
            found.append(Problem("organisation_code", record["organisation_code"], what, mend))
        if organisation and organisation.area_id is None:
            found.append(Problem("organisation_code", organisation.code, "has no area", "Ask for it to be given one."))
        if record["level_required"] and record["level_required"] not in world.roles:
            found.append(world.role_problem("level_required", record["level_required"]))
        if record["end"] and record["end"] < record["start"]:
            found.append(Problem("end", record["end"], "is before the start", "Correct one of the two."))
        return found

    def wanted(self, record: Record, organisation: Organisation, world: World) -> Wanted:
        starts_on = a_day(record["start"])
        assert organisation.area is not None  # noqa: S101 - looked at before
        assert starts_on is not None  # noqa: S101 - `problems` looked
        plain = Wanted(
            role=world.roles[record["level_required"]],
            area=organisation.area,
            contract=contract_of(record["contract_type"]),
            reference=record["assignment_number"],
            starts_on=starts_on,
            ends_on=a_day(record["end"]),
        )
        return replace(plain, email=record["email"])

    def key_of(self, assignment: Assignment) -> Key:
        return Key(assignment.reference)

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
        match_person_keys(self.code, rows)
        match_contacts(self.code, [row for row in rows if row.match is None], world, memory)
