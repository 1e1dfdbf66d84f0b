"""The list of local inserts in the CMS: what each says, whether somebody checked it of late, and a way to those not."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from common import clock
from courses.models import LocalInsert

SEEN_BY = {
    "public": gettext_lazy("Anyone"),
    "verified": gettext_lazy("Matched people"),
    "role": gettext_lazy("Roles of the course"),
}
STALE, FRESH = "stale", "fresh"


class LocalInsertFilters(WagtailFilterSet):
    checked = django_filters.ChoiceFilter(
        label=gettext_lazy("Checked"),
        choices=[(STALE, gettext_lazy("Over 12 months ago")), (FRESH, gettext_lazy("In the last 12 months"))],
        method="by_age",
    )

    def by_age(self, rows: QuerySet[LocalInsert], name: str, value: str) -> QuerySet[LocalInsert]:
        stale = LocalInsert.objects.stale(clock.today()).values("pk")
        return rows.filter(pk__in=stale) if value == STALE else rows.exclude(pk__in=stale)

    class Meta:
        model = LocalInsert
        fields: ClassVar = ["area", "course", "visible_to"]


def checked(row: LocalInsert) -> str:
    """The day it was checked on; marked in words when that is too long ago."""
    day = date_format(row.checked_on, "j F Y")
    return _("%(day)s: check again") % {"day": day} if row.is_stale(clock.today()) else day


COLUMNS: tuple[Any, ...] = (
    "key",
    Column("place", label=gettext_lazy("Area"), accessor=lambda row: row.area or _("Whole partnership")),
    Column("courses", label=gettext_lazy("Course"), accessor=lambda row: row.course or _("All courses")),
    Column("words", label=gettext_lazy("Value"), accessor=lambda row: Truncator(row.value).chars(90)),
    Column("seen_by", label=gettext_lazy("Seen by"), accessor=lambda row: SEEN_BY[row.visible_to]),
    Column("checked", label=gettext_lazy("Checked"), accessor=checked),
)
