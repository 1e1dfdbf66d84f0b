"""A desk's list as a file, with a watermark: who took it, when, and the reference under which that is logged."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certification.templatetags.standing import status_words
from desks.lists import Desk, Line
from desks.models import Export
from reporting.csv_export import as_csv


def as_file(desk: Desk, lines: Sequence[Line], export: Export, *, group: str = "") -> str:
    """`group`: the row of the figures whose people alone these are."""
    columns = [
        "name",
        "role",
        "organisation",
        "course",
        "status",
        "due_by",
        "certificate_ends",
        "next_step",
        "contact_known",
    ]
    if desk.fact_label:
        columns.insert(4, str(desk.fact_label))
    if any(line.key for line in lines):
        columns.insert(1, "reference")
    if group:
        columns.insert(columns.index("role"), "group")
    return as_csv([{**_row(desk, line), "group": group} for line in lines], columns, [watermark(export)])


def file_name(desk: Desk, shelf: str, group: str, on: date) -> str:
    """Which list it is, in words, and nobody's name."""
    label = next(str(each.label) for each in desk.shelves if each.code == shelf)
    parts = [_("training"), desk.key, slugify(label), slugify(group), on.isoformat()]
    return "-".join(part for part in parts if part) + ".csv"


def watermark(export: Export) -> str:
    moment = localtime(export.happened_at)
    return _(
        "Taken by %(user)s on %(day)s at %(time)s, reference %(reference)s. Personal data of people you look after: "
        "do not pass it on, and delete it when done."
    ) % {
        "user": export.user.email,
        "day": date_format(moment, "j F Y"),
        "time": f"{moment:%H:%M}",
        "reference": export.reference,
    }


def _row(desk: Desk, line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "reference": line.key,
        "role": line.role,
        "organisation": line.organisation,
        "course": line.course,
        str(desk.fact_label): line.fact.isoformat() if line.fact else "",
        "status": status_words(line.status, line.is_due_soon),
        "due_by": "" if line.expires_on else line.last_day.isoformat(),
        "certificate_ends": line.expires_on.isoformat() if line.expires_on else "",
        "next_step": line.next_step,
        "contact_known": _("yes") if line.has_contact else _("no"),
    }
