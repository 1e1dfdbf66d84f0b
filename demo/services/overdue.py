"""Whom the demo's claims, sessions and wishes are of: invented people who lack a training and have no story of their
own.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from certification.queries.status import population, with_status
from certification.rules.status import Status


def without_login(organisation: str, course: str, on: date, *, statuses: Collection[Status]) -> QuerySet[Any]:
    """Obligations there in one of these statuses. The demo's own people have a login."""
    held = population(on).filter(
        assignment__organisation__code=organisation,
        requirement__course__key=course,
        assignment__person__user=None,
    )
    found: QuerySet[Any] = with_status(held, on).filter(status__in=[status.value for status in statuses])
    return found.select_related("assignment__person", "requirement__course")
