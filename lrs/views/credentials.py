"""Credentials in the CMS: made, with the secret shown this once; and revoked, once asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from common.superusers import superusers_only
from lrs.forms import CredentialForm
from lrs.models import Credential
from lrs.services.credentials import create_credential, revoke_credential


@never_cache
@require_http_methods(["GET", "POST"])
@superusers_only
def credentials(request: HttpRequest) -> HttpResponse:
    form = CredentialForm(request.POST or None)
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        made, secret = create_credential(name=fields["name"].strip(), scopes=fields["scopes"], at=clock.now())
        form = CredentialForm()
    rows = Credential.objects.order_by("name", "id")
    return render(request, "lrs/credentials.html", {"form": form, "rows": rows, "made": made, "secret": secret})


@require_http_methods(["GET", "POST"])
@superusers_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: a revoked credential cannot be brought back, and its system is locked out from then on."""
    credential = get_object_or_404(Credential, pk=pk, revoked_at=None)
    if request.method == "POST":
        revoke_credential(credential=credential, at=clock.now())
        messages.success(request, _("Revoked. Nothing more comes in or is read with it."))
        return redirect("lrs_records:credentials")
    return render(request, "lrs/revoke.html", {"row": credential})
