"""Signing in on a device that others use too: it ends with the browser, and the page says how to finish."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from accounts.models import User
from accounts.shared import KEPT_AS


def sign_in_here(request: HttpRequest, user: User) -> None:
    """Through Django's own door, so that the access log hears of it."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[KEPT_AS] = True
    request.session.set_expiry(0)  # and, by `accounts.shared`, after twenty idle minutes
