"""An authority's driver register (pack 6.2). The key is authority, number and day of issue; reasons are never read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from certification.models import PriorLearning
from common.making import new
from onboarding.door_queries import authorities
from onboarding.kinds.base import Key, Place, Row
from onboarding.kinds.changes import Changes, Difference, RowChanges
from onboarding.kinds.matching import match_contacts, match_licence_numbers
from onboarding.kinds.people import PeopleKind, PeopleState, Wanted
from onboarding.kinds.world import World
from onboarding.models import RosterEntry, Suggestion
from onboarding.reading.days import DateStyle, read_day, said_day
from onboarding.reading.fields import Field, Problem, Record
from onboarding.reading.names import is_similar
from partnership.models import Area, Assignment, Inactivity, Organisation, Person, Term
from schemes.models import Licence, LicenceStatus
from schemes.queries.renewals import is_next_free
from schemes.rules.licences import InForce, in_force, number_key
from schemes.services.licences import link_renewal

ROLES = {"hackney": "hackney_driver", "phv": "phv_driver", "dual": "dual_driver"}
TYPES = {
    "hackney": "hackney", "hackney_carriage": "hackney", "taxi": "hackney", "hc": "hackney", "hcd": "hackney",
    "phv": "phv", "private_hire": "phv", "ph": "phv", "phd": "phv", "dual": "dual", "both": "dual",
}  # fmt: skip
STATUSES = {
    "licensed": "licensed", "active": "licensed", "current": "licensed", "live": "licensed", "granted": "licensed",
    "reinstated": "licensed", "suspended": "suspended", "expired": "expired", "lapsed": "expired",
    "surrendered": "surrendered", "revoked": "revoked", "refused_renewal": "refused_renewal", "applicant": "applicant",
}  # fmt: skip
RENEWED_WITHIN = timedelta(days=60)
Span = tuple[date, date | None]
SAID = {
    "suspended": "Suspended from {day}: not in scope while it lasts.",
    "licensed": "Licensed again from {day}.",
    "revoked": "Not in force from {day}.",
    "expired": "Licence expired.",
    "surrendered": "Surrendered: not in force from {day}.",
    "refused_renewal": "Not in force from {day}.",
    "applicant": "Applied; in scope from the day of the grant.",
}


@dataclass
class Register:
    """The licences of a chunk, with what was said of them, by assignment; and all licences of its numbers."""

    licences: dict[int, Licence] = field(default_factory=dict)
    statuses: dict[int, list[LicenceStatus]] = field(default_factory=lambda: defaultdict(list))
    pauses: dict[int, list[Inactivity]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[tuple[int, str], list[Licence]] = field(default_factory=lambda: defaultdict(list))
    fresh: list[tuple[int, Licence]] = field(default_factory=list)  # made in this chunk: (row's position, licence)
    followed_on: dict[int, date] = field(default_factory=dict)
    claims: set[tuple[int, str, date]] = field(default_factory=set)


class Drivers(PeopleKind):
    code = "drivers"
    label = _("Taxi and private hire drivers")
    organisation_field = "authority_code"
    contracts = frozenset({Assignment.Contract.LICENSED})
    key_column = "licence__number"
    writes: ClassVar = (
        Person, Assignment, Licence, LicenceStatus, Term, Inactivity, RosterEntry, PriorLearning, Suggestion,
    )  # fmt: skip
    fields: ClassVar[Sequence[Field]] = (
        Field("authority_code", "code", required=True, longest=20, aliases=("authority", "council_code", "gss_code")),
        Field(
            "licence_no", "code", required=True, longest=30,
            aliases=("licence", "licence_number", "badge_no", "badge_number", "badge"),
        ),
        Field("licence_type", "choice", required=True, choices=TYPES, aliases=("type",)),
        Field("status", "choice", required=True, choices=STATUSES, aliases=("licence_status",)),
        Field("status_from", "day", required=True, aliases=("status_date", "status_since")),
        Field("display_name", required=True, aliases=("name", "driver", "driver_name", "full_name")),
        Field("issue_date", "day", required=True, aliases=("issued", "issued_on", "granted", "start_date")),
        Field("expiry_date", "day", required=True, aliases=("expiry", "expires", "expires_on", "valid_to")),
        Field("mobile", "mobile", aliases=("phone", "telephone", "mobile_number", "tel"), longest=40),
        Field("email", "email", aliases=("e_mail", "email_address"), longest=254),
        Field("preferred_language", "code", aliases=("language",), longest=12),
        Field("training_evidence", "code", aliases=("training",), longest=80),
        Field("school_transport", "flag", aliases=("school_contract",)),
        Field("updated_at", "code", is_noise=True, aliases=("last_updated", "updated"), longest=40),
    )  # fmt: skip

    def identify(self, record: Record) -> Key:
        return Key(record["licence_no"], record["issue_date"] or "")

    def key_of(self, assignment: Assignment) -> Key:
        return Key(assignment.licence.number, assignment.licence.issued_on.isoformat())

    def _by_place(self, rows: Sequence[Row], on: date) -> dict[Place, Assignment]:
        """A licence is recorded once, whether or not it is still in force."""
        authorities, numbers = {row.organisation_id for row in rows}, {row.key.key for row in rows}
        held = Assignment.objects.filter(licence__authority__in=authorities, licence__number__among=numbers)
        return self._placed(held.select_related("person", "licence"))

    def prepare(self, world: World) -> None:
        """Who licenses drivers: whoever does already or is asked to train them, and every district's council."""
        world.memo["authorities"] = set(authorities(world.on).values_list("pk", flat=True)) | {
            pk
            for pk, each in world.organisations.items()
            if each.kind == Organisation.Kind.COUNCIL and each.area and each.area.kind == Area.Kind.DISTRICT
        }

    def problems(self, record: Record, world: World) -> list[Problem]:
        found = []
        authority = world.organisation(record["authority_code"])
        if authority and (authority.pk not in world.memo["authorities"] or authority.area_id is None):
            what = f"is {authority.name}, which licenses no drivers here"
            found.append(
                Problem("authority_code", record["authority_code"], what, "Say which authority licenses them.")
            )
        if record["expiry_date"] < record["issue_date"]:
            found.append(
                Problem(
                    "expiry_date",
                    record["expiry_date"],
                    f"is before issue_date '{record['issue_date']}'",
                    "Correct one of the two.",
                )
            )
        if record["training_evidence"] and _evidence(record["training_evidence"]) is None:
            found.append(
                Problem(
                    "training_evidence",
                    record["training_evidence"],
                    "cannot be read",
                    "Write course and day as COURSE:2025-01-20, or leave it empty.",
                )
            )
        return found

    def wanted(self, record: Record, organisation: Organisation, world: World) -> Wanted:
        assert organisation.area is not None  # noqa: S101 - `prepare` of the rows asked for it
        first = _in_force(record)
        return Wanted(
            role=world.roles[ROLES[record["licence_type"]]],
            area=organisation.area,
            contract=Assignment.Contract.LICENSED,
            reference=record["licence_no"],
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            email=record["email"],
            mobile=record["mobile"],
            language=record["preferred_language"],
        )

    def _put_assignment(self, assignment: Assignment, wanted: Wanted, world: World, changes: Changes) -> Difference:
        """The dates follow from all that was ever said of the licence, in `details`."""
        return changes.put(
            assignment,
            {"role_id": "role", "area_id": "area"},
            role_id=wanted.role.pk,
            area_id=wanted.area.pk,
            is_unmatched=False,
        )

    def load_more(self, rows: Sequence[Row], assignment_ids: list[int], world: World) -> Register:
        register = Register()
        if assignment_ids:
            for licence in Licence.objects.filter(assignment__among=assignment_ids):
                register.licences[licence.assignment_id] = licence
            for status in LicenceStatus.objects.filter(licence__assignment__among=assignment_ids).select_related(
                "licence"
            ):
                register.statuses[status.licence.assignment_id].append(status)
            for pause in Inactivity.objects.filter(assignment__among=assignment_ids).order_by("starts_on", "pk"):
                register.pauses[pause.assignment_id].append(pause)
            for term in Term.objects.filter(assignment__among=assignment_ids):
                register.terms[term.assignment_id].append(term)
            for licence in Licence.objects.filter(renews__assignment__among=assignment_ids).select_related("renews"):
                register.followed_on[licence.renews.assignment_id] = licence.issued_on  # type: ignore[union-attr]
        keys = {number_key(row.key.key) for row in rows if row.entry is None}
        if keys:
            same = Licence.objects.filter(number_key__among=keys, authority__in={row.organisation_id for row in rows})
            for licence in same.select_related("assignment__person__canonical"):
                register.by_number[licence.authority_id, licence.number_key].append(licence)
        holders = {_holder(licence).pk for held in register.by_number.values() for licence in held}
        holders |= set(Assignment.objects.filter(pk__among=assignment_ids).values_list("person_id", flat=True))
        if holders:
            claims = PriorLearning.objects.filter(person__among=holders)
            register.claims = set(claims.values_list("person_id", "reference", "completed_on"))
        return register

    def person_for(self, row: Row, state: PeopleState, world: World) -> tuple[Person | None, str]:
        """The same number at the same authority, one ended at most 60 days before the other, and a like name: one was
        renewed by the other. Either may have been told of first.
        """
        other = self._renewal(row, state)
        if other is None:
            return super().person_for(row, state, world)
        is_later = other.issued_on.isoformat() < row.record["issue_date"]
        words = "Renews the licence issued on {}." if is_later else "Was renewed by the licence issued on {}."
        return _holder(other), words.format(said_day(other.issued_on))

    @staticmethod
    def _renewal(row: Row, state: PeopleState) -> Licence | None:
        """The nearest licence that this one follows, or else that follows it."""
        held = state.more.by_number.get((row.organisation_id, number_key(row.key.key)))
        if not held:
            return None
        span = _span(row.record)
        alike = [each for each in held if is_similar(_holder(each).display_name, row.record["display_name"])]
        before = [each for each in alike if _follows(span, _span_of(each))]
        after = [each for each in alike if _follows(_span_of(each), span)]
        return max(before, key=_issued_on) if before else min(after, key=_issued_on, default=None)

    def details(
        self, row: Row, assignment: Assignment, state: PeopleState, world: World, changes: Changes
    ) -> tuple[Difference, str]:
        register: Register = state.more
        licence = register.licences.get(assignment.pk or 0)
        if licence is None:
            self._new_licence(row, assignment, state, world, changes)
            return {}, ""
        record = row.record
        difference = changes.put(
            licence,
            {"expires_on": "expiry_date", "kind": "licence_type", "is_school_transport": "school_transport"},
            expires_on=date.fromisoformat(record["expiry_date"]),
            kind=record["licence_type"],
            is_school_transport=record["school_transport"]
            if world.says("school_transport")
            else licence.is_school_transport,
        )
        told = [(s.holds_from, s.status) for s in register.statuses[assignment.pk]]
        news = _news(told, record, world.on)
        if news:
            difference["status"] = [told[-1][1] if told else None, news[1]]
            changes.make(LicenceStatus(licence=licence, status=news[1], holds_from=news[0], recorded_at=world.at))
            told.append(news)
        held = in_force(
            issued_on=licence.issued_on,
            expires_on=date.fromisoformat(record["expiry_date"]),
            statuses=sorted(told, key=lambda each: each[0]),
        )
        held = _until(held, register.followed_on.get(assignment.pk))
        starts_on, ends_on = assignment.within(held.starts_on), assignment.within(held.ends_on)
        if assignment.starts_on < licence.issued_on:  # laid with the licences before this one
            starts_on = assignment.starts_on
        difference |= changes.put(assignment, starts_on=starts_on, ends_on=ends_on)
        self._put_pauses(assignment, held, register, changes)
        self._put_term(assignment, licence, date.fromisoformat(record["expiry_date"]), register, changes)
        self._claim(row, assignment, state.more, world, changes)
        return difference, SAID[news[1]].format(day=said_day(news[0])) if news else ""

    def _new_licence(
        self, row: Row, assignment: Assignment, state: PeopleState, world: World, changes: Changes
    ) -> None:
        record = row.record
        issued, expires = date.fromisoformat(record["issue_date"]), date.fromisoformat(record["expiry_date"])
        since = date.fromisoformat(record["status_from"])
        licence = changes.make(
            new(
                Licence,
                assignment=assignment,
                authority=assignment.organisation,
                number=record["licence_no"],
                number_key=number_key(record["licence_no"]),
                kind=record["licence_type"],
                issued_on=issued,
                expires_on=expires,
                is_school_transport=record["school_transport"],
            )
        )
        state.more.fresh.append((row.position, licence))
        state.more.by_number[assignment.organisation_id, licence.number_key].append(licence)
        status = new(LicenceStatus, licence=licence, status=record["status"], holds_from=since, recorded_at=world.at)
        changes.make(status)
        changes.make(new(Term, assignment=assignment, starts_on=issued, ends_on=expires + timedelta(days=1)))
        held = _in_force(record)
        for begins, back in held.pauses:
            changes.make(Inactivity(assignment=assignment, starts_on=begins, ends_on=back))
        self._claim(row, assignment, state.more, world, changes)

    @staticmethod
    def _put_pauses(assignment: Assignment, held: InForce, register: Register, changes: Changes) -> None:
        """Make the pauses what the register's word makes them; one that was not so after all is left without days."""
        have = {pause.starts_on: pause for pause in register.pauses[assignment.pk]}
        for begins, back in held.pauses:
            known = have.pop(begins, None)
            if known:
                changes.put(known, ends_on=back)
            else:
                changes.make(Inactivity(assignment=assignment, starts_on=begins, ends_on=back))
        said = {status.holds_from for status in register.statuses[assignment.pk]}
        for begins, pause in have.items():
            if begins in said or begins == held.starts_on:
                changes.put(pause, ends_on=begins)

    @staticmethod
    def _put_term(
        assignment: Assignment, licence: Licence, expires_on: date, register: Register, changes: Changes
    ) -> None:
        known = next((t for t in register.terms[assignment.pk] if t.starts_on == licence.issued_on), None)
        if known:
            changes.put(known, ends_on=expires_on + timedelta(days=1))

    @staticmethod
    def _claim(row: Row, assignment: Assignment, register: Register, world: World, changes: Changes) -> None:
        """Training elsewhere is kept as a claim for the reviewer; it covers nothing until accepted."""
        found = _evidence(row.record["training_evidence"]) if row.record["training_evidence"] else None
        if found is None:
            return
        reference, day = found
        claim = (assignment.person.pk or id(assignment.person), reference, day)
        if claim not in register.claims:
            register.claims.add(claim)
            changes.make(
                PriorLearning(
                    person=assignment.person,
                    organisation_id=assignment.organisation_id,
                    reference=reference,
                    completed_on=day,
                    claimed_at=world.at,
                    is_from_list=True,
                )
            )

    def finish(self, state: PeopleState, world: World, changes: Changes) -> None:
        """Say which licence follows which, now that each has its number: an older one ends when the newer begins."""
        for position, licence in state.more.fresh:
            held = state.more.by_number[licence.authority_id, licence.number_key]
            if len(held) > 1:
                own = sorted((each for each in held if _holder(each).pk == _holder(licence).pk), key=_issued_on)
                for older, newer in pairwise(own):
                    if licence in (older, newer) and _follows(_span_of(newer), _span_of(older)):
                        _follow(older, newer, changes.rows[position])

    def match(self, rows: Sequence[Row], world: World, memory: dict) -> None:
        match_licence_numbers(rows)
        for row in rows:
            row.match = row.match or _above(row)
        match_contacts(self.code, [row for row in rows if row.match is None], world, memory)


