"""Giving out the whole journal, or a part of it, as JSON lines. Reads only, a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from lrs import wire
from lrs.attachment_files import write_content
from lrs.journal import consistent_through, place_of
from lrs.models import Attachment, Statement
from lrs.presentation import complete, exact
from lrs.queries import Found

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
            yield line_of(row)
        after = page[-1].pk


def line_of(row: Statement) -> str:
    """A statement on one line, in the words it came in: a line end can stand between its parts only."""
    agent = row.authority.agent
    text = exact(row.text, uuid=row.uuid, stored=row.stored, authority=agent, version=row.version)
    return text.replace("\r", " ").replace("\n", " ")


def export_attachments(folder: Path, *, since: datetime | None = None) -> int:
    """Write the bytes of attachments as files (lrs.attachment_files), those of what `exported` gives: how many."""
    rows = Attachment.objects.select_related("statement").defer("statement__text").order_by("statement_id")
    chosen = rows.filter(statement_id__gt=place_of(since)) if since else rows
    count = 0
    for row in chosen.iterator(chunk_size=20):
        write_content(folder, row.statement.uuid, row.sha2, bytes(row.content))
        count += 1
    return count


def whole(row: Statement | Found) -> dict[str, Any]:
    """A statement with what the store adds. Its row comes with its authority."""
    received, agent = wire.reread(row.text), row.authority.agent
    return complete(received, uuid=row.uuid, stored=row.stored, authority=agent, version=row.version)
