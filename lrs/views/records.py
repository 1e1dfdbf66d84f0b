"""The record store in the CMS, for superusers: the journal as sentences, one statement, taking it back, an export."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import clock
from lrs import reading
from lrs.forms import FilterForm, VoidForm
from lrs.models import Statement, Withdrawal
from lrs.sentences import sentence
from lrs.services.exporting import exported, whole
from lrs.services.voiding import withdraw
from lrs.views.door import superusers_only

WIDTH, HEIGHT = 720, 120


@require_GET
@superusers_only
def statements(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET or None)
    after = request.GET.get("after", "")
    page = reading.page_of(form.wish(), after=int(after) if after.isdigit() and len(after) < 19 else None)
    days = reading.counts_by_day(until=clock.today())
    asked = request.GET.copy()
    asked.pop("after", None)
    context = {"form": form, "page": page, "asked": asked.urlencode(), "days": days, "bars": _bars(days)}
    return render(request, "lrs/statements.html", {**context, "width": WIDTH, "height": HEIGHT})


def _bars(days: list[tuple[date, int]]) -> list[dict[str, Any]]:
    """Where each day's bar stands in the drawing."""
    most = max((count for _, count in days), default=0) or 1
    step = WIDTH / len(days)
    return [
        {
            "x": round(place * step + 1, 1),
            "y": round(HEIGHT * (1 - count / most), 1),
            "width": round(step - 2, 1),
            "height": round(HEIGHT * count / most, 1),
        }
        for place, (_, count) in enumerate(days)
    ]


@require_http_methods(["GET", "POST"])
@superusers_only
def statement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Statement.objects.select_related("authority"), uuid=uuid)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if row.is_voiding or row.is_voided:
            raise PermissionDenied
        withdraw(statement=uuid, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        messages.success(request, _("The statement is voided."))
        return redirect("lrs_records:statement", uuid=uuid)
    said = whole(row)
    voidings = Statement.objects.filter(target=uuid, is_voiding=True).values_list("uuid", flat=True)
    context = {
        "row": row,
        "sentence": sentence(said, reading.names_in([said])),
        "text": json.dumps(said, indent=2, ensure_ascii=False),
        "form": form,
        "withdrawals": Withdrawal.objects.filter(statement__in=voidings).select_related("by"),
    }
    return render(request, "lrs/statement.html", context)


@require_GET
@superusers_only
def export(request: HttpRequest) -> HttpResponseBase:
    """The chosen statements as JSON lines."""
    rows = reading.rows_of(FilterForm(request.GET).wish())
    lines = (f"{text}\n" for text in exported(rows=rows))
    headers = {"Content-Disposition": 'attachment; filename="statements.jsonl"'}
    return StreamingHttpResponse(lines, content_type="application/x-ndjson", headers=headers)
