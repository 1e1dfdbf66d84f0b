"""Statements of other systems in the CMS, for superusers: what waits, said once, and applied to all of its kind."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from common import clock
from common.superusers import superusers_only
from learning.inbound import queries, services
from learning.inbound.forms import CourseForm, IgnoreForm, QueueForm, WhoForm
from learning.inbound.models import ExternalAccount, ExternalCourse, IgnoredKind, InboundStatement
from learning.inbound.tasks import settle_statements
from partnership.models import Person

Reason = InboundStatement.Reason
TO_COURSE = (Reason.ACTIVITY, Reason.DATES, Reason.VERB)
KINDS_SHOWN, SAID_SHOWN = 50, 50


@never_cache
@require_GET
@superusers_only
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, a page at a time; and what people have said so far, the newest first."""
    form = QueueForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.waiting_by_kind(reason=wanted.get("reason", ""), authority=wanted.get("agency"))
    page = Paginator(found, KINDS_SHOWN).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    said = (
        ("courses", ExternalCourse.objects.select_related("authority", "course", "approved_by")),
        ("accounts", ExternalAccount.objects.select_related("authority", "person", "matched_by")),
        ("ignored", IgnoredKind.objects.select_related("authority", "by")),
    )
    most = None if request.GET.get("said") == "all" else SAID_SHOWN
    lists = {name: list(rows.order_by("-pk")[: most and most + 1]) for name, rows in said}
    context = {
        "form": form,
        "page": page,
        "kinds": queries.kinds_in(page),
        "asked": asked.urlencode(),
        "is_more": most is not None and any(len(rows) > most for rows in lists.values()),
        **{name: rows[:most] for name, rows in lists.items()},
    }
    return render(request, "learning/inbound/waiting.html", context)


@never_cache
@require_GET
@superusers_only
def kind(request: HttpRequest, key: UUID) -> HttpResponse:
    """One kind of waiting statement, and what can be said about it."""
    return _page(request, _row(key))


@never_cache
@require_POST
@superusers_only
def map_course(request: HttpRequest, key: UUID) -> HttpResponse:
    """First shows what would become of everything it reaches; applies it when that was seen."""
    row = _row(key, *TO_COURSE)
    form = _course_form(row, request.POST)
    if not form.is_valid():
        return _page(request, row, course_form=form)
    mapping = form.mapping()
    if "apply" not in request.POST:
        return _page(request, row, course_form=form, outcomes=words_for(queries.preview_course(mapping)))
    return applied(request, services.map_course(mapping=mapping, by=request.user, at=clock.now()))


@never_cache
@require_POST
@superusers_only
def find(request: HttpRequest, key: UUID) -> HttpResponse:
    """Whom an account may belong to, and how many statements would become theirs."""
    row = _row(key, Reason.ACCOUNT)
    form = WhoForm(request.POST)
    found = queries.candidates(form.cleaned_data["who"].strip(), on=clock.today()) if form.is_valid() else []
    if form.is_valid() and not found:
        form.add_error("who", _("Nobody on our roster has this address or name."))
    shown = [(one, words_for(queries.preview_account(row, one.person))) for one in found]
    return _page(request, row, who_form=form, candidates=shown)


@require_POST
@superusers_only
def match(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _row(key, Reason.ACCOUNT)
    try:
        wanted = UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise Http404 from error
    person = get_object_or_404(Person, uuid=wanted, canonical=None, do_not_list=False)
    return applied(request, services.match_account(row=row, person=person, by=request.user, at=clock.now()))


@require_POST
@superusers_only
def ignore(request: HttpRequest, key: UUID) -> HttpResponse:
    row, form = _row(key), IgnoreForm(request.POST)
    if not form.is_valid():
        return _page(request, row, ignore_form=form)
    why = form.cleaned_data["why"]
    return applied(request, services.ignore_kind(row=row, why=why, by=request.user, at=clock.now()))


@require_POST
@superusers_only
def undo(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Take back what somebody said: what came of it is withdrawn, and its statements wait again."""
    if what == "course":
        return applied(request, services.remove_course(mapping=get_object_or_404(ExternalCourse, pk=pk)))
    if what == "account":
        return applied(request, services.remove_account(account=get_object_or_404(ExternalAccount, pk=pk)))
    return applied(request, services.stop_ignoring(kind=get_object_or_404(IgnoredKind, pk=pk)))


def _row(key: UUID, *reasons: str) -> InboundStatement:
    row = queries.waiting_of_kind(key).first()
    if row is None or (reasons and row.reason not in reasons):
        raise Http404
    return row


def _course_form(row: InboundStatement, data: Any = None) -> CourseForm:
    about = InboundStatement.objects.filter(authority=row.authority, activity_id=row.activity_id)
    return CourseForm(data, row=row, verbs=queries.verbs_of(about))


def _page(request: HttpRequest, row: InboundStatement, **more: Any) -> HttpResponse:
    actor = queries.actor_of(row)
    context = {
        "row": row,
        "waiting": queries.waiting_of_kind(row.kind_key).count() if row.kind_key else 0,
        "actor": actor,
        "course_form": _course_form(row) if row.reason in TO_COURSE else None,
        "who_form": WhoForm(initial={"who": actor.address}) if row.reason == Reason.ACCOUNT else None,
        "ignore_form": IgnoreForm(),
        **more,
    }
    return render(request, "learning/inbound/kind.html", context)


def words_for(outcomes: Counter[str]) -> list[tuple[str, int]]:
    """Outcomes as people read them, the most frequent first."""
    states, reasons = dict(InboundStatement.State.choices), dict(Reason.choices)
    return [
        (states[key] if key in states else _("Goes on waiting: %s") % reasons[key].lower(), count)
        for key, count in outcomes.most_common()
    ]


def applied(request: HttpRequest, reached: int) -> HttpResponse:
    """What was said is kept; the statements follow in the background, or with the next sweep."""
    transaction.on_commit(settle_statements.delay, robust=True)
    said = ngettext("Kept. %d statement is looked at again.", "Kept. %d statements are looked at again.", reached)
    messages.success(request, said % reached)
    return redirect("learning_inbound:waiting")
