"""Counting what is tried: by anybody at one thing, or from one place. Keys are hashed: nothing tried is kept."""

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.http import HttpRequest

from common.throttle import client_address

Limit = tuple[str, int]  # what is tried, and how many failures of it bar the way


def is_over(what: str, *, limit: int, seconds: int) -> bool:
    """Count one try; True once there were more than `limit` in a window of `seconds`."""
    return _count(what, seconds) > limit


def is_barred(limits: Iterable[Limit]) -> bool:
    """Whether any of these has failed too often. Counts nothing: who does it right bars nobody."""
    return any(cache.get(_key(what), 0) >= limit for what, limit in limits)


def count_failure(limits: Iterable[Limit], *, seconds: int) -> None:
    for what, _limit in limits:
        _count(what, seconds)


def place_of(request: HttpRequest) -> str:
    return client_address(request)


def _count(what: str, seconds: int) -> int:
    key = _key(what)
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two calls
        return 1


def _key(what: str) -> str:
    return f"limit:{hashlib.sha256(what.encode()).hexdigest()[:32]}"
