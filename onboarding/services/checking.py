"""The dry run: read the file, say what each row would come to, and stop where a person should look first (pack 6.1)."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice, starmap
from typing import Any

from django.db import transaction

from common.bulk import insert_rows, know_sizes
from common.making import new
from onboarding.kinds import KINDS
from onboarding.kinds.base import Above, Kind, Outcome, Row
from onboarding.kinds.changes import Changes
from onboarding.kinds.standing import StandingKind
from onboarding.kinds.world import World
from onboarding.models import ImportRow, ImportRun, RosterEntry
from onboarding.models.runs import Result
from onboarding.reading.days import DateStyle, signs_of
from onboarding.reading.fields import Problem, Record, read_record
from onboarding.reading.files import Unreadable
from onboarding.reading.sheets import Sheet, open_sheet
from onboarding.services import missing, safety
from onboarding.services.hashing import hash_of, hashed_names
from onboarding.services.joining import joined
from onboarding.services.uploading import columns_of, delete_file, read_file

CHUNK = 1000
MANY = 5_000  # rows: from here on a database wants to know that its tables have grown
Now = Callable[[], datetime]


class Superseded(Exception):
    """Another worker began this check anew; this one stops."""


def check_run(*, run: ImportRun, now: Now) -> None:
    """Check a mapped run from the beginning. Killed anywhere, it is begun again: nothing has been applied."""
    token = _begin(run, now)
    try:
        Check(run, token, now).do()
    except Unreadable as error:
        run.unreadable = str(error)[:300]
        run.save(update_fields=["unreadable"])
        delete_file(run)
    except Superseded:
        return


def _begin(run: ImportRun, now: Now) -> uuid.UUID:
    with transaction.atomic():
        token = uuid.uuid4()
        ImportRun.objects.filter(pk=run.pk).update(check_token=token, touched_at=now(), rows_done=0, counts={})
        ImportRow.objects.filter(run=run).delete()
    run.refresh_from_db()
    return token


class Check:
    """One reading of one file. Rows are written in chunks, so that progress can be read from them."""

    def __init__(self, run: ImportRun, token: uuid.UUID, now: Now) -> None:
        self.run, self.token, self.now = run, token, now
        self.kind: Kind = KINDS[run.kind]
        self.sheet: Sheet = open_sheet(read_file(run))
        self.columns = columns_of(run)
        self.world = World(run.on, now(), run.organisation, frozenset(self.columns.places))
        self.kind.prepare(self.world)
        self.fields = [(f, self.columns.places.get(f.name)) for f in self.kind.fields]
        self.hashed = hashed_names(self.kind.fields)
        self.width = max(self.columns.places.values(), default=0) + 1
        self.position = 0
        self.lines = 0  # of the file, blank ones apart
        self.counts: Counter[str] = Counter()
        self.people: set[Any] = set()
        self.strangers = 0  # people whom nothing but this one row means
        self.organisations: set[int] = set()
        self.memory: dict[Any, Any] = {}
        self.matched: dict[int, str] = {}  # post → the key of the row that may follow it
        self.unsure: list[int] = []  # lines that cannot be read as far as whom they mean
        self.doubtful: dict[str, int] = {}  # the key of a line with too few or too many cells → the line
        self.new_of: Counter[int] = Counter()
        self.style = DateStyle.ISO

    def do(self) -> None:
        self._settle_dates()
        read: Iterator[ImportRow | tuple[int, Row]] = starmap(self._read, self.sheet.rows())
        if self.kind.joins_rows:
            read = joined(self, read)
        while found := list(islice(read, CHUNK)):
            self._write(self._compared(found))
        self.lines = self.position
        if not self.lines:
            raise Unreadable("The file holds no rows below its first line.")
        mine = self._organisation_ids()
        held = safety.shape_stops(self.run, self.columns, mine)
        if self.kind.says_how_it_is:
            held += safety.age_stops(self.run, mine)
        if self.position > MANY:
            know_sizes([ImportRow])
        if self.run.mode == ImportRun.Mode.SNAPSHOT:
            for chunk in missing.rows_for(self, self._owners()):
                self._write(chunk)
        if isinstance(self.kind, StandingKind):
            owners = self._owners()
            held += safety.missing_stops(self.run, safety.listed_counts(self.kind, owners, self.world.on), self.world)
            held += safety.growth_stops(self.new_of, safety.active_counts(self.kind, owners, self.world.on), self.world)
            held += safety.unread_stops(self.run, [*self.unsure, *missing.strangers(self, owners)])
        self._finish(held)

    def _settle_dates(self) -> None:
        """One look at every date before any is read: a file writes them in one way."""
        run = self.run
        if run.date_style:
            self.style = DateStyle(run.date_style)
            return
        places = [place for field, place in self.fields if field.form == "day" and place is not None]
        total = 0

        def cells() -> Iterator[str]:
            nonlocal total
            for _, row in self.sheet.rows():
                total += 1
                yield from (row[place] for place in places if place < len(row))

        signs = signs_of(cells())
        run.rows_total = total
        run.save(update_fields=["rows_total"])
        style = signs.style()
        if style is None:
            raise Unreadable(signs.question())
        self.style = style

    # Rows

    def _compared(self, found: list[ImportRow | tuple[int, Row]]) -> list[ImportRow]:
        found = self._once(found)
        rows = [each[1] for each in found if not isinstance(each, ImportRow)]
        outcomes = self._outcomes(rows)
        return [
            each if isinstance(each, ImportRow) else self._row(each[0], each[1], outcomes[each[1].position])
            for each in found
        ]

    def _once(self, found: list[ImportRow | tuple[int, Row]]) -> list[ImportRow | tuple[int, Row]]:
        """Turn away what the file said before; tell each row of those of its key further up in the file.

        Those of earlier chunks are read from the journal, so that a long file is not held in memory.
        """
        above = self._above([each[1].key.key for each in found if not isinstance(each, ImportRow)])
        passed: list[ImportRow | tuple[int, Row]] = []
        for each in found:
            if not isinstance(each, ImportRow):
                line, row = each
                row.above = tuple(above[row.key.key])
                if any(place == row.place for place, _ in row.above):
                    problem = Problem("row", row.key.key, "is in the file more than once", "Keep one of its rows.")
                    each = self.rejected(row.position, line, [problem], row.record, row.organisation_id)
                else:
                    above[row.key.key].append((row.place, row.record))
            passed.append(each)
        return passed

    def _above(self, keys: list[str]) -> dict[str, list[Above]]:
        earlier = ImportRow.objects.filter(run=self.run, key__among=keys).exclude(result=Result.REJECTED)
        found: dict[str, list[Above]] = defaultdict(list)
        for organisation, key, subkey, record in earlier.values_list("organisation_id", "key", "subkey", "record"):
            found[key].append(((organisation, key, subkey), record))
        return found

    def _read(self, line: int, cells: list[str]) -> ImportRow | tuple[int, Row]:
        position = self.position
        self.position += 1
        if len(cells) < self.width or any(cell.strip() for cell in cells[len(self.run.head) :]):
            return self._ragged(position, line, cells)
        record, problems = read_record(self.fields, cells, self.style)
        if not problems:
            self.kind.complete(record)
        organisation = self._organisation(record, problems)
        problems = problems or self.kind.problems(record, self.world)
        key = self.kind.identify(record)
        if problems:
            if not key.key:
                self.unsure.append(line)
            return self.rejected(position, line, problems, record, organisation)
        stamp = self.kind.stamp(record, self.world)
        return line, Row(position, record, organisation, key, hash_of(record, self.hashed, stamp))

    def _ragged(self, position: int, line: int, cells: list[str]) -> ImportRow:
        """A row with too few or too many cells: its key may be what stands in its place, or what slipped there."""
        padded = [*cells, *([""] * (self.width - len(cells)))]
        record, _ = read_record(self.fields, padded, self.style)
        key = self.kind.identify(record)
        if key.key:
            self.doubtful[key.key] = line
        else:
            self.unsure.append(line)
        found = self.rejected(position, line, [_ragged(cells, self.run.head)], record)
        found.is_unlisted = "do_not_list" in self.columns.places  # its yes or no may stand anywhere
        return found

    def _organisation(self, record: Record, problems: list[Problem]) -> int | None:
        name = self.kind.organisation_field
        code = record.get(name, "") if name else ""
        if not code:
            return self.run.organisation_id
        if gone := self.world.gone_problem(name, code):
            problems.append(gone)
            return None
        found = self.world.organisation(code)
        if found is None:
            problems.append(self.world.organisation_problem(name, code))
            return None
        self.organisations.add(found.pk)
        return found.pk

    def _outcomes(self, rows: list[Row]) -> dict[int, Outcome]:
        """Only rows that say something new are looked at; the others are known by their hash."""
        attach_entries(self.kind, rows, self.world)
        news = [row for row in rows if row.entry is None or row.entry.row_hash != row.row_hash]
        self.kind.match([row for row in news if row.entry is None], self.world, self.memory)
        state = self.kind.load(news, self.world) if news else None
        changes = Changes(is_dry=True)
        found = {row.position: Outcome(Result.UNCHANGED) for row in rows}
        for row in news:
            found[row.position] = self.kind.plan(row, state, self.world, changes)
        return found

    def _row(self, line: int, row: Row, outcome: Outcome) -> ImportRow:
        is_news = row.entry is None or row.entry.row_hash != row.row_hash
        if outcome.result == Result.REJECTED:
            is_news = False
        else:
            self._count_person(row)
        if outcome.result in (Result.ADDED, Result.SUGGESTED) and row.organisation_id:
            self.new_of[row.organisation_id] += 1
        if row.match and row.match.get("assignment"):
            self.matched[row.match["assignment"]] = row.key.key
        if is_news and row.match:
            row.record["_match"] = row.match
        if is_news and row.key.person_key:
            row.record["_person_key"] = row.key.person_key
        return self.journal(
            line,
            row,
            outcome.result,
            outcome.reason,
            person_id=row.entry.person_id if row.entry else None,
            difference=outcome.difference,
            record=row.record if is_news else None,
            is_unlisted=is_unlisted(row.record, outcome),
        )

    def journal(self, line: int, row: Row, result: str, reason: str, **more: Any) -> ImportRow:
        """A row that was read, counted by what it comes to."""
        self.counts[result] += 1
        return new(
            ImportRow,
            run=self.run,
            position=row.position,
            line=line,
            organisation_id=row.organisation_id,
            key=row.key.key,
            subkey=row.key.subkey,
            row_hash=row.row_hash,
            result=result,
            reason=reason,
            **more,
        )

    def _count_person(self, row: Row) -> None:
        """To say how many people a file means, and not only how many rows."""
        if not self.kind.is_of_people:
            return
        if row.match and row.match["basis"] == "join":
            return  # with the row it joins
        if row.key.person_key:
            self.people.add((row.organisation_id, row.key.person_key))
        elif row.entry and row.entry.person_id:
            self.people.add(row.entry.person_id)
        else:
            self.strangers += 1

    def rejected(
        self, position: int, line: int, problems: list[Problem], record: Record, organisation: int | None = None
    ) -> ImportRow:
        self.counts[Result.REJECTED] += 1
        return ImportRow(
            run=self.run,
            position=position,
            line=line,
            organisation_id=organisation,
            key=self.kind.identify(record).key if record else "",
            result=Result.REJECTED,
            reason=" ".join(str(problem) for problem in problems),
            is_unlisted=bool(record.get("do_not_list")),
        )

    # Writing

    def _write(self, rows: list[ImportRow]) -> None:
        with transaction.atomic():
            mine = ImportRun.objects.filter(pk=self.run.pk, check_token=self.token, checked_at=None)
            if not mine.update(rows_done=self.position, touched_at=self.now()):
                raise Superseded
            insert_rows(rows)

    def _owners(self) -> set[int]:
        """Whose lists the file is: those its rows name, and for a list sent for one organisation all below it."""
        below = set(self.world.own or ())
        return self.organisations | below

    def _organisation_ids(self) -> list[int]:
        """Whose list it is: those its rows name, else the one it was sent for."""
        return sorted(self.organisations or {pk for pk in (self.run.organisation_id,) if pk})

    def _finish(self, held: list[dict[str, Any]]) -> None:
        run = self.run
        missing.mark_unlisted(self)
        run.held, run.counts = held, dict(self.counts) | {"people": len(self.people) + self.strangers}
        run.organisation_ids = self._organisation_ids()
        run.rows_total = run.rows_done = self.lines
        run.checked_at = run.touched_at = self.now()
        run.save(
            update_fields=[
                "held",
                "counts",
                "organisation_ids",
                "rows_total",
                "rows_done",
                "checked_at",
                "touched_at",
            ]
        )
        if any(stop["is_final"] for stop in held):
            delete_file(run)  # a file that holds what must not be here is not kept


def is_unlisted(record: Record, outcome: Outcome) -> bool:
    """Whether a row means somebody whom no page names, as it says itself or as we know."""
    return bool(record.get("do_not_list") or (outcome.person and outcome.person.do_not_list))


def attach_entries(kind: Kind, rows: list[Row], world: World) -> None:
    """What the list said before of each of these rows, or what stands here that it names for the first time."""
    if not kind.has_entries or not rows:
        return
    found = RosterEntry.objects.filter(
        kind=kind.code,
        organisation__in={row.organisation_id for row in rows},
        key__among={row.key.key for row in rows},
    )
    entries: dict[tuple[int | None, str, str], RosterEntry] = {(e.organisation_id, e.key, e.subkey): e for e in found}
    for row in rows:
        row.entry = entries.get(row.place)
    kind.adopt(rows, world)


def _ragged(cells: list[str], head: list[str]) -> Problem:
    what = f"has {len(cells)} cells where the first line names {len(head)} columns"
    return Problem("row", "", what, "Put quotation marks around a cell that holds the sign between cells.")
