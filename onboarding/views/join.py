"""Hotel staff join by the code of their premises, and come back by name and PIN (pack 6.4).

The code opens a door and says whose it is. It never says who works there, or who is trained.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from common import clock
from common.throttle import is_throttled
from onboarding.forms.codes import TextCodeForm
from onboarding.forms.hotel import PIN, JoinForm, PinForm
from onboarding.limits import count_failure, is_barred, is_over, place_of
from onboarding.services import pins
from onboarding.services.registration import proved_contact
from onboarding.views.code_step import CodeStep, may_ask, send_code
from onboarding.views.shared import sign_in_here
from partnership.models import Role
from partnership.queries import person_of
from schemes.hotel_codes import shown_join_code, tidy_join_code
from schemes.models import Premises
from schemes.queries.join_codes import code_of, premises_for

COURSE = "cse-hotel"
KEPT_AS = "hotel_join"  # in the session, from what was said to the code that proves it


def _opened(request: HttpRequest, code: str) -> Premises | None:
    """The premises behind a code. Who tries many codes that are none learns nothing more; a full staff room does."""
    limits = [(f"join-code:{place_of(request)}", 30)]
    if is_barred(limits):
        return None
    found = premises_for(code, clock.today())
    if found is None:
        count_failure(limits, seconds=600)
    return found


def _ask_for_code(request: HttpRequest, form: TextCodeForm, *, status: int, is_unknown: bool = False) -> HttpResponse:
    context = {"form": form, "is_unknown": is_unknown, "action": reverse("onboarding:join_type_code")}
    return render(request, "onboarding/doors/join_type_code.html", context, status=status)


@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    form = TextCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("onboarding:join", code=form.cleaned_data["code"])
    return _ask_for_code(request, form, status=400 if form.errors else 200)


@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Who joins, as what, and how they sign in next time."""
    premises = _opened(request, code)
    if premises is None:
        return _ask_for_code(request, TextCodeForm(initial={"code": code}), status=404, is_unknown=True)
    form = JoinForm(request.POST or None, asks=_asks(request))
    if request.method == "POST" and form.is_valid():
        answer = _join(request, premises, code, form)
        if answer:
            return answer
    context = {"form": form, "premises": premises, "code": tidy_join_code(code)}
    return render(request, "onboarding/doors/join.html", context, status=400 if form.errors else 200)


def _asks(request: HttpRequest) -> frozenset[str]:
    """Somebody signed in has a name, and a way to come back; who has only a PIN gives it here too."""
    user = request.user
    if not user.is_authenticated:
        return frozenset({"name", "way", "pin"})
    asked = set() if person_of(user) else {"name"}
    return frozenset(asked if any(proved_contact(user)) or user.has_usable_password() else {*asked, "pin"})


def _join(request: HttpRequest, premises: Premises, code: str, form: JoinForm) -> HttpResponse | None:
    data = form.cleaned_data
    said = pins.SaidAtHotel(data.get("name", ""), data["role"], data["shift"], data["agency"])
    if request.user.is_authenticated:
        return _joined(request, premises, said, data["pin"])
    if data["way"] == PIN:
        return _join_by_pin(request, premises, said, form)
    if not may_ask(request, key=form.key):
        form.add_error("contact", _("You have asked for several codes. Wait an hour, then ask again."))
        return None
    role = {"role": said.role.pk, "name": said.name, "shift": said.shift, "agency": said.agency}
    request.session[KEPT_AS] = {**role, "code": tidy_join_code(code)}
    send_code(request, email=data["email"], phone=data["phone"])
    return redirect("onboarding:join_code")


def _join_by_pin(
    request: HttpRequest, premises: Premises, said: pins.SaidAtHotel, form: JoinForm
) -> HttpResponse | None:
    if is_throttled(request, action="join-by-pin", limit=60, seconds=3600) or is_over(
        f"join:{premises.pk}", limit=60, seconds=3600
    ):
        form.add_error(None, _("Many people have just joined here. Wait an hour, then try again."))
        return None
    user = pins.join_by_pin(premises=premises, said=said, pin=form.cleaned_data["pin"], on=clock.today())
    if user is None:
        form.add_error("way", _("You cannot join with a PIN. Choose a code instead."))
        return None
    sign_in_here(request, user)
    _welcome(request, premises, by_pin=True)
    return redirect("learning:start", course_key=COURSE)


def _welcome(request: HttpRequest, premises: Premises, *, by_pin: bool) -> None:
    """What they did, and how they come back: on the next page, whatever that is."""
    said = _("You have joined at %(place)s.") % {"place": premises.organisation.name}
    again = (
        _("Next time you need the code %(code)s, your name as you wrote it now, and your PIN.")
        % {"code": _code_of(premises)}
        if by_pin
        else _("Next time, sign in with a code to the same phone or e-mail.")
    )
    messages.success(request, f"{said} {again}")


def _code_of(premises: Premises) -> str:
    code = code_of(premises, clock.today())
    return shown_join_code(code.code) if code else ""


class JoinCodeStep(CodeStep):
    """For who chose a code."""

    back, onward = "onboarding:join_type_code", "onboarding:join_finish"


@never_cache
def finish(request: HttpRequest) -> HttpResponse:
    """The number is proved: now they join with what they said before."""
    kept: dict[str, Any] | None = request.session.get(KEPT_AS)
    if not request.user.is_authenticated or kept is None:
        return redirect("onboarding:join_type_code")
    premises = premises_for(kept["code"], clock.today())
    role = Role.objects.filter(pk=kept["role"]).first()
    if premises is None or role is None:
        return redirect("onboarding:join_type_code")
    return _joined(request, premises, pins.SaidAtHotel(kept["name"], role, kept["shift"], kept["agency"]))


def _joined(request: HttpRequest, premises: Premises, said: pins.SaidAtHotel, pin: str = "") -> HttpResponse:
    pins.join_by_login(user=request.user, premises=premises, said=said, on=clock.today(), pin=pin)  # type: ignore[arg-type]  # signed in
    _welcome(request, premises, by_pin=bool(pin))
    request.session.pop(KEPT_AS, None)
    return redirect("learning:start", course_key=COURSE)


@never_cache
def by_pin(request: HttpRequest, code: str) -> HttpResponse:
    """Coming back: name and PIN. One sentence for everything that is not so."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _by_pin(request, code, form)
        if user:
            sign_in_here(request, user)
            return redirect("learning:start", course_key=COURSE)
        form.add_error(
            None,
            _(
                "We could not sign you in with that. Write your name as you did when you joined, and check the PIN. "
                "After ten wrong tries you have to wait an hour."
            ),
        )
    context = {"form": form, "code": tidy_join_code(code), "shown_code": shown_join_code(tidy_join_code(code))}
    return render(request, "onboarding/doors/join_by_pin.html", context, status=400 if form.errors else 200)


def _by_pin(request: HttpRequest, code: str, form: PinForm) -> User | None:
    """Ten wrong tries an hour at one name, thirty at one premises or from one place: then even the right one fails."""
    data, premises = form.cleaned_data, tidy_join_code(code)
    name = " ".join(data["name"].casefold().split())
    limits = [(f"pin:{place_of(request)}", 30), (f"pin:{premises}", 30), (f"pin:{premises}:{name}", 10)]
    if is_barred(limits):
        return None
    found = premises_for(code, clock.today())
    user = pins.sign_in_by_pin(premises=found, name=data["name"], pin=data["pin"], on=clock.today())
    if user is None:
        count_failure(limits, seconds=3600)
    return user
