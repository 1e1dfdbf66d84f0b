"""Democratic services' list of elected members (pack 6.5). Neither party nor address; a ward may be missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

from onboarding.kinds.base import Key, Outcome, Row
from onboarding.kinds.changes import Changes, Difference
from onboarding.kinds.matching import match_contacts, match_names
from onboarding.kinds.people import PeopleKind, PeopleState, Wanted, a_day
from onboarding.kinds.world import World
from onboarding.models import RosterEntry, Suggestion
from onboarding.models.runs import Result
from onboarding.reading.days import said_day
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.nearest import nearest
from partnership.models import Area, Assignment, Inactivity, Organisation, Person, Term

# As lists write them, the strictest first: of several roles a member is held to what the first of these asks.
ROLES = {
    "licensing_main": "licensing_member", "licensing_panel_only": "licensing_member", "licensing": "licensing_member",
    "licensing_member": "licensing_member", "lead_member_cs": "lead_member_cs", "lead_member": "lead_member_cs",
    "corporate_parenting": "corporate_parenting_member", "corporate_parenting_member": "corporate_parenting_member",
    "scrutiny": "scrutiny_member", "scrutiny_member": "scrutiny_member", "group_leader": "group_leader",
    "coopted": "coopted_member", "co_opted": "coopted_member", "coopted_member": "coopted_member",
    "councillor": "councillor", "member": "councillor",
}  # fmt: skip
WARD_PREFIXES = ("E05", "W05")
# What all rows of one member say alike.
OF_THE_MEMBER = ("display_name", "ward_code", "council_email", "acceptance_of_office", "term_end")


class RoleSpan(NamedTuple):
    """Roles as a list writes them, and their first and last day where it says those."""

    roles: str
    starts_on: str | None
    ends_on: str | None


class Members(PeopleKind):
    code = "members"
    label = _("Elected members")
    organisation_field = "council_code"
    joins_rows = True  # committee systems write a row for each role
    contracts = frozenset({Assignment.Contract.ELECTED})
    writes: ClassVar = (Area, Person, Assignment, Term, Inactivity, RosterEntry, Suggestion)
    fields: ClassVar[Sequence[Field]] = (
        Field("council_code", "code", required=True, longest=20, aliases=("council", "authority_code")),
        Field("member_ref", "code", required=True, longest=60, aliases=("member_reference", "member_id", "ref")),
        Field("display_name", required=True, aliases=("name", "member", "councillor")),
        Field("ward_code", "code", longest=12, aliases=("ward", "division_code", "division")),
        Field("council_email", "email", aliases=("email", "e_mail"), longest=254),
        Field("acceptance_of_office", "day", required=True, aliases=("accepted_on", "term_start", "elected_on")),
        Field("term_end", "day", aliases=("ends_on", "end_date")),
        Field("roles", "code", longest=200, aliases=("role", "committees")),
        Field("role_start", "day"),
        Field("role_end", "day"),
    )

    def identify(self, record: Record) -> Key:
        return Key(record["member_ref"], "", record["member_ref"])

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = []
        for word in _words(record["roles"]):
            if word not in ROLES:
                known = f"Known: {', '.join(nearest(word, ROLES))}."
                found.append(Problem("roles", word, "is not a role we know", known))
        if record["role_start"] and record["role_end"] and record["role_end"] < record["role_start"]:
            found.append(Problem("role_end", record["role_end"], "is before role_start", "Correct one of the two."))
        if record["term_end"] and record["term_end"] < record["acceptance_of_office"]:
            found.append(Problem("term_end", record["term_end"], "is before the acceptance of office", "Correct it."))
        ward = record["ward_code"]
        if ward and ward not in world.areas and not ward.startswith(WARD_PREFIXES):
            found.append(world.area_problem("ward_code", ward))
        council = world.organisation(record["council_code"])
        if council and council.area_id is None and not ward:
            found.append(Problem("ward_code", "", "is missing", f"{council.name} has no one area."))
        return found

    def wanted(self, record: Record, organisation: Organisation, world: World) -> Wanted:
        starts_on = a_day(record["acceptance_of_office"])
        area = world.areas.get(record["ward_code"]) or organisation.area
        assert area is not None  # noqa: S101 - looked at before
        assert starts_on is not None  # noqa: S101 - `problems` looked
        return Wanted(
            role=world.roles[_role(record, world.on)],
            area=area,
            contract=Assignment.Contract.ELECTED,
            reference=record["member_ref"],
            starts_on=starts_on,
            ends_on=a_day(record["term_end"]),
            email=record["council_email"],
        )

    def load_more(self, rows: Sequence[Row], assignment_ids: list[int], world: World) -> dict[int, list[Term]]:
        terms: dict[int, list[Term]] = defaultdict(list)
        for term in Term.objects.filter(assignment__in=assignment_ids):
            terms[term.assignment_id].append(term)
        return terms

    def plan(self, row: Row, state: PeopleState, world: World, changes: Changes) -> Any:
        self._ward(row, world, changes)
        return super().plan(row, state, world, changes)

    @staticmethod
    def _ward(row: Row, world: World, changes: Changes) -> None:
        """A ward that nobody told us of lies in the council that names it. Its name can be put right later."""
        code = row.record["ward_code"]
        council = world.organisations[row.organisation_id or 0]
        if not code or code in world.areas:
            return
        since = date.fromisoformat(row.record["acceptance_of_office"])
        ward = Area(code=code, name=code, short_name=code, kind=Area.Kind.WARD, parent=council.area, valid_from=since)
        world.areas[code] = changes.make_now(ward)
        if ward.pk:
            world.area_ids[ward.pk] = ward

    def join(self, first: Record, further: Record) -> str:
        """A member has one name, ward, address and term, and as many roles as rows, each with its own days."""
        for name in OF_THE_MEMBER:
            if first[name] != further[name]:
                return name
        known = {code: span for span in _spans(first) for code in _codes(span.roles)}
        said = _spans(further)[0]
        for code in _codes(said.roles):
            if code in known and said.starts_on != known[code].starts_on:
                return "role_start"
            if code in known and said.ends_on != known[code].ends_on:
                return "role_end"
        if new := ";".join(word for word in _words(said.roles) if ROLES[word] not in known):
            _add(first, said._replace(roles=new))
        return ""

    def stamp(self, record: Record, world: World) -> str:
        """A role begins and ends on days of its own: the same row says something else from then on."""
        spans = _spans(record)
        told = _role(record, world.on) if any(span.starts_on or span.ends_on for span in spans) else ""
        return "\x1f".join([told, *(str(tuple(span)) for span in spans[1:])])

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
        """A member in another role was in the one before until its day: the post is followed by another."""
        role = world.roles[_role(row.record, world.on)]
        day = _since(row.record, world.on)
        ends = a_day(row.record["term_end"]) if world.says("term_end") else assignment.ends_on
        goes_on = assignment.starts_on < day and (ends is None or day < ends)
        if role.pk == assignment.role_id or not goes_on or not world.says("roles"):
            return super()._plan_known(row, entry, assignment, organisation, state, world, changes)
        difference: Difference = {"role": [str(world.role_ids[assignment.role_id]), str(role)]}
        after = Assignment(
            person=assignment.person,
            organisation=organisation,
            role=role,
            area_id=assignment.area_id,
            contract=assignment.contract,
            reference=assignment.reference,
            starts_on=day,
            ends_on=ends,
            continues=assignment,
            since=assignment.since or assignment.starts_on,
        )
        changes.put(assignment, ends_on=day)
        changes.make_now(after)
        changes.put(entry, assignment_id=after.pk)
        outcome = super()._plan_known(row, entry, after, organisation, state, world, changes)
        reason = f"{role} from {said_day(day)}."
        return replace(outcome, result=Result.CHANGED, reason=reason, difference=difference | outcome.difference)

    def _put_assignment(self, assignment: Assignment, wanted: Wanted, world: World, changes: Changes) -> Difference:
        """A new term goes on from the old one; the assignment began with the first. What has no column stays."""
        first = assignment.starts_on if assignment.continues_id else min(assignment.starts_on, wanted.starts_on)
        values: dict[str, Any] = {"starts_on": first, "is_unmatched": False}
        if world.says("roles"):
            values["role_id"] = wanted.role.pk
        if world.says("term_end") or (assignment.ends_on and assignment.ends_on <= world.on):
            values["ends_on"] = wanted.ends_on
        moved: Difference = {}
        if not wanted.area.pk:  # a dry run makes no ward
            moved = {"ward": [None, wanted.area.code]}
        elif world.says("ward_code"):
            values["area_id"] = wanted.area.pk
        labels = {"role_id": "role", "area_id": "ward", "ends_on": "term_end", "starts_on": "acceptance_of_office"}
        return moved | changes.put(assignment, labels, **values)

    def details(
        self, row: Row, assignment: Assignment, state: PeopleState, world: World, changes: Changes
    ) -> tuple[Difference, str]:
        begins, ends = a_day(row.record["acceptance_of_office"]), a_day(row.record["term_end"])
        assert begins is not None  # noqa: S101 - every row needs it
        terms = state.more.get(assignment.pk, [])
        known = next((term for term in terms if term.starts_on == begins), None)
        if known:
            return changes.put(known, {"ends_on": "term_end"}, ends_on=ends), ""
        changes.make(Term(assignment=assignment, starts_on=begins, ends_on=ends))
        if not terms:
            return {}, ""
        last = max(terms, key=lambda term: term.starts_on)
        if last.ends_on and last.ends_on < begins:
            changes.make(Inactivity(assignment=assignment, starts_on=last.ends_on, ends_on=begins))
        return {"new_term": [None, begins.isoformat()]}, f"A new term from {said_day(begins)}."

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
        match_contacts(self.code, rows, world, memory)
        match_names(self.code, rows, memory)


def _words(roles: str) -> list[str]:
    return [
        word.strip().lower().replace(" ", "_").replace("-", "_")
        for word in roles.replace(",", ";").split(";")
        if word.strip()
    ]


def _codes(roles: str) -> set[str]:
    return {ROLES[word] for word in _words(roles)} or {"councillor"}


def _spans(record: Record) -> list[RoleSpan]:
    """A member's roles by their days: those of the first row, and those of further rows with other days."""
    first = RoleSpan(record["roles"], record["role_start"], record["role_end"])
    return [first, *(RoleSpan(*span) for span in record.get("_spans", ()))]


