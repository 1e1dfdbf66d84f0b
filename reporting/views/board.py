"""The board: tiles, lines, chart and table for a date, and the same as CSV."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from common import clock
from common.forms import error_list
from reporting.board_file import board_file
from reporting.cards import cards
from reporting.charts import BAR_WIDTH, LABEL_WIDTH, coverage_chart
from reporting.doing import Deed, Inquiry, what_is_done
from reporting.forms import AsAtForm
from reporting.headline import headline
from reporting.hotels import HotelFigures, hotel_figures
from reporting.months import end_of, is_end, nearest_past
from reporting.permissions import Sight, sight_of
from reporting.queries import View, coverage
from reporting.queries.place import partnership_name
from reporting.queries.trends import trends
from reporting.queries.unknowns import unknowns
from reporting.sparklines import HEIGHT, WIDTH
from reporting.tables import COVERAGE_COLUMNS, STATUS_COLUMNS, table_rows
from reporting.trend_pages import trend_page
from reporting.worst import worst_groups

QUARTER_ENDS = ((12, 31), (9, 30), (6, 30), (3, 31))


@dataclass(frozen=True)
class Asked:
    """The day a board is for, and the one between two month ends that it stands in for."""

    on: date
    instead_of: date | None = None


def day_shown(form: AsAtForm, sight: Sight, today: date) -> Asked:
    """Leaders look at month ends and today: days between differ by a person or two, who would show (ADR 0012)."""
    asked = form.day()
    if sight.view is View.LEADERS and asked != today and not is_end(asked):
        return Asked(nearest_past(asked, today), instead_of=asked)
    return Asked(asked)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    sight = sight_of(request.user, on=today)  # type: ignore[arg-type]  # login_required
    form = AsAtForm(request.GET or None, today=today)
    asked = day_shown(form, sight, today)
    figures = coverage(asked.on, view=sight.view, reach=sight.reach)
    found = trends(figures, reach=sight.reach)
    lines = trend_page(found)
    hotels = _hotels(asked.on, sight)
    is_operational = sight.view is View.OPERATIONAL
    context = {
        "partnership": partnership_name(asked.on),
        "today": today,
        "figures": figures,
        "headline": headline(figures, hotels),
        "chart": coverage_chart(figures),
        "label_width": LABEL_WIDTH,
        "bar_width": BAR_WIDTH,
        "cards": cards(figures, hotels, lines.of_tile),
        "trends": lines,
        "restated": found.restated,
        "spark_width": WIDTH,
        "spark_height": HEIGHT,
        "columns": COVERAGE_COLUMNS,
        "table": table_rows(figures, COVERAGE_COLUMNS),
        "status_columns": STATUS_COLUMNS,
        "status_table": table_rows(figures, STATUS_COLUMNS),
        "unknowns": unknowns(asked.on, sight.reach),
        "hotels": hotels,
        "doing": _doing(request, sight) if asked.on == today else (),
        "worst": worst_groups(figures, at=clock.now(), reach=sight.reach) if asked.on == today else (),
        "people_url": reverse(settings.PEOPLE_URL_NAME) if is_operational and asked.on == today else "",
        "form": form,
        "instead_of": asked.instead_of,
        "days": _days_worth_a_look(today),
        "errors": error_list(form),
        "is_suppressed": not is_operational,
    }
    return render(request, "reporting/board.html", context, status=400 if form.errors else 200)


def _hotels(on: date, sight: Sight) -> HotelFigures | None:
    """Hotels are the whole partnership's: no lead's own figures have them."""
    return hotel_figures(on, is_suppressed=True) if sight.view is View.LEADERS else None


def _doing(request: HttpRequest, sight: Sight) -> list[Deed]:
    """What is being done now: no other day's figures are told beside it."""
    user: User = request.user  # type: ignore[assignment]  # login_required
    organisations = sight.reach.organisations if sight.reach else None
    return what_is_done(Inquiry(user, clock.today(), clock.now(), organisations))


def _days_worth_a_look(today: date) -> list[date]:
    """Today, the last four quarter ends and the month end a year ago, newest first: the days boards report on."""
    ends = [date(year, *end) for year in (today.year, today.year - 1) for end in QUARTER_ENDS]
    quarters = [end for end in ends if end < today][:4]
    return [today, *sorted({*quarters, end_of(today.replace(year=today.year - 1, day=1))}, reverse=True)]


@login_required
def board_as_csv(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    sight = sight_of(request.user, on=today)  # type: ignore[arg-type]  # login_required
    form = AsAtForm(request.GET or None, today=today)
    if form.errors:
        return board(request)  # no file of another day than the one asked for
    asked = day_shown(form, sight, today)
    figures = coverage(asked.on, view=sight.view, reach=sight.reach)
    text = board_file(figures, _hotels(asked.on, sight))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="coverage-{figures.on.isoformat()}.csv"'
    return response
