"""Counting tries where guessing would pay. A fixed window in the shared cache: simple, and enough against a script."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Where a request comes from: behind proxies of ours, the address that the outermost of them saw.

    How many those are says `ALLAUTH_TRUSTED_PROXY_COUNT`, as for signing in. What stands before that in the header
    anybody may have written.
    """
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-proxies] if proxies and len(hops) >= proxies else str(request.META.get("REMOTE_ADDR", ""))


def is_throttled(request: HttpRequest, *, action: str, limit: int, seconds: int) -> bool:
    """Count one try of `action` from this address; True once there were more than `limit` in a window of `seconds`."""
    key = f"throttle:{action}:{hashlib.sha256(client_address(request).encode()).hexdigest()[:32]}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > limit)
    except ValueError:  # the window ended between the two calls
        return False
