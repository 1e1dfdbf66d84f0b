"""Writing the access log, and forgetting it."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import AccessEvent, Phone, User


def login_for(*, email: str = "", phone: str = "") -> User:
    """The login that an address or number opens, made now when there is none. Says nothing of which it was.

    A login alone opens nothing: it is nobody until the code sent to its address or number has been entered. The caller
    limits how many may be made.
    """
    if phone:
        found = Phone.objects.select_related("user").filter(number=phone).first()
        return found.user if found else _login_by_phone(phone)
    known = EmailAddress.objects.select_related("user").filter(email__iexact=email).order_by("-verified").first()
    return known.user if known else _login_by_email(email.lower())


def _login_by_phone(phone: str) -> User:
    with transaction.atomic():
        user = User.objects.create_user(None)
        made, is_new = Phone.objects.get_or_create(number=phone, defaults={"user": user})
        if not is_new:  # two asked at once
            user.delete()
        return made.user


def _login_by_email(email: str) -> User:
    with transaction.atomic():
        user, _ = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True, "verified": False})
        return user


def tried_hash(email: str) -> str:
    """A keyed hash of an address somebody tried: the same for the same address, of no use without our secret."""
    return salted_hmac("accounts.access-log", email.strip().lower(), algorithm="sha256").hexdigest()


def log_access(*, kind: AccessEvent.Kind, user: User, at: datetime) -> AccessEvent:
    return AccessEvent.objects.create(kind=kind, user=user, happened_at=at)


def log_failure(*, email: str, at: datetime) -> AccessEvent:
    return AccessEvent.objects.create(kind=AccessEvent.Kind.FAILED, tried_hash=tried_hash(email), happened_at=at)


def forget_access(*, before: datetime) -> int:
    """Delete what happened before a moment; how many rows went."""
    return AccessEvent.objects.filter(happened_at__lt=before).delete()[0]
