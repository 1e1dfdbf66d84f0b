"""`field__among=[…]`: what `__in` is, for hundreds of values."""

import json
from typing import Any

from django.db.models import Field, ForeignKey, Lookup


class Among(Lookup):
    """One parameter for all values: of 500 ids `__in` makes 500, each passed through several layers and, for
    PostgreSQL, written into the statement one by one. Values are numbers or texts, and no NULL.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_prep_lookup(self) -> list[Any]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - a column's name of ours
        return sql, (*params, json.dumps(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)


def register() -> None:
    Field.register_lookup(Among)
    ForeignKey.register_lookup(Among)
