"""Finding who a new row may be: keys first, and a likeness of names only ever suggests (pack 6.2)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from onboarding.kinds.base import Row
from onboarding.kinds.world import World
from onboarding.models import RosterEntry, Suggestion
from onboarding.reading.names import is_similar, name_key
from partnership.models import Assignment, Person
from schemes.models import Licence
from schemes.rules.licences import number_key

Basis = Suggestion.Basis
RENEWAL_WINDOW = timedelta(days=90)
MOST_FIGURES = 10


def match_contacts(kind: str, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:
    """Suggest somebody with the same mobile or e-mail and a like name, in the database or further up in the file."""
    named = [
        row for row in rows if not row.record.get("do_not_list")
    ]  # a page of matches would give a covert post away
    wanted = {c for row in named for c in _contacts(row)}
    if not wanted:
        return
    known = _people_by_contact(wanted)
    for row in named:
        for contact in _contacts(row):
            if row.match is None:
                row.match = _among_people(kind, row, known.get(contact, ())) or _in_file(row, memory.get(contact, ()))
            memory[contact] = (*memory.get(contact, ()), (row.place, row.key.person_key, row.record["display_name"]))


def _contacts(row: Row) -> list[str]:
    return [c for c in (row.record.get("mobile"), row.record.get("email"), row.record.get("council_email")) if c]


def _people_by_contact(wanted: set[str]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    people = Person.objects.filter(Q(mobile__in=wanted) | Q(email__in=wanted), canonical=None, do_not_list=False)
    for person in people.prefetch_related("roster_entries__assignment", "assignments__licence"):
        for contact in {person.mobile, person.email} & wanted:
            found[contact].append(person)
    return found


def _among_people(kind: str, row: Row, people: Sequence[Person]) -> dict[str, Any] | None:
    for person in people:
        if is_similar(person.display_name, row.record["display_name"]):
            entries = [e for e in person.roster_entries.all() if e.kind == kind]
            own = [e for e in entries if e.organisation_id == row.organisation_id]
            best = next(iter(own or entries), None)
            post = own[0].assignment if own else None if entries else _licensed(row, person)
            basis = Basis.RENEWAL if post and _runs_out(post, row) else Basis.CONTACT
            post_id = best.assignment_id if best else post.pk if post else None
            return {"basis": basis, "person": person.pk, "entry": best.pk if best else None, "assignment": post_id}
    return None


def _licensed(row: Row, person: Person) -> Assignment | None:
    """A licence of theirs at the row's authority that no list has named yet: the newest."""
    held = [a for a in person.assignments.all() if a.organisation_id == row.organisation_id and hasattr(a, "licence")]
    return max(held, key=lambda each: each.starts_on) if held and row.record.get("issue_date") else None


def _runs_out(post: Assignment, row: Row) -> bool:
    """Whether what is held ends about when the new one begins. Only licences are renewed."""
    begins = row.record.get("issue_date")
    if post.ends_on is None or not begins:
        return False
    return post.ends_on - date.fromisoformat(begins) <= RENEWAL_WINDOW


def match_licence_numbers(rows: Sequence[Row]) -> None:
    """Suggest the licence whose number is the same but for zeros before it, issued by the authority on the same day."""
    wanted = {number_key(row.key.key) for row in rows}
    held: dict[tuple[Any, str, str], Licence] = {}
    for licence in Licence.objects.filter(
        number_key__in=wanted, authority__in={row.organisation_id for row in rows}
    ).select_related("assignment__person"):
        held[licence.authority_id, licence.number_key, licence.issued_on.isoformat()] = licence
    entries = RosterEntry.objects.filter(assignment__in=[licence.assignment_id for licence in held.values()])
    by_post = dict(entries.values_list("assignment", "pk")) if held else {}
    for row in rows:
        same = held.get((row.organisation_id, number_key(row.key.key), row.key.subkey))
        if same and same.number != row.key.key and not same.assignment.person.do_not_list:
            post = same.assignment
            row.match = {
                "basis": Basis.NUMBER,
                "person": post.person_id,
                "entry": by_post.get(post.pk),
                "assignment": post.pk,
            }


def match_person_keys(kind: str, rows: Sequence[Row]) -> None:
    """Suggest whom the list knows by the same number but for zeros before it."""
    figures = [row for row in rows if row.match is None and row.key.person_key.isdigit()]
    tried = {row.position: _with_zeros(row.key.person_key) for row in figures}
    known = RosterEntry.objects.filter(kind=kind, person_key__in={each for keys in tried.values() for each in keys})
    by_key: dict[tuple[int, str], RosterEntry] = {}
    for entry in known.select_related("person__canonical") if figures else ():
        by_key[entry.organisation_id, entry.person_key] = entry
    for row in figures:
        same = next((e for k in tried[row.position] if (e := by_key.get((row.organisation_id or 0, k)))), None)
        if same and not same.holder.do_not_list:
            post = same.assignment_id
            row.match = {"basis": Basis.NUMBER, "person": same.holder.pk, "entry": same.pk, "assignment": post}


def _with_zeros(number: str) -> list[str]:
    """The same number with fewer and with more zeros before it, as lists write them."""
    bare = number.lstrip("0") or "0"
    return [key for length in range(len(bare), MOST_FIGURES + 1) if (key := bare.zfill(length)) != number]


def _in_file(row: Row, seen: Sequence[tuple[Any, str, str]]) -> dict[str, Any] | None:
    for place, person_key, name in seen:
        is_one_already = person_key and person_key == row.key.person_key and place[0] == row.organisation_id
        if not is_one_already and is_similar(name, row.record["display_name"]):
            return {"basis": Basis.CONTACT, "place": list(place)}
    return None


def match_names(kind: str, rows: Sequence[Row], memory: dict[Any, Any]) -> None:
    """Suggest somebody of the same name on another organisation's list of this kind: twin-hatted members."""
    if "names" not in memory:
        memory["names"] = defaultdict(list)
        for entry in RosterEntry.objects.filter(kind=kind).select_related("person__canonical"):
            if entry.holder.do_not_list:
                continue
            match = {
                "basis": Basis.NAME,
                "person": entry.person_id,
                "entry": entry.pk,
                "assignment": entry.assignment_id,
            }
            memory["names"][name_key(entry.holder.display_name)].append((entry.organisation_id, match))
    for row in rows:
        same = memory["names"][name_key(row.record["display_name"])]
        if row.match is None:
            row.match = next((match for organisation, match in same if organisation != row.organisation_id), None)
        same.append((row.organisation_id, {"basis": Basis.NAME, "place": list(row.place)}))
