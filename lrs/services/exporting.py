"""Giving out the whole journal, or a part of it, as JSON lines. Reads only, a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lrs import wire
from lrs.journal import consistent_through, place_of
from lrs.models import Statement
from lrs.presentation import complete

PAGE = 500


def exported(*, since: datetime | None = None, rows: QuerySet[Statement] | None = None) -> Iterator[str]:
    """Statements as JSON texts without line ends, in the order they were stored, voided and voiding ones too.

    `since` is exclusive, on `stored`. What is being written when this begins is left out whole. `rows`
    narrows the choice.
    """
    through = place_of(consistent_through())
    after = place_of(since) if since else -1
    chosen = Statement.objects.all() if rows is None else rows
    chosen = chosen.filter(id__lte=through).select_related("authority").order_by("id")
    while page := list(chosen.filter(id__gt=after)[:PAGE]):
        for row in page:
            yield wire.dumps(whole(row))
        after = page[-1].pk


def whole(row: Statement) -> dict[str, Any]:
    """A statement with what the store adds. Its row comes with its authority."""
    received, agent = wire.loads(row.text), row.authority.agent
    return complete(received, uuid=row.uuid, stored=row.stored, authority=agent, version=row.version)
