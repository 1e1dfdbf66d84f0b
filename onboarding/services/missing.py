"""Who is missing from a whole list: ended, unless a new row may be them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from onboarding.kinds.standing import StandingKind
from onboarding.models import ImportRow, RosterEntry, Suggestion
from onboarding.models.runs import Result
from onboarding.reading.days import said_day
from partnership.models import Assignment, open_on

CHUNK = 1000


@dataclass(frozen=True)
class Left:
    """Something the whole list left out. `entry` is None for a post that no list has named yet."""

    organisation_id: int | None
    key: str
    subkey: str
    assignment: Assignment
    entry: RosterEntry | None

    @property
    def ends_on(self) -> date | None:
        return self.assignment.ends_on


def rows_for(check: Any, owners: set[int]) -> Iterator[list[ImportRow]]:
    """The journal's rows for what the list left out, in chunks."""
    if not isinstance(check.kind, StandingKind):
        yield [_shown(check, key.key) for key in check.kind.unlisted(check.run, check.memory)]
        return
    waiting = _waiting(check)
    found = _left_out(check, check.kind, owners, waiting)
    while chunk := list(islice(found, CHUNK)):
        yield [_row(check, left, waiting.get(left.assignment.pk)) for left in chunk]


def strangers(check: Any, owners: set[int]) -> list[int]:
    """The lines with too few or too many cells whose key nobody has here: it may have slipped, and be another's."""
    keys = set(check.doubtful)
    if not keys:
        return []
    known = set(RosterEntry.objects.filter(kind=check.kind.code, key__in=keys).values_list("key", flat=True))
    known |= set(check.kind.not_yet_named(owners).filter(list_key__in=keys).values_list("list_key", flat=True))
    return [line for key, line in check.doubtful.items() if key not in known]


def mark_unlisted(check: Any) -> None:
    """Rows of people whom no page names, however little their rows say: unchanged, rejected or missing ones too."""
    hidden = Q(person__do_not_list=True) | Q(person__canonical__do_not_list=True)
    covert = RosterEntry.objects.filter(hidden, kind=check.kind.code)
    if covert.exists():
        same = covert.filter(key=OuterRef("key"))
        ImportRow.objects.filter(Exists(same), run=check.run).update(is_unlisted=True)


def _waiting(check: Any) -> dict[int, str]:
    """Posts that somebody has yet to decide about, with the key that may follow each: this file's and others."""
    earlier = Suggestion.objects.filter(decided_at=None, older_entry__kind=check.kind.code)
    found: dict[int, str] = dict(earlier.values_list("older_entry__assignment", "newer_entry__key"))
    found.update(check.matched)
    return found


def _left_out(check: Any, kind: StandingKind, owners: set[int], waiting: dict[int, str]) -> Iterator[Left]:
    on, matched = check.world.on, list(check.matched)
    # One that ran out while its renewal waits to be confirmed is still to be told of.
    told = open_on(on, start="assignment__starts_on", end="assignment__ends_on") | Q(assignment__in=matched)
    held = RosterEntry.objects.filter(told, kind=kind.code, organisation__in=owners).select_related("assignment")
    here = _listed(check, "key")
    if kind.tells_subkeys_apart:  # a rejected row may be about any of them
        here = here.filter(Q(subkey=OuterRef("subkey")) | Q(result=Result.REJECTED))
    for entry in held.filter(~Exists(here)).order_by("pk").iterator(chunk_size=CHUNK):
        yield Left(entry.organisation_id, entry.key, entry.subkey, entry.assignment, entry)  # type: ignore[arg-type]  # of people
    others = kind.not_yet_named(owners).filter(open_on(on) | Q(pk__in=matched)).select_related("role", "licence")
    for each in others.filter(~Exists(_listed(check, "list_key"))).order_by("pk").iterator(chunk_size=CHUNK):
        key = kind.key_of(each)
        yield Left(each.organisation_id, key.key, key.subkey, each, None)


def _listed(check: Any, name: str) -> QuerySet[ImportRow]:
    """The file's rows with the key in a column of what is asked about."""
    rows = ImportRow.objects.filter(run=check.run, key=OuterRef(name))
    return rows.filter(Q(organisation=OuterRef("organisation")) | Q(organisation=None))


def _row(check: Any, left: Left, follower: str | None) -> ImportRow:
    position = check.position
    check.position += 1
    on = check.world.on
    is_pending = follower is not None
    result = Result.PENDING_LINK if is_pending else Result.ENDED
    check.counts[result] += 1
    named = {"_entry": left.entry.pk} if left.entry else {"_assignment": left.assignment.pk}
    return ImportRow(
        run=check.run,
        position=position,
        organisation_id=left.organisation_id,
        key=left.key,
        subkey=left.subkey,
        person_id=left.assignment.person_id,
        result=result,
        reason=(
            f"Not on the list, but {follower} may be its renewal. Say on the matching page whether it is."
            if is_pending
            else f"Not on the whole list of {said_day(on)}, and so ended."
        ),
        difference={} if is_pending else {"ends_on": [left.ends_on and left.ends_on.isoformat(), on.isoformat()]},
        record=None if is_pending else named,
    )


def _shown(check: Any, key: str) -> ImportRow:
    position = check.position
    check.position += 1
    check.counts[Result.NOT_LISTED] += 1
    return ImportRow(run=check.run, position=position, key=key, result=Result.NOT_LISTED)
