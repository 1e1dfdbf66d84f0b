"""A working list: what a desk is made of, and a line of it as its reader may see it. Page and file show the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from certification.rules.status import OVERDUE, Status
from partnership.models import AccessGrant
from partnership.permissions import Access
from partnership.reach import Reach


@dataclass(frozen=True)
class Line:
    """One assignment × course: a name as far as it may be shown, status, dates, next step. Never a score.

    `fact` is what the desk shows beside the training: the end of a licence, acceptance of office. `key` is the number
    on its own register, where there is one. `post` is the assignment, for those who may open its page.
    """

    name: str
    role: str
    organisation: str
    course: str
    status: Status
    is_due_soon: bool
    due_on: date
    expires_on: date | None
    has_contact: bool
    next_step: str
    fact: date | None = None
    key: str = ""
    mark: str = ""
    post: UUID | None = None

    @property
    def is_overdue(self) -> bool:
        return self.status in OVERDUE

    @property
    def last_day(self) -> date:
        """The last day on which not being trained was, or is, in time."""
        return date.fromordinal(self.due_on.toordinal() - 1)


@dataclass(frozen=True)
class Shelf:
    """One of a desk's lists: its code in the address, and its label."""

    code: str
    label: str | Promise


@dataclass(frozen=True)
class Desk:
    """A desk: who may open it, where its rows come from, and how they are read.

    `rows(reach, on)` are obligations with their status; `counts(rows, on)` gives each shelf's number by one
    read; `pick(rows, code, on)` those on a shelf in the order in which they press; `line(row, access, on)` one of them.
    """

    key: str
    kinds: tuple[AccessGrant.Kind, ...] | None
    template: str
    shelves: tuple[Shelf, ...]
    rows: Callable[[Reach, date], QuerySet[Any]]
    counts: Callable[[QuerySet[Any], date], dict[str, int]]
    pick: Callable[[QuerySet[Any], str, date], QuerySet[Any]]
    line: Callable[[Any, Access, date], Line]
    fact_label: str | Promise = ""
    beside: Callable[[Reach], dict[str, Any]] | None = None  # what else its page shows of the organisations
    others: Callable[[Reach, Access, str, date], list[Any]] | None = None  # who is found by name and in no list
    not_trained: Callable[[QuerySet[Any]], int] | None = None  # in people, where lines are jobs and courses

    def shelf(self, code: str | None) -> str:
        """The code asked for, or the first shelf's where it is none of this desk's."""
        return code if code in {shelf.code for shelf in self.shelves} else self.shelves[0].code

    def opens_on(self, counts: dict[str, int]) -> str:
        """The shelf to show when none was asked for: the most pressing one that holds anybody."""
        return next((shelf.code for shelf in self.shelves if counts[shelf.code]), self.shelves[0].code)
