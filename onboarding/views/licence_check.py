"""Is a licence's holder trained? For the officer at the desk, and for the authority's own licensing system."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common import clock
from common.throttle import is_throttled
from onboarding.forms.licensing import CheckForm, KeyForm
from onboarding.limits import is_over
from onboarding.models import LicenceCheckKey
from onboarding.permissions import licensing_officer
from onboarding.services import checks

MOST_AN_HOUR = 600  # by one key, or by one officer: a renewal list, and not a register
LONGEST = 1000  # bytes of a question


@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The number is posted, so that no address holds one."""
    officer = licensing_officer(request.user, on=clock.today())
    form = CheckForm(request.POST or None, authorities=officer.authorities())
    answer = None
    if request.method == "POST" and form.is_valid():
        if is_over(f"licence-check:officer:{officer.user.pk}", limit=MOST_AN_HOUR, seconds=3600):
            return render(request, "429.html", status=429)
        number = form.cleaned_data["number"]
        answer = checks.check_licence(authority=form.of, number=number, by=officer.user, at=clock.now())
    typed = form.cleaned_data.get("number", "") if answer else ""
    context = {"form": form, "answer": answer, "typed": typed, "on": officer.on}
    return render(request, "onboarding/doors/licence_check.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of an authority's systems. A new one is shown once, on the answer that makes it."""
    officer = licensing_officer(request.user, on=clock.today())
    form = KeyForm(request.POST or None, authorities=officer.authorities())
    shown = ""
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        _key, shown = checks.make_key(authority=form.of, name=name, by=officer.user, at=clock.now())
    own = LicenceCheckKey.objects.filter(authority__in=officer.organisations).select_related("authority")
    context = {"form": form, "keys": own, "shown": shown}
    return render(request, "onboarding/doors/licence_check_keys.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    officer = licensing_officer(request.user, on=clock.today())
    checks.revoke_key(key=officer.own_key(key), at=clock.now())
    messages.success(request, _("The key opens nothing any more."))
    return redirect("onboarding:licence_check_keys")


@never_cache
@csrf_exempt
@require_POST
def api(request: HttpRequest) -> HttpResponse:
    """`{"licence_no": "…"}` with `Authorization: Bearer <key>` → `{"current": bool, "expires_on": "…" or null}`."""
    if is_throttled(request, action="licence-check-api", limit=MOST_AN_HOUR, seconds=3600):
        return _refused(HTTPStatus.TOO_MANY_REQUESTS, "Too many questions from here. Wait an hour.")
    key = _key_of(request)
    if key is None:
        return _refused(HTTPStatus.UNAUTHORIZED, "Show a key: Authorization: Bearer <key>.")
    number = _number_in(request)
    if number is None:
        return _refused(HTTPStatus.BAD_REQUEST, 'Send JSON like {"licence_no": "000417"}.')
    if is_over(f"licence-check:key:{key.pk}", limit=MOST_AN_HOUR, seconds=3600):
        return _refused(HTTPStatus.TOO_MANY_REQUESTS, "Too many questions with this key. Wait an hour.")
    found = checks.check_licence(authority=key.authority, number=number, key=key, at=clock.now())
    return JsonResponse({"current": found.is_current, "expires_on": found.expires_on})


def _key_of(request: HttpRequest) -> LicenceCheckKey | None:
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    return checks.key_for(text.strip(), at=clock.now()) if kind.lower() == "bearer" and text.strip() else None


def _number_in(request: HttpRequest) -> str | None:
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return None
    try:
        asked = json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        return None
    number = asked.get("licence_no") if isinstance(asked, dict) else None
    return number if isinstance(number, str) and 0 < len(number) <= 30 else None


def _refused(status: HTTPStatus, why: str) -> JsonResponse:
    response = JsonResponse({"error": why}, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response
