"""What a kind of roster has to say for itself: the plug-in interface, written down in docs/rosters.md.

The engine reads, hashes, compares, journals, applies and rolls back. A kind knows its columns, its key, how to read the
present state of many rows at once, and what one row changes.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models

from onboarding.kinds.changes import Changes, Difference
from onboarding.kinds.world import World
from onboarding.models import ImportRun, RosterEntry
from onboarding.models.runs import Result
from onboarding.reading.fields import Field, Problem, Record

NEW = frozenset({Result.ADDED, Result.SUGGESTED})


@dataclass(frozen=True)
class Key:
    """`key` as its owner calls the row, `subkey` to tell two rows of one key apart, `person_key` for whom it means."""

    key: str
    subkey: str = ""
    person_key: str = ""


Place = tuple[int | None, str, str]  # organisation, key, subkey
Above = tuple[Place, Record | None]  # the record is None where the row was no news


@dataclass(slots=True)
class Row:
    """A readable row on its way through the engine. `entry` is what its list said before, if anything; `above`, in the
    dry run, are the rows of the same key further up in the file.
    """

    position: int
    record: Record
    organisation_id: int | None
    key: Key
    row_hash: str
    entry: RosterEntry | None = None
    match: dict[str, Any] | None = None
    above: Sequence[Above] = ()

    @property
    def place(self) -> Place:
        return self.organisation_id, self.key.key, self.key.subkey


@dataclass
class Outcome:
    """What a row comes to."""

    result: Result
    reason: str = ""
    difference: Difference = field(default_factory=dict)
    person: Any = None  # a Person, saved or about to be


class Kind(ABC):
    """One kind of roster. Subclasses are stateless; one instance serves every run."""

    code: ClassVar[str]
    label: ClassVar[Any]  # for the pages, translatable
    fields: ClassVar[Sequence[Field]]
    writes: ClassVar[Sequence[type[models.Model]]]  # all that `plan` makes, parents first
    organisation_field: ClassVar[str]  # which column says whose row it is; "" when only the run does
    has_entries: ClassVar[bool] = True  # whether what a list says is kept, and being missing from it means something
    tells_subkeys_apart: ClassVar[bool] = (
        False  # whether an entry is missing though its key is on the list with another
    )
    says_how_it_is: ClassVar[bool] = False  # whether a newer list takes the place of an older one
    is_of_people: ClassVar[bool] = True  # whether a row means a person
    joins_rows: ClassVar[bool] = False  # whether several rows of one place are meant as one (`join`)

    @abstractmethod
    def identify(self, record: Record) -> Key:
        """The key of a row, from values that may be empty where they could not be read."""

    def prepare(self, world: World) -> None:  # noqa: B027 - most have nothing to prepare
        """Called once before a run's rows: to read what the run needs of the whole partnership."""

    def problems(self, record: Record, world: World) -> list[Problem]:
        """What is wrong between values that are each readable."""
        return []

    def join(self, first: Record, further: Record) -> str:
        """Where `joins_rows`: take what a further row of the same place says into the first, or leave both as they are
        and return the name of a field in which the two contradict each other.
        """
        raise NotImplementedError

    @abstractmethod
    def load(self, rows: Sequence[Row], world: World) -> Any:
        """Read the present state of a chunk of rows in a fixed number of queries, for `plan`."""

    @abstractmethod
    def plan(self, row: Row, state: Any, world: World, changes: Changes) -> Outcome:
        """Say through `changes` what the row changes. Called in the dry run and when applied: the same code."""

    def adopt(self, rows: Sequence[Row], world: World) -> None:  # noqa: B027
        """For rows without an entry: give one, not saved yet, where what the row names is here already."""

    def match(self, rows: Sequence[Row], world: World, memory: dict[Any, Any]) -> None:  # noqa: B027
        """For new rows, in the dry run: set `row.match` where it may be somebody known. `memory` lasts for the run."""

    def end_missing(
        self, entries: Sequence[RosterEntry], world: World, changes: Changes, positions: Sequence[int]
    ) -> None:
        """A whole list left these out: end what they stand for on `world.on`. One not saved yet stands for its post."""
        raise NotImplementedError

    def unlisted(self, run: ImportRun, memory: dict[Any, Any]) -> Iterable[Key]:
        """What a checked whole list left out, where that changes nothing and is shown all the same."""
        return ()

    def finish(self, state: Any, world: World, changes: Changes) -> None:  # noqa: B027
        """Called in the transaction once a chunk is written, for what a service of another room has to write."""

    def stamp(self, record: Record, world: World) -> str:
        """What a row means on the list's day beside its values: another one is news though the values are the same."""
        return ""

    def complete(self, record: Record) -> None:  # noqa: B027
        """Fill in what a file of this kind need not say, before the row is hashed."""
