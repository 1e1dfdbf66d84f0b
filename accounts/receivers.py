"""Sign-ins as Django tells of them, written into the access log."""

from typing import Any

from allauth.account.signals import login_code_rejected
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import services, shared
from accounts.models import AccessEvent, User
from common import clock


@receiver(user_logged_in)
def log_sign_in(user: User, **_: Any) -> None:
    services.log_access(kind=AccessEvent.Kind.SIGNED_IN, user=user, at=clock.now())


@receiver(user_logged_in)
def note_shared_device(request: HttpRequest | None, **_: Any) -> None:
    """What the sign-in form said of the device. Signing in again without the tick takes it back."""
    if request is not None and request.POST.get("shared") == "on":
        request.session[shared.KEPT_AS] = True
    elif request is not None and hasattr(request, "session"):
        request.session.pop(shared.KEPT_AS, None)


@receiver(user_logged_out)
def log_sign_out(user: User | None, **_: Any) -> None:
    if user is not None:
        services.log_access(kind=AccessEvent.Kind.SIGNED_OUT, user=user, at=clock.now())


@receiver(user_login_failed)
def log_wrong_password(credentials: dict[str, str], **_: Any) -> None:
    services.log_failure(email=credentials.get("email", ""), at=clock.now())


@receiver(login_code_rejected)
def log_wrong_code(user: User, **_: Any) -> None:
    services.log_failure(email=user.email or f"login {user.pk}", at=clock.now())
