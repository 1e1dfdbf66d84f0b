"""Bringing a roster: upload, columns, check, approve, receipt, history."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from onboarding import roster_pages as shown
from onboarding import services, tasks
from onboarding.forms.rosters import ApproveForm, ColumnsForm, UploadForm
from onboarding.kinds import KINDS
from onboarding.models import ImportRow, ImportRun
from onboarding.models.runs import RunState
from onboarding.queries import waiting_for_somebody
from onboarding.roster_permissions import RosterAccess, roster_access
from onboarding.services.uploading import columns_of
from reporting.csv_export import as_csv

PER_PAGE = 50
MOST_WAITING = 20
MOST_LOOKED_THROUGH = 20_000  # rows


@never_cache
@login_required
def roster_list(request: HttpRequest) -> HttpResponse:
    """Every file brought, newest first, and the form for another."""
    access = roster_access(request.user, on=clock.today())
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        kinds=access.kinds(),
        organisations=access.organisations(),
    )
    if request.method == "POST" and form.is_valid():
        return _receive(form, access)
    runs = access.runs().select_related("organisation", "uploaded_by").order_by("-pk")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page", "1"))
    lines = [(run, KINDS[run.kind].label, *shown.STATES[run.state], shown.told_of(run)) for run in page]
    context = {"form": form, "page": page, "lines": lines, "waiting": access.suggestions().count()}
    context["may_bring"] = bool(access.kinds())
    unsettled = waiting_for_somebody(runs)[:MOST_WAITING]
    context["unsettled"] = [(run, KINDS[run.kind].label, *shown.STATES[run.state]) for run in unsettled]
    return render(request, "onboarding/rosters/list.html", context, status=400 if form.errors else 200)


def _receive(form: UploadForm, access: RosterAccess) -> HttpResponse:
    data = form.cleaned_data
    if not access.may_bring(data["kind"], data["organisation"].pk):
        raise Http404
    run = services.receive_file(
        data=data["file"].read(),
        name=data["file"].name,
        kind=data["kind"],
        organisation=data["organisation"],
        mode=data["mode"],
        on=data["on"],
        by=access.user,
        at=clock.now(),
    )
    return redirect("rosters:run", run=run.uuid)


def _own_run(request: HttpRequest, run: UUID) -> tuple[RosterAccess, ImportRun]:
    access = roster_access(request.user, on=clock.today())
    found = access.runs().select_related("organisation", "uploaded_by", "approved_by").filter(uuid=run).first()
    if found is None:
        raise Http404
    return access, found


@never_cache
@login_required
def one(request: HttpRequest, run: UUID) -> HttpResponse:
    """A run as it stands: its columns, its progress, what it would do, or what it did."""
    access, found = _own_run(request, run)
    if found.state is RunState.UPLOADED:
        return _columns(request, found)
    return _show(request, access, found, ApproveForm())


def _columns(request: HttpRequest, run: ImportRun) -> HttpResponse:
    columns = columns_of(run)
    # The first rows of a list with covert posts may name one, and others of the same desk open this page too.
    samples = [] if "do_not_list" in columns.places else shown.samples_of(run)
    form = ColumnsForm(request.POST or None, run=run, places=columns.places, samples=samples)
    if request.method == "POST" and form.is_valid():
        services.map_run(run=run, mapping=form.mapping(), date_style=form.cleaned_data["date_style"], at=clock.now())
        _go_on(run)
        return redirect("rosters:run", run=run.uuid)
    context = {"run": run, "kind": KINDS[run.kind].label, "form": form, "columns": columns}
    return render(request, "onboarding/rosters/columns.html", context, status=400 if form.errors else 200)


def _show(
    request: HttpRequest, access: RosterAccess, run: ImportRun, form: ApproveForm, status: int = 200
) -> HttpResponse:
    label, tag = shown.STATES[run.state]
    filters = shown.filters_of(run)
    chosen = request.GET.get("result", "")
    if chosen not in {shown.MISSING, *(each.result for each in filters)}:
        chosen = ""
    rows = shown.in_order(shown.chosen_of(run, chosen).select_related("person"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", "1"))
    is_working = run.state in shown.WORKING
    context = {
        "run": run,
        "kind": KINDS[run.kind].label,
        "state": str(run.state),
        "label": label,
        "tag": tag,
        "filters": filters,
        "all_rows": sum(each.count for each in filters),
        "chosen": chosen,
        "page": page,
        "lines": () if is_working else _lines(list(page), access),
        "ending": 0 if is_working else shown.chosen_of(run, shown.MISSING).count(),
        "may_release": access.may_release(run),
        "is_working": is_working,
        "progress": shown.progress_of(run) if is_working or run.stopped_at else None,
        "is_final": any(stop["is_final"] for stop in run.held),
        "form": form,
    }
    return render(request, "onboarding/rosters/run.html", context, status=status)


def _lines(rows: Collection[ImportRow], access: RosterAccess) -> list[dict[str, Any]]:
    unnamed = {row.person_id for row in rows if row.person_id and not shown.name_in_file(row)}
    named = access.named_among(unnamed) if unnamed else ()
    return shown.lines_of(rows, names_unlisted=access.names_unlisted(), named=named)


def _go_on(run: ImportRun) -> None:
    """In the background; beat goes on with it if this is lost."""
    transaction.on_commit(lambda: tasks.continue_run.delay(run.pk), robust=True)


@never_cache
@login_required
@require_POST
def approve(request: HttpRequest, run: UUID) -> HttpResponse:
    access, found = _own_run(request, run)
    form = ApproveForm(request.POST)
    if found.state is RunState.HELD and not form.is_valid():
        return _show(request, access, found, form, status=400)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    try:
        services.approve_run(run=found, by=access.user, reason=reason, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
    else:
        _go_on(found)
    return redirect("rosters:run", run=run)


@never_cache
@login_required
@require_POST
def discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """Put a file away. What a stopped one had brought in is taken back, which its own page shows."""
    access, found = _own_run(request, run)
    try:
        services.put_away(run=found, by=access.user, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
        return redirect("rosters:run", run=run)
    found.refresh_from_db()
    if found.state is RunState.ROLLING_BACK:
        _go_on(found)
        return redirect("rosters:run", run=run)
    messages.success(request, _("The file was put away. Nothing was changed."))
    return redirect("rosters:list")


@never_cache
@login_required
@require_POST
def resume(request: HttpRequest, run: UUID) -> HttpResponse:
    """Let a stopped run try again from where it stopped."""
    _access, found = _own_run(request, run)
    try:
        services.resume_run(run=found, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
    else:
        _go_on(found)
    return redirect("rosters:run", run=run)


@never_cache
@login_required
def roll_back(request: HttpRequest, run: UUID) -> HttpResponse:
    """What taking a file back would undo; and, once somebody has said so there, taking it back."""
    access, found = _own_run(request, run)
    if found.state is not RunState.APPLIED:
        return redirect("rosters:run", run=run)
    if request.method != "POST":
        context = {"run": found, "kind": KINDS[found.kind].label, "filters": shown.undone_of(found)}
        # A very long file is looked through when somebody says yes, and not to show a page.
        context["obstacles"] = services.obstacles(found) if found.rows_total <= MOST_LOOKED_THROUGH else ()
        return render(request, "onboarding/rosters/roll_back.html", context)
    try:
        services.ask_rollback(run=found, by=access.user, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
    else:
        _go_on(found)
    return redirect("rosters:run", run=run)


@never_cache
@login_required
def errors(request: HttpRequest, run: UUID) -> HttpResponse:
    """The rejected rows as a file, to be mended and sent again."""
    _access, found = _own_run(request, run)
    response = HttpResponse(
        as_csv(shown.error_rows(found), shown.error_columns(found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="rejected-{found.uploaded_at:%Y-%m-%d}.csv"'
    return response
