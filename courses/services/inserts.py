"""Writing local inserts: a new row each time, so that what a learner was shown can always be told."""

from datetime import date

from django.db import transaction

from accounts.models import User
from courses.models import Course, LocalInsert
from partnership.models import Area


def write_insert(
    *,
    key: str,
    value: str,
    checked_on: date,
    on: date,
    area: Area | None = None,
    course: Course | None = None,
    owner: str = "",
    visible_to: str = LocalInsert.VisibleTo.PUBLIC,
    by: User | None = None,
) -> LocalInsert:
    """What `area` says for `key` from `on`. Returns the row that stands already when nothing would change."""
    row = LocalInsert(
        key=key,
        area=area,
        course=course,
        value=value,
        owner=owner,
        visible_to=visible_to,
        checked_on=checked_on,
        written_by=by,
    )
    with transaction.atomic():
        rows = LocalInsert.objects.select_for_update().newest().filter(key=key, area=area, course=course)
        standing = rows.order_by("pk").first()  # their own order joins tables, and PostgreSQL locks no outer join
        if standing and _same(standing, row):
            return standing
        if standing:
            row.valid_from = max(on, standing.valid_from or on)
            standing.superseded_on = row.valid_from
            standing.save(update_fields=["superseded_on"])
        row.save()
    return row


def _same(standing: LocalInsert, row: LocalInsert) -> bool:
    fields = ("value", "owner", "visible_to", "checked_on")
    return all(getattr(standing, field) == getattr(row, field) for field in fields)
