"""Proving a number or address at a door: a code is sent to it and typed. allauth's own steps, with our words around.

Whether a login was there before is never told: one is made if not, and everybody gets a code.
"""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import ConfirmLoginCodeView
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.services import login_for
from common.throttle import is_throttled

CODES_AN_HOUR_FROM_ONE_ADDRESS = 60


def may_ask(request: HttpRequest, *, key: str) -> bool:
    """Count one code asked for: five an hour for one number or address, and so many from one place."""
    if is_throttled(request, action="door-code", limit=CODES_AN_HOUR_FROM_ONE_ADDRESS, seconds=3600):
        return False
    return bool(ratelimit.consume(request, action="request_login_code", key=key))


def send_code(request: HttpRequest, *, email: str, phone: str) -> None:
    """Send a code, and remember in the session what it is for."""
    user = login_for(email=email, phone=phone)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email or None, phone=phone or None)


class CodeStep(ConfirmLoginCodeView):
    """Typing the code. `back` asks for another, `onward` is where the proved go: names of addresses."""

    template_name = "onboarding/doors/code.html"
    back = onward = ""
    number = of_steps = 0  # said only where every way has as many steps

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:  # a second window, or Back: it is done
            return redirect(self.onward)
        answer = super().dispatch(request, *args, **kwargs)
        is_over = answer.headers.get("Location") == reverse("account_request_login_code")
        return redirect(self.back) if is_over else answer

    def get_next_url(self) -> str:
        return reverse(self.onward)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "back": reverse(self.back), "number": self.number, "of_steps": self.of_steps}
