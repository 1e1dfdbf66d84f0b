"""What this room does when the CMS has published a page: nudge, and nothing more."""

from typing import Any

from django.db import transaction
from wagtail.signals import page_published

from common import clock
from courses import services
from courses.models import CoursePage


def freeze_published(sender: type, instance: CoursePage, **kwargs: Any) -> None:
    """After commit, because publishing is not one transaction; robust, because reconcile will find it anyway."""
    transaction.on_commit(lambda: services.freeze(instance, at=clock.now()), robust=True)


def connect() -> None:
    page_published.connect(freeze_published, sender=CoursePage, dispatch_uid="courses.freeze_published")
