"""Credentials in the CMS: made, with the secret shown this once; and revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from lrs.forms import CredentialForm
from lrs.models import Credential
from lrs.services.credentials import create_credential, revoke_credential
from lrs.views.door import superusers_only


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


@require_POST
@superusers_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    credential = get_object_or_404(Credential, pk=pk)
    revoke_credential(credential=credential, at=clock.now())
    messages.success(request, _("Revoked. Nothing more comes in or is read with it."))
    return redirect("lrs_records:credentials")
