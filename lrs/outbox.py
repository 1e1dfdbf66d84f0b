"""What waits for another store: read from its cursor on, never past what can be read whole (lrs.journal)."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lrs import wire
from lrs.journal import consistent_through, place_of
from lrs.models import Attachment, Forward, Statement
from lrs.outbound import Parcel
from lrs.presentation import exact
from lrs.selection import Selection

PAGE = 200
MOST_COUNTED = 10_000
OTHERS = 3


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a store is behind: statements not looked at yet (at most MOST_COUNTED + 1), and since when."""

    waiting: int
    since: datetime | None

    @property
    def is_more(self) -> bool:
        return self.waiting > MOST_COUNTED


def waiting_for(forward: Forward, *, after: int) -> tuple[int | None, list[int]]:
    """The next page of the journal after a place: its last place (None: nothing new), and the places wanted.

    What takes a wanted statement back goes with it, should it have come first and been passed by.
    """
    through = place_of(consistent_through())  # before reading
    rows = list(Statement.objects.filter(id__gt=after, id__lte=through).order_by("id")[:PAGE])
    if not rows:
        return None, []
    wanted = _wanted(forward, rows)
    voided = [row.uuid for row in wanted if row.is_voided]
    early = Statement.objects.filter(is_voiding=True, target__in=voided, id__lte=after)
    return rows[-1].pk, sorted({*early.values_list("id", flat=True), *(row.pk for row in wanted)})


def parcels_of(forward: Forward, places: Iterable[int]) -> list[Parcel]:
    """The statements at these places in order, ready to go; those pruned meanwhile are left out."""
    rows = Statement.objects.filter(id__in=list(places)).select_related("authority").order_by("id")
    contents: dict[int, dict[str, bytes]] = {}
    for row in Attachment.objects.filter(statement__in=[row.pk for row in rows]):
        contents.setdefault(row.statement_id, {})[row.sha2] = bytes(row.content)
    return [_parcel(forward, row, contents.get(row.pk, {})) for row in rows]


def others_than(forward: Forward, place: int) -> list[Parcel]:
    """OTHERS statements to see by whether a store takes any: the last wanted one before a place, and any after it."""
    rows = Statement.objects.exclude(id__in=forward.set_aside.values("statement_id"))
    before = _wanted(forward, list(rows.filter(id__lt=place).order_by("-id")[:PAGE]))
    after = _wanted(forward, list(rows.filter(id__gt=place).order_by("id")[:PAGE]))
    chosen = before[:1]
    chosen += random.sample(after, min(OTHERS - len(chosen), len(after)))  # others each time, should these be odd too
    return [parcel for row in chosen for parcel in parcels_of(forward, [row.pk])]


def lag_of(forward: Forward) -> Lag:
    ahead = Statement.objects.filter(id__gt=forward.cursor).order_by("id")
    waiting = ahead.values("id")[: MOST_COUNTED + 1].count()
    return Lag(waiting, ahead.values_list("stored", flat=True).first())


def _wanted(forward: Forward, rows: Sequence[Statement]) -> list[Statement]:
    targets = _targets(rows)
    return [row for row in rows if _is_wanted(forward, row, targets)]


def _targets(rows: Sequence[Statement]) -> dict[UUID, Statement]:
    voided = [row.target for row in rows if row.is_voiding and row.target]
    return {row.uuid: row for row in Statement.objects.filter(uuid__in=voided)} if voided else {}


def _is_wanted(forward: Forward, row: Statement, targets: dict[UUID, Statement]) -> bool:
    """A voiding statement is judged by what it takes back: one that takes nothing back here would there, where all
    statements are of one sender.
    """
    judged = targets.get(row.target, row) if row.target and row.is_voiding else row
    if judged is not row and not (judged.is_voided or judged.is_voiding):
        return False
    if forward.authority_id not in (None, judged.authority_id):
        return False
    selection = Selection(forward.verb, forward.activity_prefix)
    return selection.is_open or selection.takes(wire.loads(judged.text))


def _parcel(forward: Forward, row: Statement, contents: dict[str, bytes]) -> Parcel:
    """In the words that came, without `stored`, which is each store's own to say; the authority goes along for those
    who trust us.
    """
    own = ("stored", "version") if forward.speaks else ("stored",)
    agent = row.authority.agent
    text = exact(row.text, uuid=row.uuid, stored=row.stored, authority=agent, version=row.version, leave_out=own)
    return Parcel(row.pk, text, wire.reread(text), forward.speaks or row.version, contents)
