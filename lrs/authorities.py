"""Whose word counts: the platform's own authority, and who may take back what."""

from typing import Any
from uuid import UUID

from django.conf import settings

from lrs.identity import agent_key
from lrs.models import Authority


def platform_agent() -> dict[str, Any]:
    """The authority of statements the platform makes itself."""
    return {"objectType": "Agent", "account": {"homePage": settings.PUBLIC_URL, "name": "lookout"}}


def platform_key() -> UUID:
    return UUID(agent_key(platform_agent()))


def platform_id() -> int | None:
    """The row of the platform's authority; None before it has said anything."""
    return Authority.objects.filter(key=platform_key()).values_list("id", flat=True).first()
