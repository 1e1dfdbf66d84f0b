"""Limits by address count people and not the proxy before us, and nobody writes themselves another address."""

from typing import Any

import pytest
from django.test import RequestFactory

from common.throttle import client_address, is_throttled


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_the_address_that_our_outermost_proxy_saw(settings: Any, proxies: int, forwarded: str, seen: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    request.META |= {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(request) == seen


def test_one_visitor_behind_the_proxy_bars_nobody_else(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "addresses"}}

    def tries(address: str) -> list[bool]:
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=address)
        return [is_throttled(request, action="x", limit=3, seconds=60) for _ in range(4)]

    assert tries("203.0.113.9") == [False, False, False, True]
    assert tries("198.51.100.7") == [False, False, False, True]
