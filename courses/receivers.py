"""What this room does when the CMS has published a page: nudge, and nothing more. And what editors may do, after
migrating.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_migrate
from wagtail.signals import page_published

from common import clock
from courses import services
from courses.models import CoursePage


def freeze_published(sender: type, instance: CoursePage, **kwargs: Any) -> None:
    """After commit, because publishing is not one transaction; robust, because reconcile will find it anyway."""
    transaction.on_commit(lambda: services.freeze(instance, at=clock.now()), robust=True)


EDITING_GROUPS = ("Editors", "Moderators")
EDITING = ("add_localinsert", "change_localinsert", "view_localinsert", "view_course")


def let_editors_write_inserts(sender: Any, **kwargs: Any) -> None:
    """Wagtail's own groups may write pages; here they may write local inserts too. Safe to repeat, as migrating is."""
    permissions = Permission.objects.filter(content_type__app_label="courses", codename__in=EDITING)
    for group in Group.objects.filter(name__in=EDITING_GROUPS):
        group.permissions.add(*permissions)


def connect() -> None:
    post_migrate.connect(let_editors_write_inserts, dispatch_uid="courses.let_editors_write_inserts")
    page_published.connect(freeze_published, sender=CoursePage, dispatch_uid="courses.freeze_published")
