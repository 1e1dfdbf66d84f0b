"""The board: tiles, rows, chart and table for a date, and the same as CSV."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from common.forms import error_list
from reporting.charts import BAR_WIDTH, LABEL_WIDTH, coverage_chart
from reporting.csv_export import as_csv
from reporting.forms import AsAtForm
from reporting.permissions import sight_of
from reporting.queries import Coverage, View, coverage
from reporting.tables import COLUMNS, SCREEN_COLUMNS, flat_rows, table_rows

QUARTER_ENDS = ((12, 31), (9, 30), (6, 30), (3, 31))


@login_required
def board(request: HttpRequest) -> HttpResponse:
    sight = sight_of(request.user, on=clock.today())  # type: ignore[arg-type]  # login_required
    form = AsAtForm(request.GET or None, today=clock.today())
    figures = coverage(form.day(), view=sight.view, organisations=sight.organisations)
    context = {
        "figures": figures,
        "chart": coverage_chart(figures),
        "label_width": LABEL_WIDTH,
        "bar_width": BAR_WIDTH,
        "labels": [label for _, label in SCREEN_COLUMNS],
        "table": table_rows(figures),
        "form": form,
        "days": _days_worth_a_look(clock.today()),
        "errors": error_list(form),
        "is_suppressed": sight.view is View.LEADERS,
    }
    return render(request, "reporting/board.html", context, status=400 if form.errors else 200)


def _days_worth_a_look(today: date) -> list[date]:
    """Today and the last four quarter ends, newest first: the days boards report on."""
    ends = [date(year, *end) for year in (today.year, today.year - 1) for end in QUARTER_ENDS]
    return [today, *[end for end in ends if end < today][:4]]


@login_required
def board_as_csv(request: HttpRequest) -> HttpResponse:
    sight = sight_of(request.user, on=clock.today())  # type: ignore[arg-type]  # login_required
    form = AsAtForm(request.GET or None, today=clock.today())
    figures = coverage(form.day(), view=sight.view, organisations=sight.organisations)
    response = HttpResponse(
        as_csv(flat_rows(figures), COLUMNS, _preamble(figures)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="coverage-{figures.on.isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _preamble(figures: Coverage) -> list[str]:
    lines = [f"Coverage as at {as_text(figures.on)}. Counts are of assignments: one person may hold several."]
    if figures.view is View.LEADERS:
        lines.append("Small numbers are shown as ranges or not shown.")
    return lines


def as_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
