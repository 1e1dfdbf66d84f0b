"""Writing the access log, and forgetting it."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from accounts.models import AccessEvent, User


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
