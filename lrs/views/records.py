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
from common.numbers import whole_number
from common.superusers import superusers_only
from lrs import reading
from lrs.forms import FilterForm, VoidForm
from lrs.models import Statement, Withdrawal
from lrs.sentences import sentence
from lrs.services.exporting import exported, whole
from lrs.services.voiding import withdraw

NOTHING = reading.Page([], None)


@require_GET
@superusers_only
def statements(request: HttpRequest) -> HttpResponse:
    return _list(request, FilterForm(request.GET or None))


def _list(request: HttpRequest, form: FilterForm, *, status: int = 200) -> HttpResponse:
    """The list and what narrows it. A filter that is wrong shows nothing but what is wrong."""
    wish = form.wish()
    after = request.GET.get("after", "")
    span = next((span for span in reading.SPANS if str(span) == request.GET.get("days")), reading.SPANS[0])
    days = reading.counts_by_day(until=clock.today(), days=span)
    asked = request.GET.copy()
    asked.pop("after", None)
    context = {
        "form": form,
        "is_wrong": wish is None,
        "page": reading.page_of(wish, after=_place(after)) if wish else NOTHING,
        "asked": asked.urlencode(),
        "offered": reading.offered(),
        "span": span,
        "spans": _spans(request, span),
        "days": days,
        "bars": _bars(days),
        "most": max(count for _, count in days),
    }
    return render(request, "lrs/statements.html", context, status=status)


def _place(text: str) -> int | None:
    return whole_number(text, digits=18)


def _spans(request: HttpRequest, shown: int) -> list[dict[str, Any]]:
    """The lengths of time the drawing can show, with the address of each beside the filters that are set."""
    found = []
    for span in reading.SPANS:
        asked = request.GET.copy()
        asked["days"] = str(span)
        found.append({"days": span, "is_shown": span == shown, "query": asked.urlencode()})
    return found


def _bars(days: list[tuple[date, int]]) -> list[dict[str, Any]]:
    """Each day's bar, in a drawing of 100 by 100 that is stretched to the room there is."""
    most = max(count for _, count in days) or 1
    step = 100 / len(days)
    return [
        {
            "day": day,
            "count": count,
            "x": round(place * step + step / 8, 3),
            "y": round(100 * (1 - count / most), 2),
            "width": round(step * 3 / 4, 3),
            "height": round(100 * count / most, 2),
        }
        for place, (day, count) in enumerate(days)
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
    """The chosen statements as JSON lines. A filter that is wrong exports nothing and is named."""
    form = FilterForm(request.GET or None)
    wish = form.wish()
    if wish is None:
        messages.error(request, _("Nothing was exported: a filter is wrong."))
        return _list(request, form, status=400)
    lines = (f"{text}\n" for text in exported(rows=reading.rows_of(wish)))
    headers = {"Content-Disposition": 'attachment; filename="statements.jsonl"'}
    return StreamingHttpResponse(lines, content_type="application/x-ndjson", headers=headers)
