"""What a chunk of rows does to the database: collected row by row, written in bulk, and taken back row by row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from common.bulk import column_of, insert_rows, update_rows

Made = TypeVar("Made", bound=models.Model)
Difference = dict[str, list[Any]]


@dataclass
class RowChanges:
    """What one row made and what it set: (row, {attribute: (before, after)})."""

    made: list[models.Model] = field(default_factory=list)
    put: list[tuple[models.Model, dict[str, tuple[Any, Any]]]] = field(default_factory=list)

    def undo(self) -> dict[str, Any]:
        """As JSON: what to delete and what to put back."""
        return {
            "made": [[each._meta.label_lower, each.pk] for each in self.made],
            "put": [
                [each._meta.label_lower, each.pk, {name: [_plain(a), _plain(b)] for name, (a, b) in values.items()}]
                for each, values in self.put
            ],
        }


class Changes:
    """Collects changes. In a dry run it only compares: nothing is set and nothing is kept."""

    def __init__(self, *, is_dry: bool) -> None:
        self.is_dry = is_dry
        self.rows: dict[int, RowChanges] = {}
        self._row = RowChanges()

    def begin(self, position: int) -> None:
        """What follows belongs to this row of the run."""
        self._row = RowChanges()
        self.rows[position] = self._row

    def make(self, each: Made) -> Made:
        """A new database row. It may point to others made before it that are not saved yet."""
        if not self.is_dry:
            self._row.made.append(each)
        return each

    def make_now(self, each: Made) -> Made:
        """A new database row that others of this chunk have to point to by its number: saved at once."""
        if not self.is_dry:
            each.save()
        return self.make(each)

    def put(self, each: models.Model, labels: dict[str, str] | None = None, **values: Any) -> Difference:
        """Set what differs; returns {label: [before, after]}. Attributes are columns: `role_id`, not `role`."""
        changed = {name: (getattr(each, name), new) for name, new in values.items() if getattr(each, name) != new}
        if changed and not self.is_dry:
            for name, (_, new) in changed.items():
                setattr(each, name, new)
            if each.pk is not None:
                self._row.put.append((each, changed))
        return {(labels or {}).get(name, name): [_plain(a), _plain(b)] for name, (a, b) in changed.items()}

    def write(self, order: Sequence[type[models.Model]]) -> None:
        """Write everything: new rows by model in `order` (parents first), then what was set, in a few statements."""
        made: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        put: dict[tuple[type[models.Model], tuple[str, ...]], dict[Any, models.Model]] = defaultdict(dict)
        for row in self.rows.values():
            for each in row.made:
                if each.pk is None:
                    made[type(each)].append(each)
            for each, values in row.put:
                put[type(each), tuple(sorted(values))][each.pk] = each
        if strangers := set(made) - set(order):
            raise AssertionError(f"A kind has to name what it writes: {strangers}")
        for model in order:
            insert_rows(made[model])
        for (model, names), rows in put.items():
            update_rows(model, names, [(each.pk, [getattr(each, n) for n in names]) for each in rows.values()])


def model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)


def value_of(model: type[models.Model], name: str, plain: Any) -> Any:
    """What was written as JSON, as the column holds it."""
    return column_of(model, name).to_python(plain)


_encoder = DjangoJSONEncoder()


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool | float) else _encoder.default(value)