def _above(row: Row) -> dict[str, Any] | None:
    """A licence of this number further up in the file that follows it or is followed by it, under a like name."""
    for place, record in row.above:
        if record is None or place[0] != row.organisation_id:
            continue
        spans = _span(record), _span(row.record)
        if (_follows(*spans) or _follows(*reversed(spans))) and is_similar(
            record["display_name"], row.record["display_name"]
        ):
            return {"basis": "join", "place": list(place)}
    return None


def _holder(licence: Licence) -> Person:
    person = licence.assignment.person
    return person.canonical or person


def _issued_on(licence: Licence) -> date:
    return licence.issued_on


def _span(record: Record) -> Span:
    """The first day of a row's licence, and the first day it no longer holds."""
    held = _in_force(record)
    return held.starts_on, held.ends_on


def _span_of(licence: Licence) -> Span:
    return licence.issued_on, licence.assignment.ends_on


def _follows(later: Span, earlier: Span) -> bool:
    return earlier[0] < later[0] and (earlier[1] is None or earlier[1] + RENEWED_WITHIN >= later[0])


def _follow(older: Licence, newer: Licence, row: RowChanges) -> None:
    """Link the two, unless something else stands between them, and say in the row's journal how to undo it."""
    if not is_next_free(older=older, newer=newer):
        return
    ended = link_renewal(newer=newer, older=older)
    row.put.append((newer, {"renews_id": (None, older.pk)}))
    older.assignment.refresh_from_db(fields=["ends_on"])
    if older.assignment.ends_on != ended:
        row.put.append((older.assignment, {"ends_on": (ended, older.assignment.ends_on)}))