def _add(record: Record, said: RoleSpan) -> None:
    """To the roles with the same days, or beside them."""
    spans = _spans(record)
    for place, span in enumerate(spans):
        if (span.starts_on, span.ends_on) == (said.starts_on, said.ends_on):
            spans[place] = span._replace(roles=";".join(filter(None, (span.roles, said.roles))))
            break
    else:
        spans.append(said)
    record["roles"] = spans[0].roles
    if spans[1:]:
        record["_spans"] = [list(span) for span in spans[1:]]


def _role(record: Record, on: date) -> str:
    """The role code a member is held to on a day: of their roles then the strictest, or that of any councillor."""
    held: set[str] = set()
    for span in _spans(record):
        ended = span.ends_on and span.ends_on <= on.isoformat() and span.ends_on != record["term_end"]
        is_to_come = span.starts_on and span.starts_on > on.isoformat()
        if not ended and not is_to_come:
            held |= set(_words(span.roles))
    return next((code for word, code in ROLES.items() if word in held), "councillor")


def _since(record: Record, on: date) -> date:
    """The day on which the role a member has on a day began, as far as the row tells; else that of the list."""
    days = {day for span in _spans(record) for day in (span.starts_on, span.ends_on) if day}
    told = sorted((date.fromisoformat(day) for day in days if day <= on.isoformat()), reverse=True)
    role = _role(record, on)
    changed = (day for day in told if _role(record, day - timedelta(days=1)) != role)
    return next(changed, told[0] if told else on)
