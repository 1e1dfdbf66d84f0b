"""Who may be whom: both records side by side, one person or two, and undoing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from onboarding import roster_pages as shown
from onboarding import services
from onboarding.forms.rosters import DecisionForm
from onboarding.models import Suggestion
from onboarding.roster_permissions import RosterAccess, roster_access

PER_PAGE = 20
UNDO_SHOWN = 20


@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits to be decided, oldest first, and what was merged and can still be undone."""
    access = roster_access(request.user, on=clock.today())
    waiting = access.suggestions().select_related("newer", "older", "organisation", "older_entry")
    page = Paginator(waiting.prefetch_related(*shown.WITH_POSTS), PER_PAGE).get_page(request.GET.get("page", "1"))
    pairs = [(suggestion, *_sides(suggestion, access)) for suggestion in page]
    since = clock.now() - services.UNDONE_WITHIN
    undoable = access.merges().filter(merged_at__gte=since).select_related("kept", "merged", "merged_by")
    merges = list(undoable[:UNDO_SHOWN])
    if pairs or merges:
        services.note_look(user=access.user, pairs=len(pairs) + len(merges), at=clock.now())
    context = {"page": page, "pairs": pairs, "merges": merges}
    return render(request, "onboarding/rosters/matching.html", context)


def _sides(suggestion: Suggestion, access: RosterAccess) -> tuple[shown.Side, shown.Side]:
    owner = suggestion.older_entry.organisation_id if suggestion.older_entry else None
    return shown.sides_of(suggestion, shows_older_contacts=access.sees_contacts_of(owner), shows_post=access.shows_post)


@never_cache
@login_required
@require_POST
def decide(request: HttpRequest, suggestion: int) -> HttpResponse:
    access = roster_access(request.user, on=clock.today())
    found = access.suggestions().filter(pk=suggestion).first()
    form = DecisionForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404
    try:
        services.decide(suggestion=found, decision=form.cleaned_data["decision"], by=access.user, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Remembered. You will not be asked about these two again."))
    return redirect("rosters:matching")


@never_cache
@login_required
@require_POST
def undo(request: HttpRequest, merge: int) -> HttpResponse:
    access = roster_access(request.user, on=clock.today())
    found = access.merges().filter(pk=merge).first()
    if found is None:
        raise Http404
    try:
        services.unmerge(merge=found, by=access.user, at=clock.now())
    except services.NotNow as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("They are two people again, each with their own history."))
    return redirect("rosters:matching")