def _in_force(record: Record) -> InForce:
    """The days of a licence of which a row is all that is known."""
    return in_force(
        issued_on=date.fromisoformat(record["issue_date"]),
        expires_on=date.fromisoformat(record["expiry_date"]),
        statuses=[(date.fromisoformat(record["status_from"]), record["status"])],
    )


def _news(told: list[tuple[date, str]], record: Record, on: date) -> tuple[date, str] | None:
    """What the row says of the status that we had not been told.

    A register that goes back to a status it had before (a revocation overturned, with the first day of the licence)
    tells no day: then it is the day of the list.
    """
    said = (date.fromisoformat(record["status_from"]), record["status"])
    if said not in told:
        return said
    last_day, last = max(enumerate(told), key=lambda each: (each[1][0], each[0]))[1]
    return (on, said[1]) if last != said[1] and on > last_day else None


def _until(held: InForce, followed_on: date | None) -> InForce:
    """A renewed licence ended, at the latest, when the one that follows began."""
    if followed_on is None or followed_on >= held.ends_on:
        return held
    return InForce(held.starts_on, max(followed_on, held.starts_on), held.pauses)


def _evidence(text: str) -> tuple[str, date] | None:
    """ "CSE-OTHER:2025-01-20" → ("CSE-OTHER", that day)."""
    reference, sign, day = text.rpartition(":")
    try:
        return (
            (reference.strip(), date.fromisoformat(read_day(day.strip(), DateStyle.ISO)))
            if sign and reference
            else None
        )
    except ValueError:
        return None
