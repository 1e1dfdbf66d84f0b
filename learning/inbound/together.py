"""One decision over several kinds that were ticked in the queue: first what it comes to, then applied to them all."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.superusers import superusers_only
from learning.inbound import queries, services
from learning.inbound.forms import CoursesForm, IgnoreForm
from learning.inbound.models import InboundStatement
from learning.inbound.queries import Kind
from learning.inbound.views import TO_COURSE, applied, words_for

MOST = 200


@never_cache
@require_POST
@superusers_only
def together(request: HttpRequest, what: str) -> HttpResponse:
    """`what` is course, match or ignore; those ticked that it does not suit are left as they are."""
    decide = {"course": _courses, "match": _matches, "ignore": _ignored}.get(what)
    if decide is None:
        raise Http404
    kinds = queries.kinds_in(queries.waiting_by_kind(keys=_keys(request)))
    if not kinds:
        messages.warning(request, _("Tick what you want to decide together. Nothing was changed."))
        return redirect("learning_inbound:waiting")
    return decide(request, kinds)


def _keys(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(key) for key in request.POST.getlist("kind")[:MOST]]
    except ValueError as error:
        raise Http404 from error


def _courses(request: HttpRequest, kinds: list[Kind]) -> HttpResponse:
    suited = [kind for kind in kinds if kind.row.reason in TO_COURSE]
    if not suited:
        return _nothing_suits(request)
    rows = [kind.row for kind in suited]
    about = InboundStatement.objects.filter(activity_id__in={row.activity_id for row in rows})
    form = CoursesForm(_data(request), rows=rows, verbs=queries.verbs_of(about))
    if not form.is_valid():
        return _page(request, "course", suited, form=form)
    mappings = form.mappings()
    if "apply" not in request.POST:
        outcomes = sum((queries.preview_course(mapping) for mapping in mappings), Counter[str]())
        return _page(request, "course", suited, form=form, outcomes=words_for(outcomes))
    return applied(request, services.map_courses(mappings=mappings, by=request.user, at=clock.now()))


def _matches(request: HttpRequest, kinds: list[Kind]) -> HttpResponse:
    """By e-mail address alone, and no more than was seen: what has changed since is left for another look."""
    pairs = queries.known_by_address([kind for kind in kinds if kind.row.reason == InboundStatement.Reason.ACCOUNT])
    if not pairs:
        return _nothing_suits(request)
    if "apply" not in request.POST:
        return _page(request, "match", [kind for kind, _ in pairs], pairs=pairs, left=len(kinds) - len(pairs))
    seen = set(request.POST.getlist("pair"))
    kept = [(kind.row, person) for kind, person in pairs if f"{kind.row.kind_key} {person.uuid}" in seen]
    return applied(request, services.match_accounts(pairs=kept, by=request.user, at=clock.now()))


def _ignored(request: HttpRequest, kinds: list[Kind]) -> HttpResponse:
    form = IgnoreForm(_data(request))
    if not form.is_valid():
        return _page(request, "ignore", kinds, form=form)
    rows, why = [kind.row for kind in kinds], form.cleaned_data["why"]
    return applied(request, services.ignore_kinds(rows=rows, why=why, by=request.user, at=clock.now()))


def _data(request: HttpRequest) -> Any:
    """The first time there is nothing filled in yet."""
    return request.POST if "filled" in request.POST else None


def _nothing_suits(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("None of what you ticked can be decided in this way. Nothing was changed."))
    return redirect("learning_inbound:waiting")


def _page(request: HttpRequest, what: str, kinds: list[Kind], **more: Any) -> HttpResponse:
    context = {"what": what, "kinds": kinds, "waiting": sum(kind.waiting for kind in kinds), **more}
    return render(request, "learning/inbound/together.html", context)
