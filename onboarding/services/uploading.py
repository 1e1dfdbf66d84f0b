"""Taking a file in: keep it where nobody can fetch it, look at its head, and remember how its columns were read."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from accounts.models import User
from onboarding import queries
from onboarding.kinds import KINDS
from onboarding.models import ImportRun
from onboarding.own_columns import own_headings
from onboarding.reading.columns import Columns, match_columns
from onboarding.reading.days import DateStyle
from onboarding.reading.files import Unreadable
from onboarding.reading.sheets import open_sheet
from partnership.models import Organisation

STORE = "rosters"


def receive_file(
    *,
    data: bytes,
    name: str,
    kind: str,
    organisation: Organisation | None,
    mode: str,
    on: date,
    by: User | None,
    at: datetime,
) -> ImportRun:
    """Keep a file and read its head. A file that cannot be read is not kept; the run says why."""
    run = ImportRun(
        kind=kind,
        organisation=organisation,
        mode=mode,
        on=on,
        file_name=name[-120:],
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
        touched_at=at,
    )
    try:
        sheet = open_sheet(data)
    except Unreadable as error:
        run.unreadable = str(error)
    else:
        run.encoding, run.delimiter, run.head = sheet.encoding, sheet.delimiter, list(sheet.head)
        run.mapping = queries.remembered_mapping(run)
        run.path = storages[STORE].save(f"{uuid.uuid4()}.csv", ContentFile(data))
    run.save()
    return run


def columns_of(run: ImportRun) -> Columns:
    """Which column is which field, as chosen or as the names say."""
    return match_columns(run.head, KINDS[run.kind].fields, run.mapping, own_headings())


def map_run(*, run: ImportRun, mapping: Mapping[str, str] | None, date_style: str, at: datetime) -> None:
    """Settle the columns and how dates are written ("" lets the file tell). The check can begin."""
    if mapping is not None:
        run.mapping = {name: column for name, column in mapping.items() if column in run.head}
    run.date_style = date_style if date_style in list(DateStyle) else ""
    run.mapped_at = run.touched_at = at
    with transaction.atomic():
        run.save(update_fields=["mapping", "date_style", "mapped_at", "touched_at"])


def read_file(run: ImportRun) -> bytes:
    with storages[STORE].open(run.path) as file:
        return bytes(file.read())


def delete_file(run: ImportRun) -> None:
    """Take the file away. What was read from it stays in the rows until they are forgotten."""
    if run.path:
        storages[STORE].delete(run.path)
        run.path = ""
        run.save(update_fields=["path"])
