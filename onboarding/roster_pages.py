"""What the pages on rosters show: a run's rows by result, what a row changes in words, two records side by side."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onboarding.models import ImportRow, ImportRun, Suggestion
from onboarding.models.runs import Result, RunState
from onboarding.own_columns import OWN, own_headings
from onboarding.reading.files import Unreadable
from onboarding.reading.sheets import open_sheet
from onboarding.roster_words import column_words, last_day_words, value_words
from onboarding.services.uploading import read_file
from partnership.models import Assignment, Person
from reporting.csv_export import neutral

STATES = {
    RunState.UPLOADED: (gettext_lazy("Columns to check"), "info"),
    RunState.CHECKING: (gettext_lazy("Being checked"), "info"),
    RunState.UNREADABLE: (gettext_lazy("Cannot be read"), "overdue"),
    RunState.HELD: (gettext_lazy("Held"), "overdue"),
    RunState.READY: (gettext_lazy("Ready to apply"), "due-soon"),
    RunState.APPLYING: (gettext_lazy("Being applied"), "info"),
    RunState.APPLIED: (gettext_lazy("Applied"), "current"),
    RunState.STOPPED: (gettext_lazy("Stopped by an error"), "overdue"),
    RunState.ROLLING_BACK: (gettext_lazy("Being rolled back"), "info"),
    RunState.ROLLED_BACK: (gettext_lazy("Rolled back"), "info"),
    RunState.DISCARDED: (gettext_lazy("Put away"), "info"),
}
SAMPLES = 3
WORKING = {RunState.CHECKING, RunState.APPLYING, RunState.ROLLING_BACK}
MISSING = "missing"
UNLISTED = gettext_lazy("Somebody who is not named")
# What somebody has to look at stands first.
ORDER = (
    Result.REJECTED, Result.PENDING_LINK, Result.SUGGESTED, Result.UNMATCHED, Result.ENDED, Result.NOT_LISTED,
    Result.CHANGED, Result.ADDED,
)  # fmt: skip


@dataclass(frozen=True)
class Filter:
    result: str
    label: str
    count: int


def filters_of(run: ImportRun) -> list[Filter]:
    """How many rows came to what; results with no row are left out. One query."""
    counted = dict(run.rows.order_by().values_list("result").annotate(Count("pk")))
    return [Filter(str(value), str(label), counted[value]) for value, label in Result.choices if counted.get(value)]


QUIET = {"people", Result.UNCHANGED.value}
NOTHING_DONE = {Result.REJECTED.value, Result.NOT_LISTED.value, Result.PENDING_LINK.value}


def told_of(run: ImportRun) -> list[Filter]:
    """What a run came to, from what its check counted: without another look at its rows."""
    return [
        Filter(str(value), str(label), run.counts[value])
        for value, label in Result.choices
        if run.counts.get(value) and value not in QUIET
    ]


def undone_of(run: ImportRun) -> list[Filter]:
    """What taking a run back would undo."""
    return [each for each in told_of(run) if each.result not in NOTHING_DONE]


def progress_of(run: ImportRun) -> tuple[int, int]:
    """(done, of) for what is going on."""
    if run.state is RunState.CHECKING:
        return run.rows_done, run.rows_total
    to_do = run.rows.filter(record__isnull=False)
    done = to_do.filter(applied_at__isnull=False)
    if run.rollback_asked_at:
        return done.filter(undone_at__isnull=False).count(), done.count()
    return done.count(), to_do.count()


def in_order(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """Rows as a page shows them: what somebody has to look at first, each sort by its place in the file."""
    ranks = [When(result=result, then=Value(rank)) for rank, result in enumerate(ORDER)]
    return rows.annotate(rank=Case(*ranks, default=Value(len(ORDER)), output_field=IntegerField())).order_by(
        "rank", "position"
    )


def words_of(difference: dict[str, list[Any]]) -> str:
    """ "Expires on: 31 January 2027 → 31 January 2028; Status of the licence: licensed → suspended"."""
    return "; ".join(
        f"{column_words(name)}: {_value_words(name, before)} → {_value_words(name, after)}"
        for name, (before, after) in difference.items()
    )


def _value_words(name: str, value: Any) -> str:
    return last_day_words(value) if name == "ends_on" else value_words(value)


def lines_of(
    rows: Iterable[ImportRow], *, names_unlisted: Collection[int], named: Collection[int]
) -> list[dict[str, Any]]:
    """A page's rows; `named` are the people whose names may stand where the file gives none. Of somebody in a covert
    post it shows what they come to and no more, but to the two named officers of the organisations in `names_unlisted`.
    """
    shown = []
    for row in rows:
        is_hidden = row.is_unlisted and row.organisation_id not in names_unlisted
        words = " ".join(part for part in (row.reason, words_of(row.difference)) if part)
        shown.append(
            {
                "line": row.line,
                "key": "" if is_hidden else row.key,
                "name": UNLISTED if is_hidden else _name_in(row, named),
                "result": row.get_result_display(),
                "code": row.result,
                "words": "" if is_hidden else words,
                "has_effect": row.record is not None,
                "is_done": row.applied_at is not None and row.undone_at is None,
            }
        )
    return shown


def _name_in(row: ImportRow, named: Collection[int]) -> str:
    """As the file has it; where the file says no news, or nothing, as we know them."""
    return name_in_file(row) or (row.person.display_name if row.person and row.person_id in named else "")


def name_in_file(row: ImportRow) -> str:
    record = row.record or {}
    return str(record.get("display_name") or record.get("name") or "")


def chosen_of(run: ImportRun, chosen: str) -> QuerySet[ImportRow]:
    """The rows of one result; `missing` are those who end only because the whole list leaves them out."""
    if chosen == MISSING:
        return run.rows.filter(line=None, result=Result.ENDED)
    return run.rows.filter(result=chosen) if chosen else run.rows.all()


def error_columns(run: ImportRun) -> list[str]:
    """The file's own columns, and before them why a row was rejected. Two of one name are told apart by their place."""
    names = [str(heading) for heading in OWN]
    for place in _senders_places(run):
        name = str(neutral(run.head[place]))
        names.append(f"{name} ({place + 1})" if name in names else name)
    return names


