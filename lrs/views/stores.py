"""Other stores in the CMS: how far each is, what went wrong, sending again, pausing and removing."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock
from common.superusers import superusers_only
from lrs import reading, tasks
from lrs.forms import AgainForm, ForwardForm
from lrs.models import Forward
from lrs.outbox import lag_of
from lrs.services import forwarding

MOST_SHOWN = 50


@require_GET
@superusers_only
def stores(request: HttpRequest) -> HttpResponse:
    forwards = Forward.objects.annotate(refused=Count("set_aside")).order_by("name")
    return render(request, "lrs/stores.html", {"rows": [(forward, lag_of(forward)) for forward in forwards]})


@require_http_methods(["GET", "POST"])
@superusers_only
def store(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One store's settings, and what it refused."""
    forward = get_object_or_404(Forward, pk=pk) if pk else Forward()
    form = ForwardForm(request.POST or None, instance=forward)
    if request.method == "POST" and form.is_valid():
        forwarding.save_forward(forward=form.instance, secret=form.cleaned_data["secret"])
        messages.success(request, _("Saved."))
        return redirect("lrs_records:stores")
    refused = forward.set_aside.select_related("statement").order_by("-at") if pk else None
    context = {
        "form": form,
        "forward": forward,
        "refused": refused.count() if refused is not None else 0,
        "set_aside": refused[:MOST_SHOWN] if refused is not None else (),
        "offered": reading.offered(),
    }
    return render(request, "lrs/store.html", context)


@require_http_methods(["GET", "POST"])
@superusers_only
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """First asks how much of what was refused to send again; then tries it now, and what waits behind it."""
    forward = get_object_or_404(Forward, pk=pk, is_on=True)
    now = clock.now()
    counts = {
        days: forwarding.refused_by(forward, since=now - timedelta(days=days) if days else None).count()
        for days in AgainForm.DAYS
    }
    form = AgainForm(request.POST or None, counts=counts)
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        forwarding.send_again(forward=forward, now=clock.now, since=now - timedelta(days=days) if days else None)
        transaction.on_commit(lambda: tasks.forward_to_store.delay(pk), robust=True)
        _say_how_it_went(request, forward)
        return redirect("lrs_records:stores")
    context = {"form": form, "forward": forward, "refused": counts[0], "most": forwarding.MOST_AGAIN}
    return render(request, "lrs/send_again.html", context)


def _say_how_it_went(request: HttpRequest, forward: Forward) -> None:
    forward.refresh_from_db()
    if forward.last_error:
        messages.error(request, _("The other store could not be reached: %s") % forward.last_error)
    elif refused := forward.set_aside.count():
        messages.warning(request, _("Still refused: %d. The reasons are on the store's page.") % refused)
    else:
        messages.success(request, _("Nothing is refused any more. What waits is sent now."))


@require_POST
@superusers_only
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a store, or go on with it: the cursor stays where it is, so nothing is passed over."""
    forward = get_object_or_404(Forward, pk=pk)
    forward.is_on = not forward.is_on
    forwarding.save_forward(forward=forward)
    messages.success(request, _("Statements are sent again.") if forward.is_on else _("Paused. What comes in waits."))
    return redirect("lrs_records:stores")


@require_http_methods(["GET", "POST"])
@superusers_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: where a store had got to is forgotten with it."""
    forward = get_object_or_404(Forward, pk=pk)
    if request.method == "POST":
        forward.delete()
        messages.success(request, _("Removed. What it has it keeps; nothing more is sent there."))
        return redirect("lrs_records:stores")
    context = {"forward": forward, "lag": lag_of(forward), "refused": forward.set_aside.count()}
    return render(request, "lrs/remove_store.html", context)
