"""Safety stops (pack 6.1): what holds a whole file until a named person has looked, each with its reason in words."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from onboarding import queries
from onboarding.kinds.standing import StandingKind
from onboarding.kinds.world import World
from onboarding.models import ImportRow, ImportRun, RosterEntry
from onboarding.models.runs import Result
from onboarding.own_columns import senders_columns
from onboarding.reading.columns import Columns, folded
from onboarding.reading.days import said_day
from partnership.models import open_on

MOST_ENDED_SHARE, FEWEST_ENDED = 0.10, 5
MOST_ADDED_SHARE, FEWEST_ADDED = 0.50, 20
MOST_LINES = 5
Stop = dict[str, Any]


def shape_stops(run: ImportRun, columns: Columns, organisation_ids: list[int]) -> list[Stop]:
    """Columns that must not be here, columns that have to be, and a head that is not the one we know."""
    stops = [
        _stop(
            "forbidden_column",
            f"The column '{column}' looks like {looks}, which Lookout must not hold. That column was not read, and "
            "the file is deleted already. Take the column out and send the file again.",
            is_final=True,
        )
        for column, looks in columns.forbidden
    ]
    stops += [
        _stop(
            "missing_column",
            f"The column {name} is missing. Add it, or say which column it is, and send the file again.",
            is_final=True,
        )
        for name in columns.missing
    ]
    earlier = queries.last_applied(run, organisation_ids)
    if earlier and (said := _changed_shape(earlier, run)):
        stops.append(_stop("changed_columns", f"The columns are not those of the last file: {said}."))
    return stops


def _changed_shape(earlier: ImportRun, run: ImportRun) -> str:
    before, now = ({folded(column): column for column in senders_columns(each.head)} for each in (earlier, run))
    new = [now[name] for name in now if name not in before]
    gone = [before[name] for name in before if name not in now]
    parts = [f"new {', '.join(new)}"] if new else []
    return "; ".join([*parts, f"gone {', '.join(gone)}"] if gone else parts)


def age_stops(run: ImportRun, organisation_ids: list[int]) -> list[Stop]:
    """A list that comes late would put back what a newer one said."""
    newest = queries.newest_day(run, organisation_ids)
    if newest is None:
        return []
    said = f"This list speaks of {said_day(run.on)}, and one of {said_day(newest)} is applied already. "
    return [_stop("older_list", said + "Applying it would put back what the newer one changed.")]


def listed_counts(kind: StandingKind, owners: set[int], on: date) -> dict[int, int]:
    """By organisation, how many active posts its list of this kind stands for before the file."""
    is_active = open_on(on, start="assignment__starts_on", end="assignment__ends_on")
    entries = RosterEntry.objects.filter(is_active, kind=kind.code, organisation__in=owners)
    others = kind.not_yet_named(owners).filter(open_on(on))
    return _by_organisation(entries) + _by_organisation(others)


def active_counts(kind: StandingKind, owners: set[int], on: date) -> dict[int, int]:
    """By organisation, how many posts of the sort are active before the file, whoever told of them."""
    return _by_organisation(kind.active(owners, on))


def _by_organisation(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("organisation").annotate(Count("pk"))))


def unread_stops(run: ImportRun, lines: list[int]) -> list[Stop]:
    """Lines that may be of somebody who would end as missing: a person looks before anybody does."""
    ended = ImportRow.objects.filter(run=run, line=None, result=Result.ENDED).count() if lines else 0
    if not ended:
        return []
    shown = ", ".join(str(line) for line in sorted(lines)[:MOST_LINES])
    return [
        _stop(
            "unread_rows",
            f"{len(lines)} rows cannot be read as far as whom they mean (line {shown}), and {ended} people who are on "
            "no other row would end. Look whether those rows are theirs, or mend them and send the file again.",
        )
    ]


def missing_stops(run: ImportRun, active: Mapping[int, int], world: World) -> list[Stop]:
    """(a) Missing rows would end more than a tenth of those active, and at least five people.

    Rows that say themselves that somebody left are no part of it, nor are rejected ones, nor those that may be renewed.
    """
    rows = ImportRow.objects.filter(run=run, line=None).order_by().values_list("organisation")
    counted = rows.annotate(
        ended=Count("pk", filter=Q(result=Result.ENDED)), pending=Count("pk", filter=Q(result=Result.PENDING_LINK))
    )
    stops = []
    for organisation, ended, pending in counted:
        # One that ran out while its renewal waits was on the list before this file.
        base = max(active.get(organisation, 0), ended + pending)
        if ended >= FEWEST_ENDED and ended > MOST_ENDED_SHARE * base:
            name = world.organisations[organisation].name
            share = round(100 * ended / base)
            stops.append(
                _stop("too_many_missing", f"{ended} of {base} active at {name} ({share}%) are missing and would end.")
            )
    return stops


def growth_stops(new: Counter[int], active: Mapping[int, int], world: World) -> list[Stop]:
    """(b) More than half as many again would be added, and at least twenty. A first list onto none is no surprise."""
    return [
        _stop("too_many_added", f"{added} would be added at {world.organisations[pk].name} to {active[pk]} active.")
        for pk, added in new.items()
        if active.get(pk) and added >= FEWEST_ADDED and added > MOST_ADDED_SHARE * active[pk]
    ]


def _stop(code: str, reason: str, *, is_final: bool = False) -> Stop:
    """`is_final`: nobody can approve it; the file has to be sent again."""
    return {"code": code, "reason": reason, "is_final": is_final}
