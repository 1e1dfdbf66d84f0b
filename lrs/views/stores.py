"""Other stores in the CMS: how far each is, what went wrong, and sending again."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import clock
from lrs.forms import ForwardForm
from lrs.models import Forward
from lrs.outbox import lag_of
from lrs.services import forwarding
from lrs.views.door import superusers_only

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
    context = {"form": form, "forward": forward, "set_aside": refused[:MOST_SHOWN] if refused is not None else ()}
    return render(request, "lrs/store.html", context)


@require_POST
@superusers_only
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try now: what was set aside, and then what waits. For at most as long as a run may take."""
    forward = get_object_or_404(Forward, pk=pk, is_on=True)
    refused = forwarding.send_again(forward=forward, now=clock.now)
    forwarding.forward_to(pk=pk, now=clock.now)
    forward.refresh_from_db()
    if forward.last_error:
        messages.error(request, _("The other store could not be reached: %s") % forward.last_error)
    elif refused:
        messages.warning(request, _("Still refused: %d. The reasons are on the store's page.") % refused)
    else:
        messages.success(request, _("Everything has been sent."))
    return redirect("lrs_records:stores")