def _senders_places(run: ImportRun) -> list[int]:
    """Where the sender's own columns stand: a file that was mended has ours before them."""
    ours = own_headings()
    return [place for place, column in enumerate(run.head) if column not in ours]


def error_rows(run: ImportRun) -> list[dict[str, Any]]:
    """What was rejected as the file has it, to be mended and sent again. Once the file is deleted, the reasons only.

    A row of a covert post is named by its line alone: whoever sent it has the file.
    """
    rejected = {row.line: row for row in run.rows.filter(result=Result.REJECTED).order_by("position")}
    cells = dict(_cells_of(run, set(rejected)))
    columns, places = error_columns(run), _senders_places(run)
    rows = []
    for line, row in rejected.items():
        written = [] if row.is_unlisted else cells.get(line or 0, [])
        own = [written[place] for place in places if place < len(written)]
        why = UNLISTED if row.is_unlisted else row.reason
        rows.append(dict(zip(columns, [line, str(why), *own], strict=False)))
    return rows


def _cells_of(run: ImportRun, lines: set[int | None]) -> Iterator[tuple[int, list[str]]]:
    if not run.path or not lines:
        return
    for line, cells in open_sheet(read_file(run)).rows():
        if line in lines:
            yield line, cells


def samples_of(run: ImportRun) -> list[list[str]]:
    """The first rows of a file, to see which column is which."""
    try:
        return [cells for _line, cells in islice(open_sheet(read_file(run)).rows(), SAMPLES)]
    except Unreadable:
        return []


@dataclass(frozen=True)
class Side:
    """One of two records that may be one person."""

    name: str
    posts: tuple[str, ...]
    email: str
    mobile: str


def sides_of(
    suggestion: Suggestion, *, shows_older_contacts: bool, shows_post: Callable[[Assignment], bool]
) -> tuple[Side, Side]:
    """The new record and the one here before; the latter's phone and e-mail only for who keeps its list."""
    newer, older = (_side(person, shows_post) for person in (suggestion.newer, suggestion.older))
    return newer, older if shows_older_contacts else Side(older.name, older.posts, "", "")


def _side(person: Person, shows_post: Callable[[Assignment], bool]) -> Side:
    posts = tuple(_post(assignment) for assignment in person.assignments.all() if shows_post(assignment))
    return Side(person.display_name, posts, person.email, person.mobile)


def _post(assignment: Assignment) -> str:
    words = f"{assignment.role}, {assignment.organisation.short_name}"
    if assignment.reference:
        words = f"{words}, {assignment.reference}"
    if assignment.ends_on:
        return _("%(post)s, %(start)s to %(end)s") % {
            "post": words,
            "start": date_format(assignment.starts_on, "j F Y"),
            "end": last_day_words(assignment.ends_on.isoformat()),
        }
    return _("%(post)s, since %(start)s") % {"post": words, "start": date_format(assignment.starts_on, "j F Y")}


WITH_POSTS = (
    "newer__assignments__role",
    "newer__assignments__organisation",
    "older__assignments__role",
    "older__assignments__organisation",
)
