"""Counting tries where guessing would pay. A fixed window in the shared cache: simple, and enough against a script."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest


def is_throttled(request: HttpRequest, *, action: str, limit: int, seconds: int) -> bool:
    """Count one try of `action` from this address; True once there were more than `limit` in a window of `seconds`."""
    address = request.META.get("REMOTE_ADDR", "")
    key = f"throttle:{action}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > limit)
    except ValueError:  # the window ended between the two calls
        return False
